//! Scoring the quality of a meeting.
