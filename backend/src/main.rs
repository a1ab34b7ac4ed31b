//! `nenep`: the server and its commands.

use std::path::PathBuf;
use std::process::ExitCode;

use backend::accounts::{self, Provision, Slip};
use backend::db::{Db, PoolSize, Url, expect_current, migrate};
use backend::demo::{self, Loaded};
use backend::http::Result;
use backend::meetings::lock;
use backend::rules;
use backend::server::{self, Files};
use backend::units::{self, NewUnit};
use clap::{Args, Parser, Subcommand};
use shared::access::Role;
use shared::unit::{BranchKind, UnitKind};

/// Meetings of Party branches: planned, held, scored, followed up.
#[derive(Parser)]
#[command(name = "nenep", version)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate the database and serve the API and the browser program.
    Serve(Serve),
    /// Check every seal, and the rows of every locked meeting; exit code 1 when one isn't as it was sealed.
    Verify(Database),
    /// Migrate the database and load the demo commune, if the database is empty.
    Demo(Demo),
    /// Make provinces, communes, sections, branches and Party groups on a new install.
    #[command(subcommand)]
    Unit(UnitCommand),
    /// Make accounts, or print a new activation code for one.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Print the OpenAPI document.
    Openapi,
    /// Print the permission table as Markdown.
    Permissions,
}

#[derive(Args)]
struct Database {
    /// sqlite://FILE or postgres://…
    #[arg(long, env = "NENEP_DATABASE_URL", default_value = "sqlite://data/nenep.db")]
    database_url: Url,
}

#[derive(Args)]
struct Serve {
    #[command(flatten)]
    database: Database,
    /// Address and port.
    #[arg(long, env = "NENEP_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// The built browser program; without it only the API is served.
    #[arg(long, env = "NENEP_WEB_DIR")]
    web_dir: Option<PathBuf>,
    /// Believe the last entry of X-Forwarded-For: only behind a proxy of one's own.
    #[arg(long, env = "NENEP_TRUST_PROXY")]
    trust_proxy: bool,
    /// Connections to the database at most; without it 8 that read a file, besides the one that writes, or 16 to a server.
    #[arg(long, env = "NENEP_CONNECTIONS", value_parser = clap::value_parser!(u32).range(1..=500))]
    connections: Option<u32>,
}

#[derive(Args)]
struct Demo {
    #[command(flatten)]
    database: Database,
    /// Where demo-accounts.txt goes, with a sign-in name and a password for one person of each role.
    #[arg(long, env = "NENEP_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// So many communes like it, to measure with; only the first one's people can sign in.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=900))]
    communes: u16,
}

#[derive(Subcommand)]
enum UnitCommand {
    /// From the top down: a province where there is one, communes, their sections and branches, a branch's groups.
    Create {
        #[command(flatten)]
        database: Database,
        /// province, commune, section, branch or party_group.
        #[arg(long)]
        kind: UnitKind,
        /// Short code, such as CB01; unique among the units below the same one.
        #[arg(long)]
        code: String,
        /// Name, such as "Chi bộ thôn Nà Tâm".
        #[arg(long)]
        name: String,
        /// Of a branch: village, agency, school, health, armed_forces or enterprise.
        #[arg(long)]
        branch_kind: Option<BranchKind>,
        /// Code of the unit above, or codes from further up as BP/CB01; needed only if more than one takes such a unit, and
        /// for a commune below a province.
        #[arg(long)]
        parent: Option<String>,
        /// First day, of a branch's term too, as 2025-06-01; without it that of the unit above, or 1 January of this year.
        #[arg(long)]
        starts_on: Option<chrono::NaiveDate>,
    },
}

#[derive(Subcommand)]
enum AccountCommand {
    /// Make an account with a role and print its one-use activation code.
    Create {
        #[command(flatten)]
        database: Database,
        /// Sign-in name: 3 to 40 of a-z, 0-9, dot, hyphen, underscore.
        #[arg(long)]
        login: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// admin, standing_member, office, committee_member, inspector, secretary, scribe or member.
        #[arg(long)]
        role: Role,
        /// Code of the unit where the role holds, or codes from further up as BP/CB01; needed only if more than one fits.
        #[arg(long)]
        unit: Option<String>,
    },
    /// Print a new activation code, when the last admin's password is lost.
    Code {
        #[command(flatten)]
        database: Database,
        /// Sign-in name.
        #[arg(long)]
        login: String,
    },
}

#[actix_web::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(Program::parse().command).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("nenep: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Serve(options) => {
            let usual = PoolSize::default();
            let size = PoolSize {
                readers: options.connections.unwrap_or(usual.readers),
                connections: options.connections.unwrap_or(usual.connections),
            };
            let files = options.web_dir.as_deref().map(Files::load).transpose()?;
            let state = server::state(open_with(&options.database, size)?, options.trust_proxy)?;
            server::serve(state, files, &options.listen).await?;
        }
        Command::Verify(database) => return verify(&database.database_url),
        Command::Demo(options) => load_demo(&options)?,
        Command::Unit(UnitCommand::Create { database, kind, code, name, branch_kind, parent, starts_on }) => {
            let new = NewUnit { kind, code, name, branch_kind, parent, starts_on };
            println!("{}", units::provision(&open(&database)?, new, chrono::Utc::now())?);
        }
        Command::Account(AccountCommand::Create { database, login, name, role, unit }) => {
            let new = Provision { login, name, role, unit };
            print_slip(&accounts::provision(&open(&database)?, new, chrono::Utc::now())?);
        }
        Command::Account(AccountCommand::Code { database, login }) => {
            print_slip(&accounts::replace_code(&open(&database)?, &login, chrono::Utc::now())?);
        }
        Command::Openapi => {
            let json = server::routes().document().to_pretty_json().map_err(backend::http::Error::internal)?;
            println!("{json}");
        }
        Command::Permissions => print!("{}", shared::access::table::markdown()),
    }
    Ok(ExitCode::SUCCESS)
}

fn load_demo(options: &Demo) -> Result<()> {
    match demo::load_many(&open(&options.database)?, &options.data_dir, options.communes, chrono::Utc::now())? {
        Loaded::Demo { branches, members } => {
            println!("The demo commune is loaded: {branches} branches, {members} members.");
        }
        Loaded::NotEmpty => println!("The database isn't empty: nothing was loaded."),
    }
    Ok(())
}

fn open(database: &Database) -> Result<Db> {
    open_with(database, PoolSize::default())
}

/// The database, brought to this program's schema; with seals for meetings that were locked before there were any.
fn open_with(database: &Database, size: PoolSize) -> Result<Db> {
    migrate(&database.database_url)?;
    let db = Db::open_with(&database.database_url, size)?;
    rules::seed(&db, chrono::Utc::now())?;
    // A seal names the rules and the sheet that the meeting was judged by.
    let sealed = lock::seal_earlier(&db, chrono::Utc::now())?;
    if sealed > 0 {
        println!("{sealed} meetings that were locked before were sealed");
    }
    Ok(db)
}

fn print_slip(slip: &Slip) {
    let expires_on = shared::text::format_date(shared::time::local_date(slip.secret.expires_at));
    println!("sign-in name:    {}", slip.login);
    println!("activation code: {}", slip.secret.code);
    println!("good for one use until {expires_on}, at /activate");
}

fn verify(url: &Url) -> Result<ExitCode> {
    expect_current(url)?;
    let found = server::verify(&mut *Db::open(url)?.reader()?)?;
    for id in &found.changed {
        println!("changed since it was sealed: {id}");
    }
    println!("{} sealed things checked, {} changed", found.checked, found.changed.len());
    Ok(if found.changed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
