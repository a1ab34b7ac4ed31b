-- Differs from the other database: PostgreSQL changes a table in place.
-- What a sheet is for, so that one for a year's rating can never score a meeting. What was there is for meetings.
CREATE TABLE sheet_purpose (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO sheet_purpose (code) VALUES ('meeting');
ALTER TABLE sheet_snapshot ADD COLUMN purpose TEXT NOT NULL DEFAULT 'meeting' REFERENCES sheet_purpose (code) ON DELETE RESTRICT;
ALTER TABLE sheet_snapshot ALTER COLUMN purpose DROP DEFAULT;
ALTER TABLE score_sheet ADD COLUMN purpose TEXT NOT NULL DEFAULT 'meeting' REFERENCES sheet_purpose (code) ON DELETE RESTRICT;
ALTER TABLE score_sheet ALTER COLUMN purpose DROP DEFAULT;
ALTER TABLE sheet_choice ADD COLUMN purpose TEXT NOT NULL DEFAULT 'meeting' REFERENCES sheet_purpose (code) ON DELETE RESTRICT;
ALTER TABLE sheet_choice ALTER COLUMN purpose DROP DEFAULT;
DROP INDEX sheet_choice_start;
CREATE UNIQUE INDEX sheet_choice_start ON sheet_choice (unit_id, purpose, starts_on) WHERE replaced_at IS NULL;
