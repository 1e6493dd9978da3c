//! How many copies each choice of `--remove` removes.

use super::repeat::{Repeat, Repeats, noun};
use crate::arguments::{Dedup, Removing};
use indicatif::HumanCount;

/// What was removed, and what each other choice of `--remove` would have removed besides.
pub(super) fn choices(arguments: &Dedup, repeats: &Repeats) -> String {
    let noun = noun(arguments.by);
    let verb = if arguments.dry_run { "would remove" } else { "removed" };
    let count = |is_one: fn(&Repeat) -> bool| repeats.all.iter().filter(|it| is_one(it)).count();
    let removed = repeats.all.len();
    let (identical, equivalent) = (count(|it| it.identical), count(|it| it.equivalent));
    let (number, plural) = (HumanCount(removed as u64), if removed == 1 { "" } else { "s" });
    let (same, alike) = (HumanCount(identical as u64), HumanCount(equivalent as u64));
    let mut said = vec![match arguments.remove() {
        Removing::Identical => format!("{verb} {number} identical {noun}{plural}"),
        Removing::Equivalent => {
            format!("{verb} {number} equivalent {noun}{plural} ({same} identical)")
        }
        Removing::Similar => format!(
            "{verb} {number} similar {noun}{plural} ({alike} equivalent, {same} of them identical)"
        ),
    }];
    let is = |count: usize| if count == 1 { "is" } else { "are" };
    if repeats.equivalent > 0 {
        let (more, is) = (HumanCount(repeats.equivalent as u64), is(repeats.equivalent));
        said.push(format!("{more} more {is} equivalent: --remove equivalent"));
    }
    if repeats.other_facts > 0 {
        let (more, is) = (HumanCount(repeats.other_facts as u64), is(repeats.other_facts));
        let differ = if repeats.other_facts == 1 { "differs" } else { "differ" };
        said.push(format!("{more} more {is} similar but {differ} in a fact: --remove similar"));
    }
    said.join("; ")
}
