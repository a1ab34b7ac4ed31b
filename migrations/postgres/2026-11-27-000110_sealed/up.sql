-- A sealed thing's row keeps the digest of its seal: one that was deleted or written anew is seen. `lock_hash` stays for
-- what was locked before there were seals. A seal that isn't the one that the meeting was locked with isn't taken for it.
ALTER TABLE meeting ADD COLUMN seal_digest TEXT;
UPDATE meeting SET seal_digest = (
    SELECT CASE WHEN seal.form LIKE '%after nenep-lock-1' THEN seal.digest ELSE meeting.lock_hash END
    FROM seal WHERE seal.subject_id = meeting.id ORDER BY seal.number DESC LIMIT 1
);
UPDATE meeting SET lock_hash = NULL WHERE lock_hash = seal_digest;

-- What the rules said when the meeting was submitted, as JSON: findings and attendance. NULL: it wasn't, or before this.
ALTER TABLE meeting ADD COLUMN submission TEXT;

-- Corrections of whatever is sealed.
CREATE TABLE addendum_new (
    id BYTEA NOT NULL PRIMARY KEY,
    subject_id BYTEA NOT NULL,
    text TEXT NOT NULL,
    by_name TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
INSERT INTO addendum_new (id, subject_id, text, by_name, written_at)
SELECT id, meeting_id, text, by_name, written_at FROM addendum;
DROP TABLE addendum;
ALTER TABLE addendum_new RENAME TO addendum;
CREATE INDEX addendum_subject ON addendum (subject_id, id);
