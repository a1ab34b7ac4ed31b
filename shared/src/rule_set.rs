//! Rule sets.
