-- Gives up what was there before each change, and every act that changed nothing: refusals, sign-ins, commands.
CREATE TABLE change_old (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB REFERENCES account (id) ON DELETE SET NULL,
    by_name TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    version BIGINT NOT NULL,
    path TEXT NOT NULL,
    after TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL
);
INSERT INTO change_old (id, account_id, by_name, subject_id, version, path, after, changed_at)
SELECT change.id, act.account_id, act.by_name, change.subject_id, change.version, change.path, change.after, act.at
FROM change INNER JOIN act ON act.id = change.act_id;
DROP TABLE change;
ALTER TABLE change_old RENAME TO change;
CREATE INDEX change_subject ON change (subject_id, version);
DROP TABLE act;
