//! Servers that run beside the tests and are gone when they end, however that comes about.
//!
//! A shell stands between: it holds the reading end of a pipe whose other end only this process has. When this process
//! ends, by itself, by Ctrl-C or by `kill -9`, the pipe closes, and the shell stops the server and deletes its folder.

use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Run by `sh -c` with the folder to delete, then the server's command line.
const KEEPER: &str = r#"
exec 3<&0
folder=$1
shift
"$@" 3<&- </dev/null &
server=$!
{ read -r _ <&3; kill -INT "$server" 2>/dev/null; } &
watcher=$!
wait "$server"
exec 3<&-
kill "$watcher" 2>/dev/null
rm -rf -- "$folder"
"#;

/// A server with a folder of its own.
pub struct Background {
    keeper: Child,
    name: &'static str,
    log: PathBuf,
}

impl Background {
    /// Starts `server`, which logs to `log`; `folder` is deleted after it ended. Server and folder are this user's, or
    /// `user`'s (ids of user and group).
    pub fn start(
        name: &'static str,
        server: &Command,
        folder: &Path,
        user: Option<(u32, u32)>,
        log: &Path,
    ) -> Result<Self> {
        let mut keeper = Command::new("sh");
        keeper.args(["-c", KEEPER, "sh"]).arg(folder).arg(server.get_program()).args(server.get_args());
        keeper.envs(server.get_envs().filter_map(|(key, value)| Some((key, value?))));
        keeper.current_dir(server.get_current_dir().unwrap_or(Path::new("/"))).stdin(Stdio::piped());
        let output = File::create(log).with_context(|| format!("can't write {}", log.display()))?;
        keeper.stdout(output.try_clone()?).stderr(output);
        // Its own process group: Ctrl-C in a terminal reaches it through the pipe alone, so the folder is always deleted.
        keeper.process_group(0);
        if let Some((user, group)) = user {
            keeper.uid(user).gid(group);
        }
        let keeper = keeper.spawn().with_context(|| format!("can't start {name}"))?;
        Ok(Self { keeper, name, log: log.to_owned() })
    }

    /// Waits until `ready` says so; an error when the server ends first or takes longer than `limit`.
    pub fn wait_until(&mut self, limit: Duration, mut ready: impl FnMut() -> bool) -> Result<()> {
        let start = Instant::now();
        while !ready() {
            if self.keeper.try_wait()?.is_some() {
                let log = std::fs::read_to_string(&self.log).unwrap_or_default();
                bail!("{} ended instead of starting:\n{log}", self.name);
            }
            if start.elapsed() > limit {
                bail!("{} isn't ready after {limit:?}", self.name);
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Closing the pipe is the signal; waiting makes sure that the folder is gone.
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}
