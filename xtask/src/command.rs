//! Running other programs: with their output passed on, read line by line, or captured.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs it with the terminal's own input and output; an error unless it succeeds.
pub fn run(mut command: Command) -> Result<()> {
    let status = command.status().with_context(|| format!("can't start {}", line(&command)))?;
    if !status.success() {
        bail!("{} failed ({status})", line(&command));
    }
    Ok(())
}

/// Its standard output as text; an error with its standard error unless it succeeds.
pub fn capture(mut command: Command) -> Result<String> {
    let output = command.output().with_context(|| format!("can't start {}", line(&command)))?;
    if !output.status.success() {
        bail!("{} failed ({})\n{}", line(&command), output.status, String::from_utf8_lossy(&output.stderr));
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed something other than text", line(&command)))
}

/// Passes its standard output on and shows each line to `read`; says whether it succeeded.
pub fn follow(mut command: Command, mut read: impl FnMut(&str)) -> Result<bool> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("can't start {}", line(&command)))?;
    if let Some(output) = child.stdout.take() {
        for text in BufReader::new(output).split(b'\n') {
            let text = text?;
            let text = String::from_utf8_lossy(&text);
            println!("{text}");
            read(&text);
        }
    }
    Ok(child.wait()?.success())
}

/// The first of these programs that is on the PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

/// The command as somebody would type it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
