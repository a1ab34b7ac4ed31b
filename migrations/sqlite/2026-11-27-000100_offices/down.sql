UPDATE membership SET decided_on = (SELECT day FROM member_active_since AS known WHERE known.member_id = membership.member_id)
WHERE recorded_at = '1970-01-01 00:00:00' AND recorded_by = '' AND decision = '' AND decided_on IS NULL
    AND EXISTS (SELECT 1 FROM member_active_since AS known WHERE known.member_id = membership.member_id);
DROP TABLE member_active_since;
