-- Sheets as they were when something was scored on them, each kept once: a score that carries its own copy makes most of
-- a database of copies.
CREATE TABLE sheet_snapshot (
    -- SHA-256 of the content, in hexadecimal; numbered where it was kept before there were digests.
    digest TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
INSERT INTO sheet_snapshot (digest, content)
SELECT 'before-' || ROW_NUMBER() OVER (ORDER BY sheet), sheet FROM (SELECT DISTINCT sheet FROM score) AS sheets;
CREATE TABLE score_new (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    scorer TEXT NOT NULL CHECK (scorer IN ('branch', 'supervisor', 'committee')),
    by_name TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    sheet_digest TEXT NOT NULL REFERENCES sheet_snapshot (digest) ON DELETE RESTRICT,
    facts TEXT NOT NULL,
    answers TEXT NOT NULL,
    result TEXT NOT NULL,
    points INTEGER NOT NULL,
    out_of INTEGER NOT NULL,
    grade TEXT NOT NULL CHECK (grade IN ('good', 'fair', 'average', 'poor')),
    complete BOOLEAN NOT NULL,
    remarks TEXT NOT NULL,
    PRIMARY KEY (meeting_id, scorer)
);
INSERT INTO score_new
SELECT meeting_id, scorer, by_name, given_at, sheet_snapshot.digest, facts, answers, result, points, out_of, grade, complete, remarks
FROM score INNER JOIN sheet_snapshot ON sheet_snapshot.content = score.sheet;
DROP TABLE score;
ALTER TABLE score_new RENAME TO score;
