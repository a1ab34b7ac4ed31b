-- Gives up every report of a task but the last, who reported it when, and where a task was counted.
ALTER TABLE task ADD COLUMN status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'cancelled'));
ALTER TABLE task ADD COLUMN done_on DATE;
ALTER TABLE task ADD COLUMN result TEXT NOT NULL DEFAULT '';
UPDATE task SET
    status = (SELECT status FROM task_report WHERE task_id = task.id AND replaced_at IS NULL),
    done_on = (SELECT done_on FROM task_report WHERE task_id = task.id AND replaced_at IS NULL),
    result = (SELECT result FROM task_report WHERE task_id = task.id AND replaced_at IS NULL)
WHERE id IN (SELECT task_id FROM task_report);
DROP TABLE task_report;
DROP INDEX task_counted;
ALTER TABLE task DROP COLUMN counted_in;
