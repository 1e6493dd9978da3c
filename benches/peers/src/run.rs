//! One run of one engine, in a process of its own.

use crate::corpus::Plan;
use crate::engines::{Engine, Pairs};
use cpu_time::ProcessTime;
use std::fmt::Write;
use std::process::Command;

/// What one run showed.
pub struct Run {
    /// The CPU time of the process from the texts to the pairs.
    pub seconds: f64,
    /// The peak memory of the whole process, where the system tells.
    pub peak_kib: Option<u64>,
    /// What the engine found.
    pub pairs: Pairs,
}

/// Starts this program again to run one engine, and reads what it says.
pub fn outside(engine: Engine, plan: &Plan) -> Result<Run, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .arg("run-engine")
        .arg(engine.name())
        .args(plan.arguments())
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [seconds, peak] = head[..] else {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} failed: {said}", engine.name()));
    };
    let pair = |line: &str| {
        let (a, b) = line.split_once(' ')?;
        Some((a.parse().ok()?, b.parse().ok()?))
    };
    Ok(Run {
        seconds: seconds.parse().map_err(|_| format!("no time: {seconds}"))?,
        peak_kib: peak.parse().ok(),
        pairs: lines.filter_map(pair).collect(),
    })
}

/// Runs one engine here and writes the figures and the pairs to the standard output.
pub fn inside(arguments: &[String]) -> Result<(), String> {
    let (name, rest) = arguments.split_first().ok_or("no engine named")?;
    let known = Engine::ALL.into_iter().find(|engine| engine.name() == name);
    let engine = known.ok_or_else(|| format!("no such engine: {name}"))?;
    // The pool exists before the clock starts, and has one thread whatever the machine has.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .map_err(|error| error.to_string())?;
    let texts = Plan::parse(rest)?.corpus().documents;
    let start = ProcessTime::now();
    let found = engine.pairs(&texts);
    let seconds = start.elapsed().as_secs_f64();
    let peak = peak_kib().map_or("-".to_owned(), |kib| kib.to_string());
    let mut out = format!("{seconds} {peak}\n");
    for (a, b) in found.into_pairs() {
        writeln!(out, "{a} {b}").expect("writing to a string cannot fail");
    }
    print!("{out}");
    Ok(())
}

/// The high-water mark of this process, on Linux.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
