-- Differs from the other database: PostgreSQL changes a constraint in place.
-- Open vocabularies are tables, so that a new kind is a row: a CHECK can only be changed by making its table anew.
-- Closed ones (gender, part of the agenda, scorer) keep theirs.

CREATE TABLE unit_kind (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO unit_kind (code) VALUES ('commune'), ('branch');
CREATE TABLE branch_kind (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO branch_kind (code) VALUES ('village'), ('agency'), ('school'), ('health'), ('armed_forces'), ('enterprise');
CREATE TABLE activity_status (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO activity_status (code) VALUES ('active'), ('exempt'), ('temporary_in'), ('temporary_out'), ('suspended'), ('left');
CREATE TABLE office_kind (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO office_kind (code) VALUES ('secretary'), ('deputy_secretary'), ('committee_member');
CREATE TABLE role (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO role (code) VALUES ('admin'), ('standing_member'), ('office'), ('committee_member'), ('inspector'), ('secretary'), ('scribe'), ('member');
CREATE TABLE meeting_kind (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO meeting_kind (code) VALUES ('regular'), ('thematic'), ('preparatory');
CREATE TABLE opinion_kind (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO opinion_kind (code) VALUES ('opinion'), ('self_criticism'), ('criticism'), ('praise'), ('reminder'), ('petition');
CREATE TABLE vote_subject (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO vote_subject (code) VALUES ('resolution'), ('admission'), ('recognition'), ('removal'), ('other');
CREATE TABLE resolution_kind (code TEXT NOT NULL PRIMARY KEY);
INSERT INTO resolution_kind (code) VALUES ('resolution'), ('conclusion');

ALTER TABLE unit DROP CONSTRAINT unit_kind_check;
ALTER TABLE unit ADD CONSTRAINT unit_kind_known FOREIGN KEY (kind) REFERENCES unit_kind (code) ON DELETE RESTRICT;
ALTER TABLE unit DROP CONSTRAINT unit_branch_kind_check;
ALTER TABLE unit ADD CONSTRAINT unit_branch_kind_known FOREIGN KEY (branch_kind) REFERENCES branch_kind (code) ON DELETE RESTRICT;
ALTER TABLE member DROP CONSTRAINT member_status_check;
ALTER TABLE member ADD CONSTRAINT member_status_known FOREIGN KEY (status) REFERENCES activity_status (code) ON DELETE RESTRICT;
ALTER TABLE office DROP CONSTRAINT position_held_check;
ALTER TABLE office ADD CONSTRAINT office_held_known FOREIGN KEY (held) REFERENCES office_kind (code) ON DELETE RESTRICT;
ALTER TABLE account_grant DROP CONSTRAINT account_grant_role_check;
ALTER TABLE account_grant ADD CONSTRAINT account_grant_role_known FOREIGN KEY (role) REFERENCES role (code) ON DELETE RESTRICT;
ALTER TABLE meeting DROP CONSTRAINT meeting_kind_check;
ALTER TABLE meeting ADD CONSTRAINT meeting_kind_known FOREIGN KEY (kind) REFERENCES meeting_kind (code) ON DELETE RESTRICT;
ALTER TABLE attendance DROP CONSTRAINT attendance_status_check;
ALTER TABLE attendance ADD CONSTRAINT attendance_status_known FOREIGN KEY (status) REFERENCES activity_status (code) ON DELETE RESTRICT;
ALTER TABLE opinion DROP CONSTRAINT opinion_kind_check;
ALTER TABLE opinion ADD CONSTRAINT opinion_kind_known FOREIGN KEY (kind) REFERENCES opinion_kind (code) ON DELETE RESTRICT;
ALTER TABLE vote DROP CONSTRAINT vote_subject_check;
ALTER TABLE vote ADD CONSTRAINT vote_subject_known FOREIGN KEY (subject) REFERENCES vote_subject (code) ON DELETE RESTRICT;
ALTER TABLE resolution DROP CONSTRAINT resolution_kind_check;
ALTER TABLE resolution ADD CONSTRAINT resolution_kind_known FOREIGN KEY (kind) REFERENCES resolution_kind (code) ON DELETE RESTRICT;
ALTER TABLE resolution_draft DROP CONSTRAINT resolution_draft_kind_check;
ALTER TABLE resolution_draft ADD CONSTRAINT resolution_draft_kind_known FOREIGN KEY (kind) REFERENCES resolution_kind (code) ON DELETE RESTRICT;
