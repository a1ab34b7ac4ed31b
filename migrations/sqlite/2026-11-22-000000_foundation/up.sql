-- Ids are UUIDv7 in 16 bytes, timestamps are UTC, enums are text with a CHECK. The other database's file has the same
-- statements with its own names for the types.

CREATE TABLE unit (
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
CREATE UNIQUE INDEX unit_code ON unit (parent_id, code);

-- Every unit with itself and each unit above it: a subtree is one index range.
CREATE TABLE unit_path (
    ancestor_id BLOB NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
    PRIMARY KEY (ancestor_id, unit_id)
);
CREATE INDEX unit_path_unit ON unit_path (unit_id);

CREATE TABLE member (
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
CREATE UNIQUE INDEX member_citizen_id ON member (citizen_id);
CREATE UNIQUE INDEX member_party_card ON member (party_card);
CREATE INDEX member_unit ON member (unit_id, sort_key, id);
CREATE INDEX member_sort ON member (sort_key, id);

CREATE TABLE position (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    member_id BLOB NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    held TEXT NOT NULL CHECK (held IN ('secretary', 'deputy_secretary', 'committee_member')),
    starts_on DATE NOT NULL,
    ends_on DATE
);
CREATE INDEX position_unit ON position (unit_id, starts_on);
CREATE INDEX position_member ON position (member_id);

CREATE TABLE supervision (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    member_id BLOB NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    starts_on DATE NOT NULL,
    ends_on DATE
);
CREATE INDEX supervision_unit ON supervision (unit_id, starts_on);
CREATE INDEX supervision_member ON supervision (member_id);

CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    member_id BLOB REFERENCES member (id) ON DELETE RESTRICT,
    password_hash TEXT,
    disabled BOOLEAN NOT NULL,
    last_sign_in_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);
CREATE INDEX account_name ON account (folded_name, id);

-- At most one unused code per account; only its hash.
CREATE TABLE activation_code (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE TABLE account_grant (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('admin', 'standing_member', 'office', 'committee_member', 'inspector', 'secretary', 'scribe', 'member')),
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    starts_on DATE NOT NULL,
    ends_on DATE
);
CREATE INDEX account_grant_account ON account_grant (account_id);

-- A device that is signed in, with the hash of its refresh token, which rotates.
CREATE TABLE session (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    refresh_hash BLOB NOT NULL,
    rotated_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX session_account ON session (account_id);

-- Failed sign-ins per account and address, and per address.
CREATE TABLE throttle (
    key BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at TIMESTAMP NOT NULL
);

-- Answers to requests with an Idempotency-Key.
CREATE TABLE idempotency (
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    etag BIGINT,
    reply TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, key)
);

CREATE TABLE meeting (
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
    focal_field TEXT CHECK (focal_field IN ('party_building', 'economy', 'culture', 'society', 'defence', 'security')),
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
);
CREATE UNIQUE INDEX meeting_regular_month ON meeting (unit_id, year, month) WHERE kind = 'regular';
CREATE INDEX meeting_unit ON meeting (unit_id, scheduled_at, id);
CREATE INDEX meeting_year ON meeting (year, kind);
CREATE INDEX meeting_scheduled ON meeting (scheduled_at, id);
CREATE INDEX meeting_prepares ON meeting (prepares_id);

CREATE TABLE agenda_item (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('opening', 'substance', 'closing')),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    mandatory BOOLEAN NOT NULL,
    previous_tasks BOOLEAN NOT NULL,
    presenter_id BLOB REFERENCES member (id) ON DELETE RESTRICT,
    conclusion TEXT NOT NULL,
    done BOOLEAN NOT NULL
);
CREATE INDEX agenda_item_meeting ON agenda_item (meeting_id, position);

-- Kind and status are as on the day. Before the session opens only those who differ from "present" have a row.
CREATE TABLE attendance (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    member_id BLOB NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('official', 'probationary')),
    status TEXT NOT NULL CHECK (status IN ('active', 'exempt', 'temporary_in', 'temporary_out', 'suspended', 'left')),
    state TEXT NOT NULL CHECK (state IN ('present', 'excused', 'unexcused')),
    reason TEXT NOT NULL,
    PRIMARY KEY (meeting_id, member_id)
);
CREATE INDEX attendance_member ON attendance (member_id);

CREATE TABLE notice (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    member_id BLOB NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    channel TEXT NOT NULL CHECK (channel IN ('system', 'told')),
    sent_at TIMESTAMP NOT NULL,
    PRIMARY KEY (meeting_id, member_id)
);
CREATE INDEX notice_member ON notice (member_id);

CREATE TABLE opinion (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    agenda_item_id BLOB REFERENCES agenda_item (id) ON DELETE SET NULL,
    member_id BLOB REFERENCES member (id) ON DELETE RESTRICT,
    delegate TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('opinion', 'self_criticism', 'criticism', 'praise', 'reminder', 'petition')),
    text TEXT NOT NULL
);
CREATE INDEX opinion_meeting ON opinion (meeting_id, id);

CREATE TABLE vote (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    subject TEXT NOT NULL CHECK (subject IN ('resolution', 'admission', 'recognition', 'removal', 'other')),
    title TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('show_of_hands', 'card', 'secret_ballot')),
    in_favour INTEGER NOT NULL CHECK (in_favour >= 0),
    against INTEGER NOT NULL CHECK (against >= 0),
    abstain INTEGER NOT NULL CHECK (abstain >= 0)
);
CREATE INDEX vote_meeting ON vote (meeting_id, id);

CREATE TABLE document (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    sent_at TIMESTAMP
);
CREATE INDEX document_meeting ON document (meeting_id, id);

CREATE TABLE resolution (
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
CREATE UNIQUE INDEX resolution_number ON resolution (unit_id, kind, term_starts_on, number);
CREATE UNIQUE INDEX resolution_meeting ON resolution (meeting_id);

CREATE TABLE task (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    field TEXT CHECK (field IN ('party_building', 'economy', 'culture', 'society', 'defence', 'security')),
    assignee_kind TEXT NOT NULL CHECK (assignee_kind IN ('member', 'committee_member', 'association')),
    assignee_id BLOB REFERENCES member (id) ON DELETE RESTRICT,
    association TEXT NOT NULL,
    due_on DATE NOT NULL,
    report_year INTEGER NOT NULL,
    report_month INTEGER NOT NULL CHECK (report_month BETWEEN 1 AND 12),
    status TEXT NOT NULL CHECK (status IN ('open', 'done', 'cancelled')),
    done_on DATE,
    result TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX task_unit ON task (unit_id, due_on, id);
CREATE INDEX task_meeting ON task (meeting_id, id);
CREATE INDEX task_assignee ON task (assignee_id);

-- A score keeps the sheet and the facts that it was made from.
CREATE TABLE score (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
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

CREATE TABLE addendum (
    id BLOB NOT NULL PRIMARY KEY,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) ON DELETE RESTRICT,
    text TEXT NOT NULL,
    by_name TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX addendum_meeting ON addendum (meeting_id, id);

CREATE TABLE target (
    id BLOB NOT NULL PRIMARY KEY,
    unit_id BLOB NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    year INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    measure TEXT NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('party_building', 'economy', 'culture', 'society', 'defence', 'security')),
    better TEXT NOT NULL CHECK (better IN ('up', 'down')),
    planned DOUBLE,
    actual DOUBLE,
    percent_reported DOUBLE,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX target_code ON target (unit_id, year, code);

-- What was changed, by whom: the history on the screen, and what a refused write (412) tells its author.
CREATE TABLE change (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB REFERENCES account (id) ON DELETE SET NULL,
    by_name TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    version BIGINT NOT NULL,
    path TEXT NOT NULL,
    after TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL
);
CREATE INDEX change_subject ON change (subject_id, version);

-- What all nodes share: the key that signs tokens.
CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
);
