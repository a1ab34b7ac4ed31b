-- Whether no conclusion has assigned the task yet. A column of its own, since minutes that are opened again leave what
-- was assigned assigned.
ALTER TABLE task ADD COLUMN drafted BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE task SET drafted = TRUE WHERE meeting_id IN (
    SELECT id FROM meeting
    WHERE status NOT IN ('concluded', 'submitted', 'locked') AND id NOT IN (SELECT meeting_id FROM resolution)
);
