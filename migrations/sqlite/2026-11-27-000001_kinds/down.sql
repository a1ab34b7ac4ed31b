-- Differs from the other database: SQLite changes a constraint only by making the table anew.

CREATE TABLE unit_new (
    id BLOB NOT NULL PRIMARY KEY,
    parent_id BLOB REFERENCES unit (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('commune', 'branch')),
    branch_kind TEXT CHECK (branch_kind IN ('village', 'agency', 'school', 'health', 'armed_forces', 'enterprise')),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    fixed_day INTEGER NOT NULL CHECK (fixed_day BETWEEN 1 AND 31),
    place TEXT NOT NULL,
    hour TEXT NOT NULL,
    term_starts_on DATE NOT NULL,
    version BIGINT NOT NULL
);
INSERT INTO unit_new (id, parent_id, kind, branch_kind, code, name, folded_name, fixed_day, place, hour, term_starts_on, version)
SELECT id, parent_id, kind, branch_kind, code, name, folded_name, fixed_day, place, hour, term_starts_on, version FROM unit;
DROP TABLE unit;
ALTER TABLE unit_new RENAME TO unit;
CREATE UNIQUE INDEX unit_code ON unit (parent_id, code);

CREATE TABLE member_new (
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
    status TEXT NOT NULL CHECK (status IN ('active', 'exempt', 'temporary_in', 'temporary_out', 'suspended', 'left')),
    status_since DATE,
    admitted_on DATE,
    recognized_on DATE,
    is_commune_cadre BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
INSERT INTO member_new (id, unit_id, full_name, folded_name, sort_key, gender, birth_date, ethnicity, citizen_id, party_card, phone, kind, status, status_since, admitted_on, recognized_on, is_commune_cadre, version)
SELECT id, unit_id, full_name, folded_name, sort_key, gender, birth_date, ethnicity, citizen_id, party_card, phone, kind, status, status_since, admitted_on, recognized_on, is_commune_cadre, version FROM member;
DROP TABLE member;
ALTER TABLE member_new RENAME TO member;
CREATE UNIQUE INDEX member_citizen_id ON member (citizen_id);
CREATE UNIQUE INDEX member_party_card ON member (party_card);
CREATE INDEX member_unit ON member (unit_id, sort_key, id);
CREATE INDEX member_sort ON member (sort_key, id);

CREATE TABLE office_new (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    member_id BLOB NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    held TEXT NOT NULL CHECK (held IN ('secretary', 'deputy_secretary', 'committee_member')),
    starts_on DATE NOT NULL,
    ends_on DATE
);
INSERT INTO office_new (id, unit_id, member_id, held, starts_on, ends_on)
SELECT id, unit_id, member_id, held, starts_on, ends_on FROM office;
DROP TABLE office;
ALTER TABLE office_new RENAME TO office;
CREATE INDEX position_unit ON office (unit_id, starts_on);
CREATE INDEX position_member ON office (member_id);

CREATE TABLE account_grant_new (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('admin', 'standing_member', 'office', 'committee_member', 'inspector', 'secretary', 'scribe', 'member')),
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    starts_on DATE NOT NULL,
    ends_on DATE
);
INSERT INTO account_grant_new (id, account_id, role, unit_id, starts_on, ends_on)
SELECT id, account_id, role, unit_id, starts_on, ends_on FROM account_grant;
DROP TABLE account_grant;
ALTER TABLE account_grant_new RENAME TO account_grant;
CREATE INDEX account_grant_account ON account_grant (account_id);

CREATE TABLE meeting_new (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('regular', 'thematic', 'preparatory')),
    status TEXT NOT NULL CHECK (status IN ('planned', 'announced', 'in_session', 'concluded', 'submitted', 'locked')),
    year INTEGER NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    scheduled_at TIMESTAMP NOT NULL,
    moved_reason TEXT NOT NULL,
    place TEXT NOT NULL,
    focal_title TEXT NOT NULL,
    focal_sector TEXT CHECK (focal_sector IN ('party_building', 'economy', 'culture', 'society', 'defence', 'security')),
    focal_problem TEXT NOT NULL,
    focal_aim TEXT NOT NULL,
    focal_expected TEXT NOT NULL,
    prepares_id BLOB REFERENCES meeting (id) ON DELETE CASCADE,
    chair_id BLOB REFERENCES member (id) ON DELETE RESTRICT,
    secretary_id BLOB REFERENCES member (id) ON DELETE RESTRICT,
    started_at TIMESTAMP,
    ended_at TIMESTAMP,
    guests TEXT NOT NULL,
    supervisor_told BOOLEAN NOT NULL,
    supervisor_attended BOOLEAN NOT NULL,
    draft_resolution TEXT NOT NULL,
    self_criticism_minutes INTEGER,
    innovation TEXT NOT NULL,
    minutes_adopted BOOLEAN NOT NULL,
    announced_at TIMESTAMP,
    concluded_at TIMESTAMP,
    submitted_at TIMESTAMP,
    return_reason TEXT NOT NULL,
    sheet_id TEXT NOT NULL,
    lock_hash TEXT,
    locked_at TIMESTAMP,
    locked_by TEXT,
    version BIGINT NOT NULL
, thematic_topic TEXT NOT NULL DEFAULT '');
INSERT INTO meeting_new (id, unit_id, kind, status, year, month, scheduled_at, moved_reason, place, focal_title, focal_sector, focal_problem, focal_aim, focal_expected, prepares_id, chair_id, secretary_id, started_at, ended_at, guests, supervisor_told, supervisor_attended, draft_resolution, self_criticism_minutes, innovation, minutes_adopted, announced_at, concluded_at, submitted_at, return_reason, sheet_id, lock_hash, locked_at, locked_by, version, thematic_topic)
SELECT id, unit_id, kind, status, year, month, scheduled_at, moved_reason, place, focal_title, focal_sector, focal_problem, focal_aim, focal_expected, prepares_id, chair_id, secretary_id, started_at, ended_at, guests, supervisor_told, supervisor_attended, draft_resolution, self_criticism_minutes, innovation, minutes_adopted, announced_at, concluded_at, submitted_at, return_reason, sheet_id, lock_hash, locked_at, locked_by, version, thematic_topic FROM meeting;
DROP TABLE meeting;
ALTER TABLE meeting_new RENAME TO meeting;
CREATE UNIQUE INDEX meeting_regular_month ON meeting (unit_id, year, month) WHERE kind = 'regular';
CREATE INDEX meeting_unit ON meeting (unit_id, scheduled_at, id);
CREATE INDEX meeting_year ON meeting (year, kind);
CREATE INDEX meeting_scheduled ON meeting (scheduled_at, id);
CREATE INDEX meeting_prepares ON meeting (prepares_id);

CREATE TABLE attendance_new (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    member_id BLOB NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('official', 'probationary')),
    status TEXT NOT NULL CHECK (status IN ('active', 'exempt', 'temporary_in', 'temporary_out', 'suspended', 'left')),
    state TEXT NOT NULL CHECK (state IN ('present', 'excused', 'unexcused')),
    reason TEXT NOT NULL,
    PRIMARY KEY (meeting_id, member_id)
);
INSERT INTO attendance_new (meeting_id, member_id, kind, status, state, reason)
SELECT meeting_id, member_id, kind, status, state, reason FROM attendance;
DROP TABLE attendance;
ALTER TABLE attendance_new RENAME TO attendance;
CREATE INDEX attendance_member ON attendance (member_id);

CREATE TABLE opinion_new (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    agenda_item_id BLOB REFERENCES agenda_item (id) ON DELETE SET NULL,
    member_id BLOB REFERENCES member (id) ON DELETE RESTRICT,
    delegate TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('opinion', 'self_criticism', 'criticism', 'praise', 'reminder', 'petition')),
    text TEXT NOT NULL
);
INSERT INTO opinion_new (id, meeting_id, agenda_item_id, member_id, delegate, kind, text)
SELECT id, meeting_id, agenda_item_id, member_id, delegate, kind, text FROM opinion;
DROP TABLE opinion;
ALTER TABLE opinion_new RENAME TO opinion;
CREATE INDEX opinion_meeting ON opinion (meeting_id, id);

CREATE TABLE vote_new (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    subject TEXT NOT NULL CHECK (subject IN ('resolution', 'admission', 'recognition', 'removal', 'other')),
    title TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('show_of_hands', 'card', 'secret_ballot')),
    in_favour INTEGER NOT NULL CHECK (in_favour >= 0),
    against INTEGER NOT NULL CHECK (against >= 0),
    abstain INTEGER NOT NULL CHECK (abstain >= 0)
);
INSERT INTO vote_new (id, meeting_id, subject, title, method, in_favour, against, abstain)
SELECT id, meeting_id, subject, title, method, in_favour, against, abstain FROM vote;
DROP TABLE vote;
ALTER TABLE vote_new RENAME TO vote;
CREATE INDEX vote_meeting ON vote (meeting_id, id);

CREATE TABLE resolution_new (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('resolution', 'conclusion')),
    term_starts_on DATE NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    title TEXT NOT NULL,
    assessment TEXT NOT NULL,
    direction TEXT NOT NULL,
    execution TEXT NOT NULL,
    issued_at TIMESTAMP NOT NULL
);
INSERT INTO resolution_new (id, unit_id, meeting_id, kind, term_starts_on, number, title, assessment, direction, execution, issued_at)
SELECT id, unit_id, meeting_id, kind, term_starts_on, number, title, assessment, direction, execution, issued_at FROM resolution;
DROP TABLE resolution;
ALTER TABLE resolution_new RENAME TO resolution;
CREATE UNIQUE INDEX resolution_number ON resolution (unit_id, kind, term_starts_on, number);
CREATE UNIQUE INDEX resolution_meeting ON resolution (meeting_id);

CREATE TABLE resolution_draft_new (
    meeting_id BLOB NOT NULL PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('resolution', 'conclusion')),
    title TEXT NOT NULL,
    assessment TEXT NOT NULL,
    direction TEXT NOT NULL,
    execution TEXT NOT NULL
);
INSERT INTO resolution_draft_new (meeting_id, kind, title, assessment, direction, execution)
SELECT meeting_id, kind, title, assessment, direction, execution FROM resolution_draft;
DROP TABLE resolution_draft;
ALTER TABLE resolution_draft_new RENAME TO resolution_draft;

DROP TABLE unit_kind;
DROP TABLE branch_kind;
DROP TABLE activity_status;
DROP TABLE office_kind;
DROP TABLE role;
DROP TABLE meeting_kind;
DROP TABLE opinion_kind;
DROP TABLE vote_subject;
DROP TABLE resolution_kind;
