-- Gives up what the rules said at submissions; it is computed as before, whenever it is asked for. Gives up corrections of
-- other things than meetings.
CREATE TABLE addendum_new (
    id BYTEA NOT NULL PRIMARY KEY,
    meeting_id BYTEA NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
    text TEXT NOT NULL,
    by_name TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
INSERT INTO addendum_new (id, meeting_id, text, by_name, written_at)
SELECT id, subject_id, text, by_name, written_at FROM addendum WHERE subject_id IN (SELECT id FROM meeting);
DROP TABLE addendum;
ALTER TABLE addendum_new RENAME TO addendum;
CREATE INDEX addendum_meeting ON addendum (meeting_id, id);

ALTER TABLE meeting DROP COLUMN submission;
UPDATE meeting SET lock_hash = seal_digest WHERE lock_hash IS NULL;
ALTER TABLE meeting DROP COLUMN seal_digest;
