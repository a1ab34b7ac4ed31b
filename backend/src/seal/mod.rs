//! Seals: the whole content of a thing, kept as the very bytes that were decided on, with their SHA-256. What is sealed is a
//! [`Sealable`]: its room says what is in it and what its row says of it, the rest is here once: the frame, the lock that is
//! shown, corrections, and the check of all.
//!
//! Seals are only added. A thing that is sealed anew gets another number; the latest counts.

pub mod addenda;
mod kept;
mod sealed;
mod verify;

pub use kept::{Seal, digest};
pub use sealed::{Earlier, OnRow, Sealable, Sealed};
pub use verify::{Kinds, Verified, verify};
