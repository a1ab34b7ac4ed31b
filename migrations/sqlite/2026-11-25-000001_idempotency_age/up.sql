-- Old answers are looked for each hour.
CREATE INDEX idempotency_age ON idempotency (created_at);
