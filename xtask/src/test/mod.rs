//! `cargo xtask test`: every check the project has, one after another, with one line of totals at the end.
//!
//! A failed check doesn't stop the ones after it, so that one run shows everything that is wrong. A check that can't run
//! counts as failed: nothing is skipped in silence.

mod background;
mod checks;
mod journeys;
mod machine;
mod postgres;
mod tally;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use tally::Tally;

/// What to leave out.
#[derive(clap::Args)]
pub struct Options {
    /// Leave out what needs PostgreSQL or a browser
    #[arg(long)]
    fast: bool,
    /// Only the journeys whose file or title this pattern fits, such as `dated` or `"a branch is founded"`
    #[arg(long, conflicts_with = "fast")]
    journeys: Option<String>,
}

/// Runs the checks; a failure when any of them failed.
pub fn run(options: &Options) -> ExitCode {
    let mut report = Report::default();
    if let Some(pattern) = &options.journeys {
        report.part("the machine", || machine::prepare().map(|()| Tally::check(true)));
        report.part("journeys", || journeys::run(Some(pattern)));
        return report.finish();
    }
    if !options.fast {
        report.part("the machine", || machine::prepare().map(|()| Tally::check(true)));
    }
    report.part("formatting", checks::formatting);
    report.part("tidy", || Ok(checks::tidy()));
    report.part("lints, server", checks::server_lints);
    report.part("lints, browser program", checks::browser_lints);
    report.part("browser program's dependencies", checks::browser_dependencies);
    if options.fast {
        report.part("tests, SQLite", || checks::tests(None));
    } else {
        report.part("tests, SQLite and PostgreSQL", || {
            let postgres = postgres::Postgres::start()?;
            checks::tests(Some(&postgres.url))
        });
    }
    report.part("generated documents", checks::documents);
    report.part("browser program's size", checks::browser_size);
    if !options.fast {
        report.part("journeys", || journeys::run(None));
    }
    report.finish()
}

/// What the parts amount to.
#[derive(Default)]
struct Report {
    total: Tally,
    parts: Vec<(String, Tally, f64)>,
}

impl Report {
    /// Runs one part and notes its result and how long it took. One that breaks off counts as one failure.
    fn part(&mut self, name: &str, check: impl FnOnce() -> Result<Tally>) {
        println!("\n── {name}");
        let start = Instant::now();
        let tally = check().unwrap_or_else(|error| {
            println!("{error:#}");
            Tally::failure()
        });
        self.total += tally;
        self.parts.push((name.to_owned(), tally, start.elapsed().as_secs_f64()));
    }

    /// Prints the parts and, alone on the last line, the totals.
    fn finish(self) -> ExitCode {
        println!("\n{:>8}  {:>6}  {:>6}", "seconds", "passed", "failed");
        for (name, tally, seconds) in &self.parts {
            println!("{seconds:>8.1}  {:>6}  {:>6}  {name}", tally.passed, tally.failed);
        }
        println!("{} passed, {} failed", self.total.passed, self.total.failed);
        if self.total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
