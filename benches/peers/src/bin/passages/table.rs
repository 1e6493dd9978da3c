//! Growth, footer and memory.

use crate::corpora::{Case, Plan};
use crate::run::{Run, outside};
use retold_synth::Language;

/// Measures every case and prints the figures as Markdown.
pub fn print(plan: &Plan) -> Result<(), String> {
    let english = Case::Plain(Language::English);
    let sizes = [plan.articles / 100, plan.articles / 10, plan.articles];
    let fifth = plan.articles / 5;
    let mut cases: Vec<(Case, usize)> = sizes.map(|size| (english, size)).to_vec();
    let others = [Language::Russian, Language::Arabic, Language::Chinese];
    cases.extend(others.map(|language| (Case::Plain(language), plan.articles / 10)));
    cases.extend([(Case::BeforeFooter, fifth), (Case::Footer, fifth)]);
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); cases.len()];
    for repetition in 0..plan.repetitions {
        // Every other round backwards, so that no case always comes after the same one.
        for place in 0..cases.len() {
            let place = if repetition % 2 == 0 { place } else { cases.len() - 1 - place };
            let (case, articles) = cases[place];
            runs[place].push(outside(case, articles, plan.bytes)?);
        }
    }
    let medians: Vec<Run> = runs.into_iter().map(median).collect();
    println!(
        "Articles of {} bytes or a little more, default settings; one thread; median of {} runs.\n",
        plan.bytes, plan.repetitions,
    );
    println!("| Articles | each | MB | CPU s | MB per CPU s | bytes per word | families |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for ((case, articles), run) in cases.iter().zip(&medians) {
        let memory =
            run.memory.map_or("-".to_owned(), |memory| format!("{:.1}", memory / run.words));
        println!(
            "| {} | {articles} | {:.1} | {:.3} | {:.0} | {memory} | {} |",
            case.name(),
            run.bytes / 1e6,
            run.seconds,
            run.bytes / 1e6 / run.seconds,
            run.families,
        );
    }
    let [small, .., large] = &medians[..sizes.len()] else { unreachable!("three sizes") };
    let growth = (large.seconds / small.seconds).ln() / (large.bytes / small.bytes).ln();
    let [bare, footer] = &medians[medians.len() - 2..] else { unreachable!("the last two cases") };
    println!("\nTime grows with the power {growth:.2} of the text, from {} articles on.", sizes[0]);
    println!("The footer takes {:.2} times the time.", footer.seconds / bare.seconds);
    Ok(())
}

/// The run in the middle.
fn median(mut runs: Vec<Run>) -> Run {
    runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    runs[runs.len() / 2]
}
