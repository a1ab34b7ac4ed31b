-- Topic of the thematic meeting that follows a regular one in the same session; empty: none does.
ALTER TABLE meeting ADD COLUMN thematic_topic TEXT NOT NULL DEFAULT '';
