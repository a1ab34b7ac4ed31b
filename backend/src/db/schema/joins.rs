//! Which tables refer to which, and which may stand in one query.

use super::*;

diesel::joinable!(unit_state -> unit (unit_id));
diesel::joinable!(committee_term -> unit (unit_id));
diesel::joinable!(membership -> member (member_id));
diesel::joinable!(membership -> unit (unit_id));
diesel::joinable!(office -> unit (unit_id));
diesel::joinable!(office -> member (member_id));
diesel::joinable!(supervision -> unit (unit_id));
diesel::joinable!(supervision -> member (member_id));
diesel::joinable!(account -> member (member_id));
diesel::joinable!(activation_code -> account (account_id));
diesel::joinable!(account_grant -> account (account_id));
diesel::joinable!(account_grant -> unit (unit_id));
diesel::joinable!(session -> account (account_id));
diesel::joinable!(idempotency -> account (account_id));
diesel::joinable!(meeting -> unit (unit_id));
diesel::joinable!(agenda_item -> meeting (meeting_id));
diesel::joinable!(agenda_item -> member (presenter_id));
diesel::joinable!(attendance -> meeting (meeting_id));
diesel::joinable!(attendance -> member (member_id));
diesel::joinable!(notice -> meeting (meeting_id));
diesel::joinable!(notice -> member (member_id));
diesel::joinable!(opinion -> meeting (meeting_id));
diesel::joinable!(opinion -> agenda_item (agenda_item_id));
diesel::joinable!(opinion -> member (member_id));
diesel::joinable!(vote -> meeting (meeting_id));
diesel::joinable!(handout -> meeting (meeting_id));
diesel::joinable!(resolution -> unit (unit_id));
diesel::joinable!(resolution -> meeting (meeting_id));
diesel::joinable!(resolution_draft -> meeting (meeting_id));
diesel::joinable!(task -> unit (unit_id));
diesel::joinable!(task -> meeting (meeting_id));
diesel::joinable!(task -> member (assignee_id));
diesel::joinable!(score -> meeting (meeting_id));
diesel::joinable!(score -> sheet_snapshot (sheet_digest));
diesel::joinable!(target -> unit (unit_id));
diesel::joinable!(act -> account (account_id));
diesel::joinable!(act -> unit (unit_id));
diesel::joinable!(change -> act (act_id));

diesel::allow_tables_to_appear_in_same_query!(
    unit_kind,
    unit_kind_below,
    unit,
    unit_state,
    unit_path,
    committee_term,
    member,
    membership,
    office,
    supervision,
    account,
    activation_code,
    account_grant,
    session,
    throttle,
    idempotency,
    meeting,
    agenda_item,
    attendance,
    notice,
    opinion,
    vote,
    handout,
    resolution,
    resolution_draft,
    task,
    task_report,
    score,
    sheet_snapshot,
    seal,
    rule_set,
    agenda_template,
    score_sheet,
    sheet_choice,
    addendum,
    target,
    act,
    change,
    job,
    setting,
);

diesel::allow_columns_to_appear_in_same_group_by_clause!(meeting::unit_id, attendance::state, attendance::status);
diesel::allow_columns_to_appear_in_same_group_by_clause!(
    membership::unit_id,
    membership::status,
    membership::kind,
    member::gender
);
