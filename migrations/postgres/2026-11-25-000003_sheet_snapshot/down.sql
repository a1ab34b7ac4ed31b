CREATE TABLE score_old (
    meeting_id BYTEA NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    scorer TEXT NOT NULL CHECK (scorer IN ('branch', 'supervisor', 'committee')),
    by_name TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    sheet TEXT NOT NULL,
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
INSERT INTO score_old
SELECT meeting_id, scorer, by_name, given_at, sheet_snapshot.content, facts, answers, result, points, out_of, grade, complete, remarks
FROM score INNER JOIN sheet_snapshot ON sheet_snapshot.digest = score.sheet_digest;
DROP TABLE score;
ALTER TABLE score_old RENAME TO score;
DROP TABLE sheet_snapshot;
