-- Each word one meaning: a sector is a field of work (a field is also what one types into), an office what somebody holds
-- in a branch's committee (a position is also an item's order), a handout what members were sent (a document is also a
-- rule's source), an outcome what was concluded on an item (a conclusion is also a kind of resolution).
ALTER TABLE position RENAME TO office;
ALTER TABLE document RENAME TO handout;
ALTER TABLE meeting RENAME COLUMN focal_field TO focal_sector;
ALTER TABLE task RENAME COLUMN field TO sector;
ALTER TABLE target RENAME COLUMN field TO sector;
ALTER TABLE target RENAME COLUMN measure TO measured_in;
ALTER TABLE agenda_item RENAME COLUMN conclusion TO outcome;
-- The history names parts as bodies do.
UPDATE change SET path = 'handouts/' || SUBSTR(path, 11) WHERE path LIKE 'documents/%';
