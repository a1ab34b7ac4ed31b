-- Gives up sheets for anything but meetings.
CREATE TABLE sheet_snapshot_new (
    digest TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
INSERT INTO sheet_snapshot_new (digest, content)
SELECT digest, content FROM sheet_snapshot;
DROP TABLE sheet_snapshot;
ALTER TABLE sheet_snapshot_new RENAME TO sheet_snapshot;

CREATE TABLE score_sheet_new (
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
INSERT INTO score_sheet_new (id, unit_id, code, digest, content, origin, based_on, settled, recorded_at, recorded_by, replaced_at, version)
SELECT id, unit_id, code, digest, content, origin, based_on, settled, recorded_at, recorded_by, replaced_at, version FROM score_sheet;
DROP TABLE score_sheet;
ALTER TABLE score_sheet_new RENAME TO score_sheet;
CREATE INDEX score_sheet_unit ON score_sheet (unit_id);

CREATE TABLE sheet_choice_new (
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
INSERT INTO sheet_choice_new (id, unit_id, sheet_digest, starts_on, ends_on, decision, decided_on, recorded_at, recorded_by, replaced_at, correction)
SELECT id, unit_id, sheet_digest, starts_on, ends_on, decision, decided_on, recorded_at, recorded_by, replaced_at, correction FROM sheet_choice;
DROP TABLE sheet_choice;
ALTER TABLE sheet_choice_new RENAME TO sheet_choice;
CREATE UNIQUE INDEX sheet_choice_start ON sheet_choice (unit_id, starts_on) WHERE replaced_at IS NULL;

DROP TABLE sheet_purpose;
