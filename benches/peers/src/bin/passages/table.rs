//! The table of growth, footer and memory.

use crate::corpora::{Case, Plan};
use crate::run::{Run, outside};
use retold_synth::Language;

/// The length of articles beside which a footer of 200 words is a fifth of the text, and under
/// which near-copies are measured.
const LONGER: usize = 4_096;

/// Measures every case and prints the figures as Markdown.
pub fn print(plan: &Plan) -> Result<(), String> {
    let english = Case::Plain(Language::English);
    let sizes = [plan.articles / 100, plan.articles / 10, plan.articles];
    let (tenth, fifth) = (plan.articles / 10, plan.articles / 5);
    let mut cases: Vec<(Case, usize, usize)> =
        sizes.map(|size| (english, size, plan.bytes)).to_vec();
    let others = [Language::Russian, Language::Arabic, Language::Chinese];
    cases.extend(others.map(|language| (Case::Plain(language), tenth, plan.bytes)));
    let footers = cases.len();
    for bytes in [plan.bytes, LONGER] {
        cases.extend([Case::BeforeFooter, Case::Footer].map(|case| (case, fifth, bytes)));
    }
    let copies = cases.len();
    cases.extend([tenth / 4, tenth].map(|size| (Case::NearCopies, size, LONGER)));
    cases.push((Case::Collapsed, tenth, LONGER));

    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); cases.len()];
    for repetition in 0..plan.repetitions {
        // Every other round runs backwards, so that no case always follows the same one.
        for place in 0..cases.len() {
            let place = if repetition % 2 == 0 { place } else { cases.len() - 1 - place };
            let (case, articles, bytes) = cases[place];
            runs[place].push(outside(case, articles, bytes)?);
        }
    }
    let medians: Vec<Run> = runs.into_iter().map(median).collect();
    println!(
        "Articles of so many bytes or a little more, default settings; one thread; median of {} \
         runs.\n",
        plan.repetitions,
    );
    println!(
        "| Articles | number | bytes | MB | CPU s | MB per CPU s | bytes per word | families |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for ((case, articles, bytes), run) in cases.iter().zip(&medians) {
        let memory =
            run.memory.map_or("-".to_owned(), |memory| format!("{:.1}", memory / run.words));
        println!(
            "| {} | {articles} | {bytes} | {:.1} | {:.3} | {:.0} | {memory} | {} |",
            case.name(),
            run.bytes / 1e6,
            run.seconds,
            run.bytes / 1e6 / run.seconds,
            run.families,
        );
    }
    println!(
        "\nTime grows with the power {:.2} of the text, from {} articles on; of near-copies, with \
         the power {:.2}.",
        growth(&medians[0], &medians[sizes.len() - 1]),
        sizes[0],
        growth(&medians[copies], &medians[copies + 1]),
    );
    for (pair, case) in medians[footers..copies].chunks(2).zip(cases[footers..].chunks(2)) {
        println!(
            "The footer under articles of {} bytes takes {:.2} times the time, and its bytes are \
             {:.2} times the text.",
            case[0].2,
            pair[1].seconds / pair[0].seconds,
            pair[1].bytes / pair[0].bytes,
        );
    }
    Ok(())
}

/// The power of the text with which the time grows.
fn growth(small: &Run, large: &Run) -> f64 {
    (large.seconds / small.seconds).ln() / (large.bytes / small.bytes).ln()
}

/// The run in the middle.
fn median(mut runs: Vec<Run>) -> Run {
    runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    runs[runs.len() / 2]
}
