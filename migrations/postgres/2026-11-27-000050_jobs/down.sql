-- Gives up the jobs that wait, and what became of those that ran.
DROP TABLE job;
