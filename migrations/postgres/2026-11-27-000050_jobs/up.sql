-- Work that is done in the background, once however many nodes there are. Put in by a writer in its own transaction; a node
-- takes it for a while, and when that has passed without an end, another may.
CREATE TABLE job (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    -- What it is about: of one kind there is one job for each key that isn't done.
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    run_at TIMESTAMP NOT NULL,
    -- How often it was put in; who asks while it runs wants it once more.
    asked BIGINT NOT NULL,
    tries INTEGER NOT NULL,
    claimed_by TEXT,
    claimed_until TIMESTAMP,
    done_at TIMESTAMP,
    -- Why the last try failed.
    error TEXT
);
CREATE UNIQUE INDEX job_open ON job (kind, key) WHERE done_at IS NULL;
CREATE INDEX job_due ON job (run_at, id) WHERE done_at IS NULL;
CREATE INDEX job_done ON job (done_at);
