//! The rulebook's tables.

diesel::table! {
    rule_set (digest) {
        digest -> Text,
        code -> Text,
        content -> Text,
        known_from -> Nullable<Timestamp>,
        known_to -> Nullable<Timestamp>,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    agenda_template (digest) {
        digest -> Text,
        code -> Text,
        content -> Text,
        known_from -> Nullable<Timestamp>,
        known_to -> Nullable<Timestamp>,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    score_sheet (id) {
        id -> Binary,
        unit_id -> Nullable<Binary>,
        code -> Text,
        digest -> Text,
        content -> Text,
        origin -> Text,
        based_on -> Nullable<Text>,
        settled -> Bool,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        replaced_at -> Nullable<Timestamp>,
        version -> BigInt,
        purpose -> Text,
    }
}

diesel::table! {
    sheet_choice (id) {
        id -> Binary,
        unit_id -> Binary,
        sheet_digest -> Text,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        decision -> Text,
        decided_on -> Nullable<Date>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        replaced_at -> Nullable<Timestamp>,
        correction -> Text,
        purpose -> Text,
    }
}
