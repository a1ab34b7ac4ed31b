-- Differs from the other database: SQLite makes a table anew where the other changes it.
-- Back to what is known now; what was, and what was replaced, is given up.
DROP INDEX unit_state_start;
DROP INDEX unit_state_parent;
DROP INDEX unit_state_history;
DROP INDEX committee_term_start;
DROP INDEX membership_start;
DROP INDEX membership_unit;
DROP INDEX membership_history;
DROP INDEX office_unit;
DROP INDEX supervision_unit;
DROP INDEX account_grant_account;

ALTER TABLE unit ADD COLUMN parent_id BYTEA REFERENCES unit (id) ON DELETE RESTRICT, ADD COLUMN kind TEXT, ADD COLUMN branch_kind TEXT,
    ADD COLUMN code TEXT, ADD COLUMN name TEXT, ADD COLUMN folded_name TEXT, ADD COLUMN fixed_day INTEGER, ADD COLUMN place TEXT,
    ADD COLUMN hour TEXT, ADD COLUMN term_starts_on DATE;
UPDATE unit SET parent_id = last.parent_id, kind = last.kind, branch_kind = last.branch_kind, code = last.code, name = last.name,
    folded_name = last.folded_name, fixed_day = COALESCE(last.fixed_day, 1), place = COALESCE(last.place, ''),
    hour = COALESCE(last.hour, '07:30'),
    term_starts_on = COALESCE((SELECT MAX(starts_on) FROM committee_term WHERE committee_term.unit_id = last.unit_id
        AND committee_term.replaced_at IS NULL), last.starts_on)
FROM unit_state AS last WHERE last.unit_id = unit.id AND last.replaced_at IS NULL AND last.starts_on = (SELECT MAX(later.starts_on) FROM unit_state AS later WHERE later.unit_id = last.unit_id AND later.replaced_at IS NULL);
ALTER TABLE unit ALTER COLUMN kind SET NOT NULL, ALTER COLUMN code SET NOT NULL, ALTER COLUMN name SET NOT NULL,
    ALTER COLUMN folded_name SET NOT NULL, ALTER COLUMN fixed_day SET NOT NULL, ALTER COLUMN place SET NOT NULL,
    ALTER COLUMN hour SET NOT NULL, ALTER COLUMN term_starts_on SET NOT NULL, ADD CHECK (fixed_day BETWEEN 1 AND 31);
ALTER TABLE unit ADD CONSTRAINT unit_kind_known FOREIGN KEY (kind) REFERENCES unit_kind (code) ON DELETE RESTRICT;
ALTER TABLE unit ADD CONSTRAINT unit_branch_kind_known FOREIGN KEY (branch_kind) REFERENCES branch_kind (code) ON DELETE RESTRICT;
CREATE UNIQUE INDEX unit_code ON unit (parent_id, code);

ALTER TABLE member ADD COLUMN unit_id BYTEA REFERENCES unit (id) ON DELETE RESTRICT, ADD COLUMN kind TEXT, ADD COLUMN status TEXT,
    ADD COLUMN status_since DATE, ADD COLUMN is_commune_cadre BOOLEAN;
UPDATE member SET unit_id = last.unit_id, kind = last.kind, status = last.status, is_commune_cadre = last.is_commune_cadre,
    status_since = (SELECT CASE WHEN EXISTS (SELECT 1 FROM membership AS earlier WHERE earlier.member_id = last.member_id
            AND earlier.replaced_at IS NULL AND earlier.status <> last.status) THEN MIN(run.starts_on) ELSE last.decided_on END
        FROM membership AS run WHERE run.member_id = last.member_id AND run.replaced_at IS NULL AND run.status = last.status
            AND NOT EXISTS (SELECT 1 FROM membership AS other WHERE other.member_id = last.member_id
                AND other.replaced_at IS NULL AND other.status <> last.status AND other.starts_on > run.starts_on))
FROM membership AS last WHERE last.member_id = member.id AND last.replaced_at IS NULL AND last.starts_on = (SELECT MAX(later.starts_on) FROM membership AS later WHERE later.member_id = last.member_id AND later.replaced_at IS NULL);
ALTER TABLE member ALTER COLUMN unit_id SET NOT NULL, ALTER COLUMN kind SET NOT NULL, ALTER COLUMN status SET NOT NULL,
    ALTER COLUMN is_commune_cadre SET NOT NULL, ADD CONSTRAINT member_kind_check CHECK (kind IN ('official', 'probationary'));
ALTER TABLE member ADD CONSTRAINT member_status_known FOREIGN KEY (status) REFERENCES activity_status (code) ON DELETE RESTRICT;
CREATE INDEX member_unit ON member (unit_id, sort_key, id);

ALTER INDEX office_member RENAME TO position_member;

DELETE FROM unit_path WHERE ends_on IS NOT NULL;
ALTER TABLE unit_path DROP CONSTRAINT unit_path_pkey;
ALTER TABLE unit_path DROP COLUMN starts_on, DROP COLUMN ends_on;
ALTER TABLE unit_path ADD PRIMARY KEY (ancestor_id, unit_id);

DELETE FROM office WHERE replaced_at IS NOT NULL;
ALTER TABLE office DROP COLUMN decision, DROP COLUMN decided_on, DROP COLUMN recorded_at, DROP COLUMN recorded_by,
    DROP COLUMN replaced_at, DROP COLUMN correction;

DELETE FROM supervision WHERE replaced_at IS NOT NULL;
ALTER TABLE supervision DROP COLUMN decision, DROP COLUMN decided_on, DROP COLUMN recorded_at, DROP COLUMN recorded_by,
    DROP COLUMN replaced_at, DROP COLUMN correction;

DELETE FROM account_grant WHERE replaced_at IS NOT NULL;
ALTER TABLE account_grant DROP COLUMN decision, DROP COLUMN decided_on, DROP COLUMN recorded_at, DROP COLUMN recorded_by,
    DROP COLUMN replaced_at, DROP COLUMN correction;

CREATE INDEX position_unit ON office (unit_id, starts_on);
CREATE INDEX supervision_unit ON supervision (unit_id, starts_on);
CREATE INDEX account_grant_account ON account_grant (account_id);

DROP TABLE membership;
DROP TABLE committee_term;
DROP TABLE unit_state;
DROP TABLE unit_kind_below;
DELETE FROM unit_kind WHERE code IN ('province', 'section', 'party_group');
ALTER TABLE unit_kind DROP COLUMN meets;
ALTER TABLE unit_kind DROP COLUMN may_be_root;
