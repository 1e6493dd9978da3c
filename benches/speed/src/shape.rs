//! The table of the amount of shared text.

use crate::input::language;
use crate::plan::Plan;
use crate::run::outside;
use retold_synth::sharing;

/// Measures each corpus once and prints a table in Markdown.
pub(crate) fn print(plan: &Plan) -> Result<(), String> {
    println!(
        "Words, repeated share, places and partners are counted by brute force; the other figures are those \
         of the report.\n"
    );
    println!(
        "| Corpus | documents | words | repeated | places | partners | reused | pairs | passages \
         | families | occurrences |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for input in plan.inputs()? {
        let texts = match input.texts() {
            Ok(texts) => texts,
            Err(reason) => {
                eprintln!("skipped: {reason}");
                continue;
            }
        };
        let amount = sharing(&texts, language(&texts));
        let run = outside(&input, 1)?;
        println!(
            "| {} | {} | {:.0} | {:.2} | {:.1} | {:.1} | {:.2} | {:.1} | {:.1} | {:.2} | {:.1} |",
            input.name(),
            run.documents,
            amount.words,
            amount.repeated,
            amount.places,
            amount.partners,
            run.reused / run.words,
            run.pairs / run.documents,
            run.passages / run.documents,
            run.families / run.documents,
            run.occurrences / run.families.max(1.0),
        );
    }
    Ok(())
}
