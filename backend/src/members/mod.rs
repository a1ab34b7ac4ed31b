//! Members: reading registers; handlers and SQL of the resource stand beside it.

pub mod register;
