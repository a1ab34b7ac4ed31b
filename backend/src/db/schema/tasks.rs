//! Tasks and what was reported of them.

diesel::table! {
    task (id) {
        id -> Binary,
        unit_id -> Binary,
        meeting_id -> Binary,
        title -> Text,
        sector -> Nullable<Text>,
        assignee_kind -> Text,
        assignee_id -> Nullable<Binary>,
        association -> Text,
        due_on -> Date,
        report_year -> Integer,
        report_month -> Integer,
        version -> BigInt,
        drafted -> Bool,
        counted_in -> Nullable<Binary>,
    }
}

diesel::table! {
    task_report (id) {
        id -> Binary,
        task_id -> Binary,
        status -> Text,
        done_on -> Nullable<Date>,
        result -> Text,
        reason -> Text,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        meeting_id -> Nullable<Binary>,
        replaced_at -> Nullable<Timestamp>,
    }
}
