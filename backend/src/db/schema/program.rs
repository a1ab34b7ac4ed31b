//! What the program keeps for itself: acts, jobs, settings, and what holds back who asks too often.

diesel::table! {
    throttle (key) {
        key -> Binary,
        failures -> Integer,
        last_at -> Timestamp,
    }
}

diesel::table! {
    idempotency (account_id, key) {
        account_id -> Binary,
        key -> Text,
        request_hash -> Binary,
        status -> Integer,
        etag -> Nullable<BigInt>,
        reply -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    act (id) {
        id -> Binary,
        at -> Timestamp,
        account_id -> Nullable<Binary>,
        by_name -> Text,
        on_behalf_of -> Nullable<Text>,
        client_id -> Nullable<Binary>,
        address -> Text,
        session_id -> Nullable<Binary>,
        operation -> Text,
        subject_kind -> Nullable<Text>,
        subject_id -> Nullable<Binary>,
        unit_id -> Nullable<Binary>,
        outcome -> Text,
        prev_hash -> Nullable<Text>,
        hash -> Nullable<Text>,
    }
}

diesel::table! {
    change (id) {
        id -> Binary,
        act_id -> Binary,
        subject_kind -> Nullable<Text>,
        subject_id -> Binary,
        version -> BigInt,
        path -> Text,
        before -> Nullable<Text>,
        after -> Text,
    }
}

diesel::table! {
    job (id) {
        id -> Binary,
        kind -> Text,
        key -> Text,
        payload -> Text,
        run_at -> Timestamp,
        asked -> BigInt,
        tries -> Integer,
        claimed_by -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        done_at -> Nullable<Timestamp>,
        error -> Nullable<Text>,
    }
}

diesel::table! {
    setting (key) {
        key -> Text,
        value -> Binary,
    }
}
