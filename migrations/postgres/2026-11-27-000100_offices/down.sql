UPDATE membership SET decided_on = (SELECT day FROM membership_active_since AS known WHERE known.membership_id = membership.id)
WHERE id IN (SELECT membership_id FROM membership_active_since);
DROP TABLE membership_active_since;
