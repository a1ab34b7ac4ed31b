//! What every endpoint promises: the way of a request before and after its handler.

mod addresses;
mod answers;
mod input;
mod tokens;
