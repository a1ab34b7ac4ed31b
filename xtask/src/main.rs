//! The project's only task runner: builds, runs, tests and documents everything with `cargo xtask <task>`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod command;
mod documents;
mod hash;
mod serve;
mod test;
mod tidy;
mod web;
mod workspace;

/// Builds, runs and tests the project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What `cargo xtask` can do.
#[derive(Subcommand)]
enum Task {
    /// Build everything, load the demo commune and serve it
    Run(serve::Options),
    /// The same without optimisation: quick to build, for working on it
    Dev(serve::Options),
    /// Check everything: formatting, lints, tests on both databases, the browser program, the journeys in a browser
    Test(test::Options),
    /// Build the browser program into frontend/dist
    BuildWeb,
    /// Put the server and the browser program into a folder, ready to install
    Dist(serve::Distribution),
    /// Write the documents that the server's declarations make: docs/openapi.json, docs/permissions.md
    Openapi(documents::Options),
    /// Time the API's reads on a running server with the demo commune
    Bench(bench::Options),
    /// Fill an empty database with many communes like the demo's, to time the reads on
    Seed(serve::Seed),
    /// Check the rules of the house: file heads, file lengths, names, migrations, translations
    Tidy,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Run(options) => serve::run(&options, serve::Build::Release),
        Task::Dev(options) => serve::run(&options, serve::Build::Dev),
        Task::Test(options) => return test::run(&options),
        Task::BuildWeb => web::build(web::Profile::Release).map(|sizes| {
            web::print(&sizes);
        }),
        Task::Dist(options) => serve::distribute(&options),
        Task::Openapi(options) => documents::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Seed(options) => serve::seed(&options),
        Task::Tidy => tidy::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
