-- Differs from the other database: SQLite makes a table anew where the other changes it, and days are computed otherwise.
-- Facts hold from a day to a day, and are never overwritten: what units are, where members are and as what, committees'
-- terms and offices, charges, grants. Their tables have the same columns at their end (backend/src/db/dated.rs). What was
-- known before gets days from what was kept: the unit since the first day of anything of it, a member since admission.
-- More levels of units. What meets has a fixed day, place and hour.
ALTER TABLE unit_kind ADD COLUMN meets BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE unit_kind ADD COLUMN may_be_root BOOLEAN NOT NULL DEFAULT FALSE;
INSERT INTO unit_kind (code) VALUES ('province'), ('section'), ('party_group');
UPDATE unit_kind SET meets = TRUE WHERE code = 'branch';
UPDATE unit_kind SET may_be_root = TRUE WHERE code IN ('province', 'commune');

-- Which kind of unit may stand right below which.
CREATE TABLE unit_kind_below (
    above TEXT NOT NULL REFERENCES unit_kind (code) ON DELETE RESTRICT,
    kind TEXT NOT NULL REFERENCES unit_kind (code) ON DELETE RESTRICT,
    PRIMARY KEY (above, kind)
);
INSERT INTO unit_kind_below (above, kind) VALUES
    ('province', 'commune'), ('commune', 'section'), ('commune', 'branch'), ('section', 'branch'), ('branch', 'party_group');

CREATE TABLE unit_state (
    id BYTEA NOT NULL PRIMARY KEY,
    unit_id BYTEA NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    parent_id BYTEA REFERENCES unit (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL REFERENCES unit_kind (code) ON DELETE RESTRICT,
    branch_kind TEXT REFERENCES branch_kind (code) ON DELETE RESTRICT,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    fixed_day INTEGER CHECK (fixed_day BETWEEN 1 AND 31),
    place TEXT,
    hour TEXT,
    locality TEXT NOT NULL,
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

CREATE TABLE committee_term (
    id BYTEA NOT NULL PRIMARY KEY,
    unit_id BYTEA NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
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

CREATE TABLE membership (
    id BYTEA NOT NULL PRIMARY KEY,
    member_id BYTEA NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    unit_id BYTEA NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('official', 'probationary')),
    status TEXT NOT NULL REFERENCES activity_status (code) ON DELETE RESTRICT,
    is_commune_cadre BOOLEAN NOT NULL,
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

-- The first day of anything that is known of each unit.
CREATE TEMPORARY TABLE unit_day AS
    SELECT id AS unit_id, term_starts_on AS day FROM unit
    UNION ALL SELECT unit_id, CAST(scheduled_at AS DATE) FROM meeting
    UNION ALL SELECT unit_id, CAST(started_at AS DATE) FROM meeting WHERE started_at IS NOT NULL
    UNION ALL SELECT unit_id, starts_on FROM office
    UNION ALL SELECT unit_id, starts_on FROM supervision
    UNION ALL SELECT unit_id, starts_on FROM account_grant
    UNION ALL SELECT unit_id, term_starts_on FROM resolution;
-- A unit is there as long as what is below it.
CREATE TEMPORARY TABLE unit_begin AS
    SELECT unit_path.ancestor_id AS unit_id, MIN(unit_day.day) AS day
    FROM unit_path JOIN unit_day ON unit_day.unit_id = unit_path.unit_id GROUP BY unit_path.ancestor_id;
DROP TABLE unit_day;

INSERT INTO unit_state (id, unit_id, parent_id, kind, branch_kind, code, name, folded_name, fixed_day, place, hour, locality,
    starts_on, ends_on, decision, decided_on, recorded_at, recorded_by, replaced_at, correction)
SELECT unit.id, unit.id, parent_id, kind, branch_kind, code, name, folded_name, fixed_day, place, hour,
    CASE WHEN kind <> 'commune' THEN ''
        WHEN substr(name, 1, 11) = 'Đảng bộ xã ' THEN substr(name, 12)
        WHEN substr(name, 1, 15) = 'Đảng bộ phường ' THEN substr(name, 16)
        WHEN substr(name, 1, 8) = 'Đảng bộ ' THEN substr(name, 9)
        ELSE name END,
    unit_begin.day, NULL, '', NULL, TIMESTAMP '1970-01-01 00:00:00', '', NULL, ''
FROM unit JOIN unit_begin ON unit_begin.unit_id = unit.id;

-- The present term, and those that resolutions were numbered by; each but the last ends on the eve of the next.
INSERT INTO committee_term (id, unit_id, starts_on, ends_on, decision, decided_on, recorded_at, recorded_by, replaced_at, correction)
SELECT id, unit_id, starts_on,
    (SELECT MIN(later.starts_on) - 1 FROM (
        SELECT id AS unit_id, term_starts_on AS starts_on FROM unit
        UNION SELECT unit_id, term_starts_on FROM resolution) AS later
     WHERE later.unit_id = term.unit_id AND later.starts_on > term.starts_on),
    '', NULL, TIMESTAMP '1970-01-01 00:00:00', '', NULL, ''
FROM (SELECT id, id AS unit_id, term_starts_on AS starts_on FROM unit
    UNION ALL SELECT (ARRAY_AGG(resolution.id ORDER BY resolution.id))[1], resolution.unit_id, resolution.term_starts_on FROM resolution
    WHERE NOT EXISTS (SELECT 1 FROM unit WHERE unit.id = resolution.unit_id AND unit.term_starts_on = resolution.term_starts_on)
    GROUP BY resolution.unit_id, resolution.term_starts_on) AS term;

-- What a member was: on probation before the recognition, active before the present activity; somebody who came for a time
-- wasn't there before. Only days on which there was the unit.
CREATE TEMPORARY TABLE life AS
    SELECT member.id, member.unit_id, member.kind, member.status, member.is_commune_cadre,
        CASE WHEN member.status <> 'active' THEN status_since END AS status_since, status_since AS known_since,
        GREATEST(GREATEST(unit_begin.day, COALESCE(admitted_on, unit_begin.day)), CASE WHEN member.status = 'temporary_in' THEN COALESCE(status_since, unit_begin.day) ELSE unit_begin.day END) AS first_day,
        recognized_on
    FROM member JOIN unit_begin ON unit_begin.unit_id = member.unit_id;

INSERT INTO membership (id, member_id, unit_id, kind, status, is_commune_cadre,
    starts_on, ends_on, decision, decided_on, recorded_at, recorded_by, replaced_at, correction)
SELECT id, id, unit_id,
    CASE WHEN recognized_on > first_day THEN 'probationary' ELSE kind END,
    CASE WHEN status_since > first_day THEN 'active' ELSE status END,
    is_commune_cadre, first_day,
    CASE WHEN recognized_on > first_day AND status_since > first_day THEN LEAST(recognized_on, status_since) - 1
        WHEN recognized_on > first_day THEN recognized_on - 1
        WHEN status_since > first_day THEN status_since - 1 END,
    '', CASE WHEN status_since > first_day THEN NULL ELSE known_since END, TIMESTAMP '1970-01-01 00:00:00', '', CAST(NULL AS TIMESTAMP), ''
FROM life
UNION ALL
SELECT '\x02'::BYTEA || substring(id FROM 2), id, unit_id, kind,
    CASE WHEN status_since > recognized_on THEN 'active' ELSE status END,
    is_commune_cadre, recognized_on,
    CASE WHEN status_since > recognized_on THEN status_since - 1 END,
    '', CASE WHEN status_since > first_day THEN NULL ELSE known_since END, TIMESTAMP '1970-01-01 00:00:00', '', CAST(NULL AS TIMESTAMP), ''
FROM life WHERE recognized_on > first_day
UNION ALL
SELECT '\x03'::BYTEA || substring(id FROM 2), id, unit_id,
    CASE WHEN recognized_on > status_since THEN 'probationary' ELSE kind END, status,
    is_commune_cadre, status_since,
    CASE WHEN recognized_on > status_since THEN recognized_on - 1 END,
    '', NULL, TIMESTAMP '1970-01-01 00:00:00', '', CAST(NULL AS TIMESTAMP), ''
FROM life WHERE status_since > first_day AND (recognized_on IS NULL OR status_since <> recognized_on);

DROP TABLE life;
DROP TABLE unit_begin;

ALTER TABLE unit_path ADD COLUMN starts_on DATE NOT NULL DEFAULT '1900-01-01';
ALTER TABLE unit_path ADD COLUMN ends_on DATE;
ALTER TABLE unit_path ALTER COLUMN starts_on DROP DEFAULT;
ALTER TABLE unit_path DROP CONSTRAINT unit_path_pkey;
ALTER TABLE unit_path ADD PRIMARY KEY (ancestor_id, unit_id, starts_on);

DROP INDEX unit_code;
ALTER TABLE unit DROP COLUMN parent_id, DROP COLUMN kind, DROP COLUMN branch_kind, DROP COLUMN code, DROP COLUMN name,
    DROP COLUMN folded_name, DROP COLUMN fixed_day, DROP COLUMN place, DROP COLUMN hour, DROP COLUMN term_starts_on;

DROP INDEX member_unit;
ALTER TABLE member DROP COLUMN unit_id, DROP COLUMN kind, DROP COLUMN status, DROP COLUMN status_since,
    DROP COLUMN is_commune_cadre;

ALTER TABLE office ADD COLUMN decision TEXT NOT NULL DEFAULT '', ADD COLUMN decided_on DATE,
    ADD COLUMN recorded_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00', ADD COLUMN recorded_by TEXT NOT NULL DEFAULT '',
    ADD COLUMN replaced_at TIMESTAMP, ADD COLUMN correction TEXT NOT NULL DEFAULT '';
ALTER TABLE office ALTER COLUMN decision DROP DEFAULT, ALTER COLUMN recorded_at DROP DEFAULT,
    ALTER COLUMN recorded_by DROP DEFAULT, ALTER COLUMN correction DROP DEFAULT;

ALTER TABLE supervision ADD COLUMN decision TEXT NOT NULL DEFAULT '', ADD COLUMN decided_on DATE,
    ADD COLUMN recorded_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00', ADD COLUMN recorded_by TEXT NOT NULL DEFAULT '',
    ADD COLUMN replaced_at TIMESTAMP, ADD COLUMN correction TEXT NOT NULL DEFAULT '';
ALTER TABLE supervision ALTER COLUMN decision DROP DEFAULT, ALTER COLUMN recorded_at DROP DEFAULT,
    ALTER COLUMN recorded_by DROP DEFAULT, ALTER COLUMN correction DROP DEFAULT;

ALTER TABLE account_grant ADD COLUMN decision TEXT NOT NULL DEFAULT '', ADD COLUMN decided_on DATE,
    ADD COLUMN recorded_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00', ADD COLUMN recorded_by TEXT NOT NULL DEFAULT '',
    ADD COLUMN replaced_at TIMESTAMP, ADD COLUMN correction TEXT NOT NULL DEFAULT '';
ALTER TABLE account_grant ALTER COLUMN decision DROP DEFAULT, ALTER COLUMN recorded_at DROP DEFAULT,
    ALTER COLUMN recorded_by DROP DEFAULT, ALTER COLUMN correction DROP DEFAULT;
DROP INDEX position_unit;
DROP INDEX supervision_unit;
DROP INDEX account_grant_account;
ALTER INDEX position_member RENAME TO office_member;

-- What holds is found by the unit or the member and the day; what was replaced is read with its history alone.
CREATE UNIQUE INDEX unit_state_start ON unit_state (unit_id, starts_on) WHERE replaced_at IS NULL;
CREATE INDEX unit_state_parent ON unit_state (parent_id, starts_on) WHERE replaced_at IS NULL;
CREATE INDEX unit_state_history ON unit_state (unit_id);
CREATE UNIQUE INDEX committee_term_start ON committee_term (unit_id, starts_on) WHERE replaced_at IS NULL;
CREATE UNIQUE INDEX membership_start ON membership (member_id, starts_on) WHERE replaced_at IS NULL;
CREATE INDEX membership_unit ON membership (unit_id, starts_on) WHERE replaced_at IS NULL;
CREATE INDEX membership_history ON membership (member_id);
CREATE INDEX office_unit ON office (unit_id, starts_on) WHERE replaced_at IS NULL;
CREATE INDEX supervision_unit ON supervision (unit_id, starts_on) WHERE replaced_at IS NULL;
CREATE INDEX account_grant_account ON account_grant (account_id, starts_on) WHERE replaced_at IS NULL;
