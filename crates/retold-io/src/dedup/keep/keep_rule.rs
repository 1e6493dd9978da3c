//! The keep rule, which decides which of several copies is kept. A rule with a field or a list
//! gives each document a rank, and the lowest rank is kept.

use super::date::{micros, years};
use super::priority_list::PriorityList;
use crate::dedup::options::KeepRule;
use crate::dedup::source::file::{Place, Source};
use crate::error::Error;
use retold::Keep;

/// The field name that means the modification time of a text file.
const MTIME: &str = "mtime";

/// A keep rule with its list loaded.
pub(in crate::dedup) enum Rule {
    First,
    Longest,
    /// By the date or number in this field.
    Earliest(String),
    /// By the first line of the list that matches the name or the id.
    Priority(PriorityList),
}

/// The rank of a document; the document with the lowest rank is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dedup) enum Rank {
    /// The rule uses no rank.
    Unasked,
    /// The place in a list.
    Place(i64),
    /// A number that may be a year.
    Year(i64),
    Number(i64),
    Date(i64),
    /// The record has no date, no number and no line of the list: the highest rank.
    Unknown,
}

impl Rank {
    pub(in crate::dedup) fn value(self) -> i64 {
        match self {
            Rank::Unasked => 0,
            Rank::Place(value) | Rank::Year(value) | Rank::Number(value) | Rank::Date(value) => {
                value
            }
            Rank::Unknown => i64::MAX,
        }
    }
}

impl Rule {
    pub(in crate::dedup) fn load(rule: &KeepRule) -> Result<Rule, Error> {
        Ok(match rule {
            KeepRule::First => Rule::First,
            KeepRule::Longest => Rule::Longest,
            KeepRule::Earliest(field) => Rule::Earliest(field.clone()),
            KeepRule::Priority(file) => Rule::Priority(PriorityList::load(file)?),
        })
    }

    /// A warning about unused lines of the list; call it after all records were ranked.
    pub(in crate::dedup) fn warning(&self) -> Option<String> {
        match self {
            Rule::Priority(list) => list.warning(),
            Rule::First | Rule::Longest | Rule::Earliest(_) => None,
        }
    }

    /// The corresponding setting of the detector.
    pub(in crate::dedup) fn keep(&self) -> Keep {
        match self {
            Rule::First => Keep::First,
            Rule::Longest => Keep::Longest,
            Rule::Earliest(_) | Rule::Priority(_) => Keep::Rank,
        }
    }

    /// The field of a record that the rule reads.
    pub(in crate::dedup) fn field(&self) -> Option<&str> {
        match self {
            Rule::Earliest(field) => Some(field),
            _ => None,
        }
    }

    /// The rank of a record with this id and this value of the field.
    pub(in crate::dedup) fn of_record(
        &self,
        source: &Source,
        id: Option<&str>,
        field: Option<&str>,
    ) -> Rank {
        match self {
            Rule::First | Rule::Longest => Rank::Unasked,
            Rule::Earliest(_) => field.map_or(Rank::Unknown, time_of),
            Rule::Priority(list) => Rule::place(list, source, id),
        }
    }

    /// The rank of a text file.
    pub(in crate::dedup) fn of_text(&self, source: &Source) -> Rank {
        match self {
            Rule::First | Rule::Longest => Rank::Unasked,
            Rule::Earliest(field) => match &source.place {
                Place::Path(_, stamp) if field == MTIME => {
                    stamp.micros().map_or(Rank::Unknown, |it| Rank::Date(in_order(years(it))))
                }
                _ => Rank::Unknown,
            },
            Rule::Priority(list) => Rule::place(list, source, None),
        }
    }

    fn place(list: &PriorityList, source: &Source, id: Option<&str>) -> Rank {
        let file = source.relative.rsplit('/').next().unwrap_or_default();
        let names = [Some(source.name.as_str()), Some(&source.relative), Some(file), id];
        let best = list.place(names.into_iter().flatten());
        best.map_or(Rank::Unknown, |place| Rank::Place(place as i64))
    }
}

/// The rank of a number or a date.
fn time_of(text: &str) -> Rank {
    match text.trim().parse::<f64>() {
        Ok(number) if (1000.0..3000.0).contains(&number) && number.fract() == 0.0 => {
            Rank::Year(in_order(number))
        }
        Ok(number) if number.is_finite() => Rank::Number(in_order(number)),
        _ => micros(text).map_or(Rank::Unknown, |it| Rank::Date(in_order(years(it)))),
    }
}

/// The bits of a number as an integer that sorts as the number does; -0 is 0.
fn in_order(number: f64) -> i64 {
    let bits = (number + 0.0).to_bits() as i64;
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

#[cfg(test)]
mod tests {
    use super::{Rank, time_of};

    #[test]
    fn the_order_of_ranks_is_that_of_numbers() {
        let numbers = ["-1e30", "-2", "-1.5", "0", "-0", "1e-9", "3", "20", "1.7e18"];
        let ranks: Vec<i64> = numbers.iter().map(|number| time_of(number).value()).collect();
        assert!(ranks.is_sorted());
        assert_eq!(ranks[3], ranks[4]);
        assert!(ranks[8] < i64::MAX);
    }

    #[test]
    fn records_without_a_time_come_last() {
        assert_eq!(time_of("NaN"), Rank::Unknown);
        assert_eq!(time_of("soon").value(), i64::MAX);
        assert!(matches!(time_of("2024-05-17"), Rank::Date(_)));
        assert!(matches!(time_of("1715904000"), Rank::Number(_)));
    }

    #[test]
    fn years_are_ordered_among_dates() {
        let times = ["2022-12-31T23:59", "2023", "2023-01-02", "2024", "2024-05-17T10:30Z"];
        assert!(times.map(|time| time_of(time).value()).is_sorted());
        assert!(matches!(time_of("2023"), Rank::Year(_)));
    }
}
