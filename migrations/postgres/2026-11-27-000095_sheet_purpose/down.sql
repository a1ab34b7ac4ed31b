-- Gives up sheets for anything but meetings.
DROP INDEX sheet_choice_start;
ALTER TABLE sheet_choice DROP COLUMN purpose;
CREATE UNIQUE INDEX sheet_choice_start ON sheet_choice (unit_id, starts_on) WHERE replaced_at IS NULL;
ALTER TABLE score_sheet DROP COLUMN purpose;
ALTER TABLE sheet_snapshot DROP COLUMN purpose;
DROP TABLE sheet_purpose;
