-- The resolution's text until the conclusion issues it.
CREATE TABLE resolution_draft (
    meeting_id BLOB NOT NULL PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('resolution', 'conclusion')),
    title TEXT NOT NULL,
    assessment TEXT NOT NULL,
    direction TEXT NOT NULL,
    execution TEXT NOT NULL
);
