//! The table of all engines.

use crate::corpus::Plan;
use crate::engines::{Engine, Pairs, truth};
use crate::peer::{Peer, PythonEngine};
use crate::run::{Run, outside};
use retold_peers::corpus_file::CorpusFile;

/// Runs all peers in turn and prints a Markdown table.
pub fn print(plan: &Plan) -> Result<(), String> {
    let corpus = plan.corpus();
    let file = CorpusFile::write(&corpus.documents)?;
    let truth = truth(&corpus.documents);
    let peers = peers(plan);
    let mut runs: Vec<Vec<Run>> = peers.iter().map(|_| Vec::new()).collect();
    for repetition in 0..plan.repetitions {
        // Every other round runs backwards, so that no peer always follows the same one.
        for place in 0..peers.len() {
            let last = peers.len() - 1;
            let place = if repetition % 2 == 0 { place } else { last - place };
            runs[place].push(outside(&peers[place], file.path())?);
        }
    }
    let seconds: Vec<f64> = runs.iter().map(|runs| median(runs, Run::seconds)).collect();
    let of = |engine: Engine| {
        let place = peers.iter().position(|peer| matches!(peer, Peer::Rust(one) if *one == engine));
        seconds[place.expect("every engine runs")]
    };
    let megabytes = corpus.bytes() as f64 / 1e6;
    println!(
        "{} documents in {}, {megabytes:.1} MB, {} planted copies, {} true pairs at J >= .8\n\
         (w = 5, k = 128); one thread; median of {} runs, engines interleaved. Reading the file,\n\
         {:.3} s of CPU time in Rust, is part of the time; \"after reading\" it is not.\n",
        corpus.documents.len(),
        plan.language.name(),
        corpus.copies.len(),
        truth.len(),
        plan.repetitions,
        of(Engine::Idle),
    );
    println!(
        "| Engine | CPU s | (least to most) | MB per CPU s | after reading | x gaoya | recall \
         | precision | pairs | MB beyond texts |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for ((peer, runs), &seconds) in peers.iter().zip(&runs).zip(&seconds).skip(1) {
        let pairs = &runs[0].pairs;
        let right = common(pairs, &truth);
        let memory = runs.iter().filter_map(|run| run.memory_kib).max();
        println!(
            "| {} | {seconds:.3} | {} | {:.0} | {:.0} | {:.1} | {:.4} | {:.4} | {} | {} |",
            peer.name(),
            spread(runs),
            megabytes / seconds,
            megabytes / median(runs, |run| run.working),
            of(Engine::Gaoya) / seconds,
            share(right, truth.len()),
            share(right, pairs.len()),
            pairs.len(),
            memory.map_or("-".to_owned(), |kib| format!("{:.0}", kib as f64 * 1024.0 / 1e6)),
        );
        if runs.iter().any(|run| run.pairs != *pairs) {
            println!("| (not the same pairs in every run) | | | | | | | | | |");
        }
    }
    Ok(())
}

/// All engines in Rust, the idle one first, and those in Python if requested.
fn peers(plan: &Plan) -> Vec<Peer> {
    let mut peers: Vec<Peer> = Engine::ALL.map(Peer::Rust).into();
    if plan.python {
        match PythonEngine::all() {
            Ok(engines) => peers.extend(engines.into_iter().map(Peer::Python)),
            Err(reason) => eprintln!("without the Python peers: {reason}"),
        }
    }
    peers
}

fn sorted(runs: &[Run], of: impl Fn(&Run) -> f64) -> Vec<f64> {
    let mut values: Vec<f64> = runs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values
}

fn median(runs: &[Run], of: impl Fn(&Run) -> f64) -> f64 {
    sorted(runs, of)[runs.len() / 2]
}

fn spread(runs: &[Run]) -> String {
    let seconds = sorted(runs, Run::seconds);
    format!("{:.3} to {:.3}", seconds[0], seconds[seconds.len() - 1])
}

fn common(found: &Pairs, truth: &Pairs) -> usize {
    found.iter().filter(|pair| truth.binary_search(pair).is_ok()).count()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
