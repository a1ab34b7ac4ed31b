-- What was decided on, kept as the bytes that were decided on, whatever it is of. Only added to; the highest number of a
-- subject counts.
CREATE TABLE seal (
    subject_id BLOB NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    form TEXT NOT NULL,
    content TEXT NOT NULL,
    -- SHA-256 of the content, in hexadecimal.
    digest TEXT NOT NULL,
    sealed_at TIMESTAMP NOT NULL,
    sealed_by TEXT NOT NULL,
    PRIMARY KEY (subject_id, number)
);
