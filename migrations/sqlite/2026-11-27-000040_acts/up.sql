-- What somebody did, or tried and was refused: one row per act, with what it changed beneath it. Never written over.
CREATE TABLE act (
    id BLOB NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    account_id BLOB REFERENCES account (id) ON DELETE RESTRICT,
    by_name TEXT NOT NULL,
    -- For a client of the API that acts for a person: who that is.
    on_behalf_of TEXT,
    client_id BLOB,
    address TEXT NOT NULL,
    -- No foreign key: sessions are removed some time after they ended.
    session_id BLOB,
    -- The endpoint's name, or the console's command.
    operation TEXT NOT NULL,
    subject_kind TEXT,
    subject_id BLOB,
    -- Where the subject belonged then: who may read it.
    unit_id BLOB REFERENCES unit (id) ON DELETE RESTRICT,
    -- 'done', or the code of the refusal.
    outcome TEXT NOT NULL,
    -- For chaining the acts of a unit, which isn't done by the writer: no write waits for a chain's head.
    prev_hash TEXT,
    hash TEXT
);
CREATE INDEX act_at ON act (at, id);
CREATE INDEX act_account ON act (account_id, at, id);
CREATE INDEX act_subject ON act (subject_id, at, id);
CREATE INDEX act_unit ON act (unit_id, at, id);
INSERT INTO act (id, at, account_id, by_name, address, operation, subject_kind, subject_id, unit_id, outcome)
SELECT change.id, change.changed_at, change.account_id, change.by_name, '', 'before-acts',
    CASE
        WHEN meeting.id IS NOT NULL THEN 'meeting'
        WHEN task.id IS NOT NULL THEN 'task'
        WHEN member.id IS NOT NULL THEN 'member'
        WHEN target.id IS NOT NULL THEN 'target'
        WHEN unit.id IS NOT NULL THEN 'unit'
        WHEN account.id IS NOT NULL THEN 'account'
    END,
    change.subject_id,
    COALESCE(meeting.unit_id, task.unit_id, member.unit_id, target.unit_id, unit.id),
    'done'
FROM change
LEFT JOIN meeting ON meeting.id = change.subject_id
LEFT JOIN task ON task.id = change.subject_id
LEFT JOIN member ON member.id = change.subject_id
LEFT JOIN target ON target.id = change.subject_id
LEFT JOIN unit ON unit.id = change.subject_id
LEFT JOIN account ON account.id = change.subject_id;
CREATE TABLE change_new (
    id BLOB NOT NULL PRIMARY KEY,
    act_id BLOB NOT NULL REFERENCES act (id) ON DELETE RESTRICT,
    subject_kind TEXT,
    subject_id BLOB NOT NULL,
    version BIGINT NOT NULL,
    path TEXT NOT NULL,
    -- NULL: there was nothing, or nobody noted what there was.
    before TEXT,
    after TEXT NOT NULL
);
INSERT INTO change_new (id, act_id, subject_kind, subject_id, version, path, before, after)
SELECT change.id, act.id, act.subject_kind, change.subject_id, change.version, change.path, NULL, change.after
FROM change INNER JOIN act ON act.id = change.id;
DROP TABLE change;
ALTER TABLE change_new RENAME TO change;
CREATE INDEX change_subject ON change (subject_id, version);
CREATE INDEX change_act ON change (act_id);
