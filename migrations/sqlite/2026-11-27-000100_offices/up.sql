-- Since when somebody was known to be active, as the register before dated facts had it, stood where a decision's date
-- belongs, and was shown as one that nobody made. It is kept apart; the way back puts it where it was.
CREATE TABLE member_active_since (
    member_id BLOB NOT NULL PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE,
    day DATE NOT NULL
);
INSERT INTO member_active_since (member_id, day)
SELECT member_id, MIN(decided_on) FROM membership
WHERE recorded_at = '1970-01-01 00:00:00' AND recorded_by = '' AND decision = '' AND decided_on IS NOT NULL
GROUP BY member_id;
UPDATE membership SET decided_on = NULL
WHERE decision = '' AND EXISTS (SELECT 1 FROM member_active_since AS known
    WHERE known.member_id = membership.member_id AND known.day = membership.decided_on);
