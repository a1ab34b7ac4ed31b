DROP INDEX idempotency_age;
