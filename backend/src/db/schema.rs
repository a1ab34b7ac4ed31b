//! Tables and columns, the same in both databases. Written to match `migrations/`; a test compares them.

#![allow(missing_docs)]

mod joins;
mod program;
mod rules;
mod tasks;

pub use self::program::*;
pub use self::rules::*;
pub use self::tasks::*;

diesel::table! {
    unit_kind (code) {
        code -> Text,
        meets -> Bool,
        may_be_root -> Bool,
    }
}

diesel::table! {
    unit_kind_below (above, kind) {
        above -> Text,
        kind -> Text,
    }
}

diesel::table! {
    unit (id) {
        id -> Binary,
        version -> BigInt,
    }
}

diesel::table! {
    unit_state (id) {
        id -> Binary,
        unit_id -> Binary,
        parent_id -> Nullable<Binary>,
        kind -> Text,
        branch_kind -> Nullable<Text>,
        code -> Text,
        name -> Text,
        folded_name -> Text,
        fixed_day -> Nullable<Integer>,
        place -> Nullable<Text>,
        hour -> Nullable<Text>,
        locality -> Text,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        decision -> Text,
        decided_on -> Nullable<Date>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        replaced_at -> Nullable<Timestamp>,
        correction -> Text,
    }
}

diesel::table! {
    unit_path (ancestor_id, unit_id, starts_on) {
        ancestor_id -> Binary,
        unit_id -> Binary,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
    }
}

diesel::table! {
    committee_term (id) {
        id -> Binary,
        unit_id -> Binary,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        decision -> Text,
        decided_on -> Nullable<Date>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        replaced_at -> Nullable<Timestamp>,
        correction -> Text,
    }
}

diesel::table! {
    member (id) {
        id -> Binary,
        full_name -> Text,
        folded_name -> Text,
        sort_key -> Text,
        gender -> Text,
        birth_date -> Nullable<Date>,
        ethnicity -> Text,
        citizen_id -> Nullable<Text>,
        party_card -> Nullable<Text>,
        phone -> Text,
        admitted_on -> Nullable<Date>,
        recognized_on -> Nullable<Date>,
        version -> BigInt,
    }
}

diesel::table! {
    membership (id) {
        id -> Binary,
        member_id -> Binary,
        unit_id -> Binary,
        kind -> Text,
        status -> Text,
        is_commune_cadre -> Bool,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        decision -> Text,
        decided_on -> Nullable<Date>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        replaced_at -> Nullable<Timestamp>,
        correction -> Text,
    }
}

diesel::table! {
    membership_active_since (membership_id) {
        membership_id -> Binary,
        day -> Date,
    }
}

diesel::table! {
    office (id) {
        id -> Binary,
        unit_id -> Binary,
        member_id -> Binary,
        held -> Text,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        decision -> Text,
        decided_on -> Nullable<Date>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        replaced_at -> Nullable<Timestamp>,
        correction -> Text,
    }
}

diesel::table! {
    supervision (id) {
        id -> Binary,
        unit_id -> Binary,
        member_id -> Binary,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        decision -> Text,
        decided_on -> Nullable<Date>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        replaced_at -> Nullable<Timestamp>,
        correction -> Text,
    }
}

diesel::table! {
    account (id) {
        id -> Binary,
        login -> Text,
        name -> Text,
        folded_name -> Text,
        member_id -> Nullable<Binary>,
        password_hash -> Nullable<Text>,
        disabled -> Bool,
        last_sign_in_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    activation_code (account_id) {
        account_id -> Binary,
        code_hash -> Binary,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    account_grant (id) {
        id -> Binary,
        account_id -> Binary,
        role -> Text,
        unit_id -> Binary,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        decision -> Text,
        decided_on -> Nullable<Date>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        replaced_at -> Nullable<Timestamp>,
        correction -> Text,
    }
}

diesel::table! {
    session (id) {
        id -> Binary,
        account_id -> Binary,
        device -> Text,
        refresh_hash -> Binary,
        rotated_at -> Timestamp,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    meeting (id) {
        id -> Binary,
        unit_id -> Binary,
        kind -> Text,
        status -> Text,
        year -> Integer,
        month -> Integer,
        scheduled_at -> Timestamp,
        moved_reason -> Text,
        place -> Text,
        focal_title -> Text,
        focal_sector -> Nullable<Text>,
        focal_problem -> Text,
        focal_aim -> Text,
        focal_expected -> Text,
        prepares_id -> Nullable<Binary>,
        chair_id -> Nullable<Binary>,
        secretary_id -> Nullable<Binary>,
        started_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        guests -> Text,
        supervisor_told -> Bool,
        supervisor_attended -> Bool,
        draft_resolution -> Text,
        self_criticism_minutes -> Nullable<Integer>,
        innovation -> Text,
        minutes_adopted -> Bool,
        announced_at -> Nullable<Timestamp>,
        concluded_at -> Nullable<Timestamp>,
        submitted_at -> Nullable<Timestamp>,
        return_reason -> Text,
        sheet_id -> Text,
        lock_hash -> Nullable<Text>,
        seal_digest -> Nullable<Text>,
        submission -> Nullable<Text>,
        locked_at -> Nullable<Timestamp>,
        locked_by -> Nullable<Text>,
        version -> BigInt,
        thematic_topic -> Text,
    }
}

diesel::table! {
    agenda_item (id) {
        id -> Binary,
        meeting_id -> Binary,
        part -> Text,
        position -> Integer,
        title -> Text,
        mandatory -> Bool,
        previous_tasks -> Bool,
        presenter_id -> Nullable<Binary>,
        outcome -> Text,
        done -> Bool,
    }
}

diesel::table! {
    attendance (meeting_id, member_id) {
        meeting_id -> Binary,
        member_id -> Binary,
        kind -> Text,
        status -> Text,
        state -> Text,
        reason -> Text,
    }
}

diesel::table! {
    notice (meeting_id, member_id) {
        meeting_id -> Binary,
        member_id -> Binary,
        channel -> Text,
        sent_at -> Timestamp,
    }
}

diesel::table! {
    opinion (id) {
        id -> Binary,
        meeting_id -> Binary,
        agenda_item_id -> Nullable<Binary>,
        member_id -> Nullable<Binary>,
        delegate -> Text,
        kind -> Text,
        text -> Text,
    }
}

diesel::table! {
    vote (id) {
        id -> Binary,
        meeting_id -> Binary,
        subject -> Text,
        title -> Text,
        method -> Text,
        in_favour -> Integer,
        against -> Integer,
        abstain -> Integer,
    }
}

diesel::table! {
    handout (id) {
        id -> Binary,
        meeting_id -> Binary,
        title -> Text,
        place -> Text,
        sent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    resolution (id) {
        id -> Binary,
        unit_id -> Binary,
        meeting_id -> Binary,
        kind -> Text,
        term_starts_on -> Date,
        number -> Integer,
        title -> Text,
        assessment -> Text,
        direction -> Text,
        execution -> Text,
        issued_at -> Timestamp,
    }
}

diesel::table! {
    resolution_draft (meeting_id) {
        meeting_id -> Binary,
        kind -> Text,
        title -> Text,
        assessment -> Text,
        direction -> Text,
        execution -> Text,
    }
}

diesel::table! {
    score (meeting_id, scorer) {
        meeting_id -> Binary,
        scorer -> Text,
        by_name -> Text,
        given_at -> Timestamp,
        sheet_digest -> Text,
        facts -> Text,
        answers -> Text,
        marks -> Text,
        points -> Integer,
        out_of -> Integer,
        grade -> Text,
        complete -> Bool,
        remarks -> Text,
        legacy_result -> Nullable<Text>,
    }
}

diesel::table! {
    sheet_snapshot (digest) {
        digest -> Text,
        content -> Text,
        purpose -> Text,
    }
}

diesel::table! {
    seal (subject_id, number) {
        subject_id -> Binary,
        number -> Integer,
        form -> Text,
        content -> Text,
        digest -> Text,
        sealed_at -> Timestamp,
        sealed_by -> Text,
    }
}

diesel::table! {
    addendum (id) {
        id -> Binary,
        subject_id -> Binary,
        text -> Text,
        by_name -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    target (id) {
        id -> Binary,
        unit_id -> Binary,
        year -> Integer,
        code -> Text,
        name -> Text,
        measured_in -> Text,
        sector -> Text,
        better -> Text,
        planned -> Nullable<Double>,
        actual -> Nullable<Double>,
        percent_reported -> Nullable<Double>,
        version -> BigInt,
    }
}
