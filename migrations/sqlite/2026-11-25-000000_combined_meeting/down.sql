ALTER TABLE meeting DROP COLUMN thematic_topic;
