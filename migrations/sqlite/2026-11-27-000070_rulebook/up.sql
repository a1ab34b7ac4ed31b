-- Differs from the other database: each takes JSON apart with its own functions.
-- Rule sets, agenda templates and score sheets as data. What is corrected is replaced, never changed: what was judged by it
-- can still be read.
CREATE TABLE rule_set (
    digest TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    content TEXT NOT NULL,
    -- When it took another's place; NULL: it was the first.
    known_from TIMESTAMP,
    known_to TIMESTAMP,
    recorded_at TIMESTAMP NOT NULL
);

CREATE TABLE agenda_template (
    digest TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    content TEXT NOT NULL,
    known_from TIMESTAMP,
    known_to TIMESTAMP,
    recorded_at TIMESTAMP NOT NULL
);

-- Sheets on offer: shipped ones, and those that a commune made. What may be scored on stands in sheet_snapshot, by digest.
CREATE TABLE score_sheet (
    id BLOB NOT NULL PRIMARY KEY,
    -- The commune that made it; NULL: shipped.
    unit_id BLOB REFERENCES unit (id) ON DELETE RESTRICT,
    code TEXT NOT NULL,
    digest TEXT NOT NULL,
    content TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('found', 'inferred', 'proposed', 'reconstructed')),
    -- Digest of the sheet that it was copied from.
    based_on TEXT,
    -- Put in force at least once: it doesn't change any more.
    settled BOOLEAN NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    replaced_at TIMESTAMP,
    version BIGINT NOT NULL
);
CREATE INDEX score_sheet_unit ON score_sheet (unit_id);

-- Which sheet a commune uses from a day to a day.
CREATE TABLE sheet_choice (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    sheet_digest TEXT NOT NULL REFERENCES sheet_snapshot (digest) ON DELETE RESTRICT,
    starts_on DATE NOT NULL,
    ends_on DATE,
    decision TEXT NOT NULL,
    decided_on DATE,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    replaced_at TIMESTAMP,
    correction TEXT NOT NULL,
    CHECK (ends_on IS NULL OR ends_on >= starts_on)
);
CREATE UNIQUE INDEX sheet_choice_start ON sheet_choice (unit_id, starts_on) WHERE replaced_at IS NULL;

-- A score keeps numbers; its words are made from its sheet when it is shown. The words that were kept before stay where
-- they are: a lock of that time was made over them.
CREATE TABLE score_new (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    scorer TEXT NOT NULL CHECK (scorer IN ('branch', 'supervisor', 'committee')),
    by_name TEXT NOT NULL,
    given_at TIMESTAMP NOT NULL,
    sheet_digest TEXT NOT NULL REFERENCES sheet_snapshot (digest) ON DELETE RESTRICT,
    facts TEXT NOT NULL,
    answers TEXT NOT NULL,
    marks TEXT NOT NULL,
    points INTEGER NOT NULL,
    out_of INTEGER NOT NULL,
    grade TEXT NOT NULL CHECK (grade IN ('good', 'fair', 'average', 'poor')),
    complete BOOLEAN NOT NULL,
    remarks TEXT NOT NULL,
    legacy_result TEXT,
    PRIMARY KEY (meeting_id, scorer)
);
INSERT INTO score_new
SELECT meeting_id, scorer, by_name, given_at, sheet_digest, facts, answers,
    (SELECT json_group_object(json_extract(one.value, '$.criterion'), json_extract(one.value, '$.points'))
        FROM json_each(score.result, '$.criteria') AS one WHERE json_extract(one.value, '$.points') IS NOT NULL),
    points, out_of, grade, complete, remarks, result
FROM score;
DROP TABLE score;
ALTER TABLE score_new RENAME TO score;
