UPDATE change SET path = 'documents/' || SUBSTR(path, 10) WHERE path LIKE 'handouts/%';
ALTER TABLE agenda_item RENAME COLUMN outcome TO conclusion;
ALTER TABLE target RENAME COLUMN measured_in TO measure;
ALTER TABLE target RENAME COLUMN sector TO field;
ALTER TABLE task RENAME COLUMN sector TO field;
ALTER TABLE meeting RENAME COLUMN focal_sector TO focal_field;
ALTER TABLE handout RENAME TO document;
ALTER TABLE office RENAME TO position;
