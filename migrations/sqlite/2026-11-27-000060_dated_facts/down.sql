-- Differs from the other database: SQLite makes a table anew where the other changes it.
-- Back to what is known now; what was, and what was replaced, is given up.
DROP INDEX unit_state_start;
DROP INDEX unit_state_parent;
DROP INDEX unit_state_history;
DROP INDEX committee_term_start;
DROP INDEX membership_start;
DROP INDEX membership_unit;
DROP INDEX membership_history;
DROP INDEX office_unit;
DROP INDEX supervision_unit;
DROP INDEX account_grant_account;

CREATE TABLE unit_full (
    id BLOB NOT NULL PRIMARY KEY,
    parent_id BLOB REFERENCES unit (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL REFERENCES unit_kind (code) ON DELETE RESTRICT,
    branch_kind TEXT REFERENCES branch_kind (code) ON DELETE RESTRICT,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    fixed_day INTEGER NOT NULL CHECK (fixed_day BETWEEN 1 AND 31),
    place TEXT NOT NULL,
    hour TEXT NOT NULL,
    term_starts_on DATE NOT NULL,
    version BIGINT NOT NULL
);
INSERT INTO unit_full SELECT unit.id, last.parent_id, last.kind, last.branch_kind, last.code, last.name, last.folded_name,
    COALESCE(last.fixed_day, 1), COALESCE(last.place, ''), COALESCE(last.hour, '07:30'),
    COALESCE((SELECT MAX(starts_on) FROM committee_term WHERE committee_term.unit_id = unit.id
        AND committee_term.replaced_at IS NULL), last.starts_on), unit.version
FROM unit JOIN unit_state AS last ON last.unit_id = unit.id AND last.replaced_at IS NULL AND last.starts_on = (SELECT MAX(later.starts_on) FROM unit_state AS later WHERE later.unit_id = last.unit_id AND later.replaced_at IS NULL);
DROP TABLE unit;
ALTER TABLE unit_full RENAME TO unit;
CREATE UNIQUE INDEX unit_code ON unit (parent_id, code);

CREATE TABLE member_full (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    full_name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    gender TEXT NOT NULL CHECK (gender IN ('male', 'female')),
    birth_date DATE,
    ethnicity TEXT NOT NULL,
    citizen_id TEXT,
    party_card TEXT,
    phone TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('official', 'probationary')),
    status TEXT NOT NULL REFERENCES activity_status (code) ON DELETE RESTRICT,
    status_since DATE,
    admitted_on DATE,
    recognized_on DATE,
    is_commune_cadre BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
INSERT INTO member_full SELECT member.id, last.unit_id, full_name, folded_name, sort_key, gender, birth_date, ethnicity, citizen_id,
    party_card, phone, last.kind, last.status,
    (SELECT CASE WHEN EXISTS (SELECT 1 FROM membership AS earlier WHERE earlier.member_id = last.member_id
            AND earlier.replaced_at IS NULL AND earlier.status <> last.status) THEN MIN(run.starts_on) ELSE last.decided_on END
        FROM membership AS run WHERE run.member_id = last.member_id AND run.replaced_at IS NULL AND run.status = last.status
            AND NOT EXISTS (SELECT 1 FROM membership AS other WHERE other.member_id = last.member_id
                AND other.replaced_at IS NULL AND other.status <> last.status AND other.starts_on > run.starts_on)),
    admitted_on, recognized_on, last.is_commune_cadre, member.version
FROM member JOIN membership AS last ON last.member_id = member.id AND last.replaced_at IS NULL AND last.starts_on = (SELECT MAX(later.starts_on) FROM membership AS later WHERE later.member_id = last.member_id AND later.replaced_at IS NULL);
DROP TABLE member;
ALTER TABLE member_full RENAME TO member;
CREATE UNIQUE INDEX member_citizen_id ON member (citizen_id);
CREATE UNIQUE INDEX member_party_card ON member (party_card);
CREATE INDEX member_unit ON member (unit_id, sort_key, id);
CREATE INDEX member_sort ON member (sort_key, id);

CREATE TABLE unit_path_now (
    ancestor_id BLOB NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    PRIMARY KEY (ancestor_id, unit_id)
);
INSERT INTO unit_path_now SELECT ancestor_id, unit_id FROM unit_path WHERE ends_on IS NULL;
DROP TABLE unit_path;
ALTER TABLE unit_path_now RENAME TO unit_path;
CREATE INDEX unit_path_unit ON unit_path (unit_id);

CREATE TABLE office_now (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    member_id BLOB NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    held TEXT NOT NULL REFERENCES office_kind (code) ON DELETE RESTRICT,
    starts_on DATE NOT NULL,
    ends_on DATE
);
INSERT INTO office_now SELECT id, unit_id, member_id, held, starts_on, ends_on FROM office WHERE replaced_at IS NULL;
DROP TABLE office;
ALTER TABLE office_now RENAME TO office;

CREATE TABLE supervision_now (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    member_id BLOB NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    starts_on DATE NOT NULL,
    ends_on DATE
);
INSERT INTO supervision_now SELECT id, unit_id, member_id, starts_on, ends_on FROM supervision WHERE replaced_at IS NULL;
DROP TABLE supervision;
ALTER TABLE supervision_now RENAME TO supervision;

CREATE TABLE account_grant_now (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL REFERENCES role (code) ON DELETE RESTRICT,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    starts_on DATE NOT NULL,
    ends_on DATE
);
INSERT INTO account_grant_now SELECT id, account_id, role, unit_id, starts_on, ends_on FROM account_grant WHERE replaced_at IS NULL;
DROP TABLE account_grant;
ALTER TABLE account_grant_now RENAME TO account_grant;
CREATE INDEX position_member ON office (member_id);
CREATE INDEX supervision_member ON supervision (member_id);

CREATE INDEX position_unit ON office (unit_id, starts_on);
CREATE INDEX supervision_unit ON supervision (unit_id, starts_on);
CREATE INDEX account_grant_account ON account_grant (account_id);

DROP TABLE membership;
DROP TABLE committee_term;
DROP TABLE unit_state;
DROP TABLE unit_kind_below;
DELETE FROM unit_kind WHERE code IN ('province', 'section', 'party_group');
ALTER TABLE unit_kind DROP COLUMN meets;
ALTER TABLE unit_kind DROP COLUMN may_be_root;
