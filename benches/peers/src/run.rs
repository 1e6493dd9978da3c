//! A run of one engine in a process of its own.

use crate::engines::{Engine, Found, Pairs};
use crate::peer::Peer;
use cpu_time::ProcessTime;
use retold_peers::corpus_file;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// The figures of one run.
pub struct Run {
    /// The CPU time, of user and system, of reading the corpus.
    pub reading: f64,
    /// The CPU time from reading the corpus to having the pairs.
    pub working: f64,
    /// The peak memory beyond the texts, if the system reports it.
    pub memory_kib: Option<u64>,
    /// The pairs that the engine found.
    pub pairs: Pairs,
}

impl Run {
    /// The CPU time from opening the corpus to having the pairs.
    pub fn seconds(&self) -> f64 {
        self.reading + self.working
    }
}

/// Runs a peer on a corpus file in another process, and parses its output.
pub fn outside(peer: &Peer, corpus: &Path) -> Result<Run, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = match peer {
        Peer::Rust(engine) => {
            let mut command = Command::new(program);
            command.arg("run-engine").arg(engine.name());
            command
        }
        Peer::Python(engine) => engine.command(),
    };
    let output = command.arg(corpus).output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let ([reading, working, memory], true) = (&head[..], output.status.success()) else {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} failed: {said}", peer.name()));
    };
    let pair = |line: &str| {
        let (a, b) = line.split_once(' ')?;
        Some((a.parse().ok()?, b.parse().ok()?))
    };
    let pairs: Option<Pairs> = lines.map(pair).collect();
    let seconds = |text: &str| text.parse().map_err(|_| format!("no time: {text}"));
    Ok(Run {
        reading: seconds(reading)?,
        working: seconds(working)?,
        memory_kib: memory.parse().ok(),
        pairs: pairs.ok_or_else(|| format!("{} wrote what is no pair", peer.name()))?,
    })
}

/// Runs one engine in this process and prints its figures and pairs.
pub fn inside(arguments: &[String]) -> Result<(), String> {
    let [name, path] = arguments else {
        return Err("the arguments must be an engine and a corpus".to_owned());
    };
    let known = Engine::ALL.into_iter().find(|engine| engine.name() == name);
    let engine = known.ok_or_else(|| format!("no such engine: {name}"))?;
    // The thread pool exists before the measurement, and always has one thread.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .map_err(|error| error.to_string())?;
    let start = ProcessTime::now();
    let text = corpus_file::read(Path::new(path))?;
    let texts = corpus_file::documents(&text);
    let reading = start.elapsed().as_secs_f64();
    let before = status_kib("VmRSS:");
    let start = ProcessTime::now();
    let found: Found = engine.pairs(&texts);
    let working = start.elapsed().as_secs_f64();
    let memory = match (before, status_kib("VmHWM:")) {
        (Some(before), Some(peak)) => peak.saturating_sub(before).to_string(),
        _ => "-".to_owned(),
    };
    let mut out = format!("{reading} {working} {memory}\n");
    for (a, b) in found.into_pairs() {
        writeln!(out, "{a} {b}").expect("writing to a string cannot fail");
    }
    print!("{out}");
    Ok(())
}

/// A figure of this process, on Linux.
fn status_kib(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
