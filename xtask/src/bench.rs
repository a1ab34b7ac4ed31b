//! `cargo xtask bench`: medians of the API's reads on a running server, one request after the other on one connection that
//! is kept, compressed as browsers ask for them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};

/// Requests per path; the first ones warm caches and aren't counted.
const ROUNDS: usize = 200;
const WARM_UP: usize = 20;

/// What a browser asks for; the answers before the timed ones are read, so they come as they are.
const COMPRESSED: &str = "gzip, deflate, br, zstd";
const PLAIN: &str = "identity";

/// Which server.
#[derive(Args)]
pub struct Options {
    /// Address and port of a server with the demo commune.
    #[arg(long, default_value = "127.0.0.1:8080")]
    server: String,
    /// The file with the demo's sign-in names and passwords.
    #[arg(long, default_value = "data/demo-accounts.txt")]
    accounts: PathBuf,
}

/// Signs in as a standing member and times each read.
pub fn run(options: &Options) -> Result<()> {
    let text = std::fs::read_to_string(&options.accounts).context("the demo's accounts")?;
    let line = text.lines().find(|line| line.starts_with("standing_member")).context("no standing member")?;
    let fields: Vec<&str> = line.split("  ").map(str::trim).filter(|field| !field.is_empty()).collect();
    let [.., login, password] = fields.as_slice() else { bail!("unexpected line in the accounts file") };
    let mut server = Server::connect(&options.server)?;
    let body = json!({ "login": login, "password": password }).to_string();
    let token = server.send("POST", "/auth/sign-in", Some(&body))?;
    server.token = token["access_token"].as_str().context("no token")?.to_owned();
    let me = server.send("GET", "/me", None)?;
    let unit = me["home_unit_id"].as_str().context("no unit")?.to_owned();
    let branch = first(&mut server, "/branches")?;
    let member = first(&mut server, "/members?limit=1")?;
    let meeting = first(&mut server, "/meetings?kind=regular&status=locked&limit=1")?;
    let paths = [
        ("who is signed in", "/me".to_owned()),
        ("home page", "/me/home".to_owned()),
        ("branches with counts", "/branches".to_owned()),
        ("a branch", format!("/branches/{branch}")),
        ("20 members with total", "/members?limit=20&total=true".to_owned()),
        ("a member", format!("/members/{member}")),
        ("50 meetings of the year", "/meetings?limit=50".to_owned()),
        ("a whole meeting", format!("/meetings/{meeting}")),
        ("its assessment", format!("/meetings/{meeting}/assessment")),
        ("50 tasks with total", "/tasks?total=true".to_owned()),
        ("targets", "/targets?year=2022".to_owned()),
        ("overview of the commune", format!("/units/{unit}/overview")),
        ("findings of its branches", format!("/findings?unit_id={unit}")),
        ("the month's paper", format!("/units/{unit}/monthly-papers/results?year=2022&month=5")),
    ];
    println!("| Read | median | p95 |\n|---|---|---|");
    for (name, path) in paths {
        let mut times = Vec::with_capacity(ROUNDS);
        for round in 0..ROUNDS + WARM_UP {
            let start = Instant::now();
            server.exchange("GET", &path, None, COMPRESSED)?;
            if round >= WARM_UP {
                times.push(start.elapsed());
            }
        }
        times.sort_unstable();
        println!("| {name} | {} | {} |", milliseconds(times[ROUNDS / 2]), milliseconds(times[ROUNDS * 95 / 100]));
    }
    Ok(())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn first(server: &mut Server, path: &str) -> Result<String> {
    let page = server.send("GET", path, None)?;
    Ok(page["items"][0]["id"].as_str().with_context(|| format!("nothing at {path}"))?.to_owned())
}

/// One connection that is kept open.
struct Server {
    stream: BufReader<TcpStream>,
    host: String,
    token: String,
}

impl Server {
    fn connect(host: &str) -> Result<Self> {
        let stream = TcpStream::connect(host).with_context(|| format!("no server at {host}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), host: host.to_owned(), token: String::new() })
    }

    fn send(&mut self, method: &str, path: &str, body: Option<&str>) -> Result<Value> {
        Ok(serde_json::from_slice(&self.exchange(method, path, body, PLAIN)?)?)
    }

    /// One request and the bytes of its answer.
    fn exchange(&mut self, method: &str, path: &str, body: Option<&str>, encoding: &str) -> Result<Vec<u8>> {
        let body = body.unwrap_or_default();
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nAccept-Encoding: {encoding}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            self.token,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let mut length = None;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = Some(value.trim().parse()?);
            }
        }
        let bytes = match length {
            Some(length) => self.bytes(length)?,
            None => self.chunks()?,
        };
        if !status.contains(" 200 ") {
            bail!("{method} {path}: {status}");
        }
        Ok(bytes)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// A body whose length isn't known before: compressed while it is sent.
    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        loop {
            let length = usize::from_str_radix(&self.line()?, 16).context("the length of a chunk")?;
            all.extend(self.bytes(length)?);
            self.line()?;
            if length == 0 {
                return Ok(all);
            }
        }
    }
}
