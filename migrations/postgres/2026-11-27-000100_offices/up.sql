-- Since when somebody was known to be active, as the register before dated facts had it, stood where a decision's date
-- belongs, and was shown as one that nobody made. It is kept apart, of copies that changes have made of such a membership
-- too; the way back puts it where it was.
CREATE TABLE membership_active_since (
    membership_id BYTEA NOT NULL PRIMARY KEY REFERENCES membership (id) ON DELETE CASCADE,
    day DATE NOT NULL
);
INSERT INTO membership_active_since (membership_id, day)
SELECT id, decided_on FROM membership
WHERE decision = '' AND decided_on IS NOT NULL AND EXISTS (SELECT 1 FROM membership AS taken_over
    WHERE taken_over.member_id = membership.member_id AND taken_over.decided_on = membership.decided_on
        AND taken_over.recorded_at = '1970-01-01 00:00:00' AND taken_over.recorded_by = '' AND taken_over.decision = '');
UPDATE membership SET decided_on = NULL WHERE id IN (SELECT membership_id FROM membership_active_since);
