-- Differs from the other database: a moment is made from a day, and a day from a moment, in its own way.
-- What was reported of a task, only added to: its state is the report that nothing took the place of, what was known at an
-- earlier moment is the one that held then, and a task without any is open.
CREATE TABLE task_report (
    id BYTEA NOT NULL PRIMARY KEY,
    task_id BYTEA NOT NULL REFERENCES task (id) ON DELETE RESTRICT,
    status TEXT NOT NULL CHECK (status IN ('open', 'done', 'cancelled')),
    done_on DATE,
    result TEXT NOT NULL,
    -- Why it is open again after it was over.
    reason TEXT NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT NOT NULL,
    -- The meeting whose minutes were the first to have it.
    meeting_id BYTEA REFERENCES meeting (id) ON DELETE RESTRICT,
    -- When the next one took its place.
    replaced_at TIMESTAMP
);
CREATE UNIQUE INDEX task_report_latest ON task_report (task_id) WHERE replaced_at IS NULL;
CREATE INDEX task_report_task ON task_report (task_id, recorded_at);
CREATE INDEX task_report_meeting ON task_report (meeting_id);
-- The meeting that answers for it in its score: the first one at which it was due.
ALTER TABLE task ADD COLUMN counted_in BYTEA REFERENCES meeting (id) ON DELETE RESTRICT;
CREATE INDEX task_counted ON task (counted_in);

-- The present state is each task's first report: as of the change that made it, else five in the afternoon of its day.
INSERT INTO task_report (id, task_id, status, done_on, result, reason, recorded_at, recorded_by)
SELECT id, id, status, done_on, result, '',
    COALESCE(
        (SELECT MAX(act.at) FROM change INNER JOIN act ON act.id = change.act_id
         WHERE change.subject_id = task.id AND change.path = 'status'),
        (SELECT MAX(act.at) FROM change INNER JOIN act ON act.id = change.act_id
         WHERE change.subject_id = task.id AND change.path = 'result'),
        COALESCE(done_on, due_on) + TIME '10:00'
    ),
    COALESCE(
        (SELECT act.by_name FROM change INNER JOIN act ON act.id = change.act_id
         WHERE change.subject_id = task.id AND change.path IN ('status', 'result')
         ORDER BY change.path DESC, act.at DESC LIMIT 1),
        ''
    )
FROM task WHERE status <> 'open' OR result <> '';
UPDATE task_report SET meeting_id = (
    SELECT later.id FROM task INNER JOIN meeting AS own ON own.id = task.meeting_id
    INNER JOIN meeting AS later ON later.unit_id = task.unit_id
    WHERE task.id = task_report.task_id AND later.id <> own.id
    AND later.kind <> 'preparatory' AND later.status IN ('concluded', 'submitted', 'locked')
    AND later.scheduled_at > own.scheduled_at AND later.concluded_at >= task_report.recorded_at
    AND (later.year, later.month) >= (task.report_year, task.report_month)
    ORDER BY later.scheduled_at, later.id LIMIT 1
) WHERE status <> 'open';
UPDATE task SET counted_in = (
    SELECT later.id FROM meeting AS own INNER JOIN meeting AS later ON later.unit_id = own.unit_id
    WHERE own.id = task.meeting_id AND later.id <> own.id
    AND later.kind <> 'preparatory' AND later.status IN ('concluded', 'submitted', 'locked')
    AND later.scheduled_at > own.scheduled_at
    AND (later.year, later.month) >= (task.report_year, task.report_month)
    AND (task.due_on <= CAST(COALESCE(later.started_at, later.scheduled_at) + INTERVAL '7 hours' AS DATE)
        OR task.done_on <= CAST(COALESCE(later.started_at, later.scheduled_at) + INTERVAL '7 hours' AS DATE))
    ORDER BY later.scheduled_at, later.id LIMIT 1
) WHERE status <> 'cancelled' AND NOT drafted;
ALTER TABLE task DROP COLUMN status;
ALTER TABLE task DROP COLUMN done_on;
ALTER TABLE task DROP COLUMN result;
