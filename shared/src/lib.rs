//! Domain types, rules and API declarations.
