-- Gives up communes' own sheets, who chose which sheet from when, and rule sets that were replaced.
CREATE TABLE score_old (
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
-- A score that never had its words gets its numbers in their form.
INSERT INTO score_old
SELECT meeting_id, scorer, by_name, given_at, sheet_digest, facts, answers,
    COALESCE(legacy_result, json_object(
        'sheet', sheet_digest,
        'criteria', (SELECT json_group_array(json_object('criterion', one.key, 'max', one.value, 'basis', 'human',
            'state', 'scored', 'points', one.value, 'answered', json('true'))) FROM json_each(score.marks) AS one),
        'groups', json('[]'), 'total', points, 'out_of', out_of, 'grade', grade, 'capped_by', json('[]'),
        'unanswered', json('[]'), 'to_confirm', json('[]'), 'missing_points', 0, 'to_reach_good', json('[]'))),
    points, out_of, grade, complete, remarks
FROM score;
DROP TABLE score;
ALTER TABLE score_old RENAME TO score;
UPDATE meeting SET sheet_id = 'an-phu-2025' WHERE sheet_id = '' OR LENGTH(sheet_id) = 64;
DROP TABLE sheet_choice;
-- What was shipped and never scored on.
DELETE FROM sheet_snapshot WHERE digest IN (SELECT digest FROM score_sheet) AND digest NOT IN (SELECT sheet_digest FROM score);
DROP TABLE score_sheet;
DROP TABLE agenda_template;
DROP TABLE rule_set;
DELETE FROM setting WHERE key = 'rulebook';
