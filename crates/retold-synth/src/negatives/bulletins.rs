//! Reports from templates: the same sentences with other facts.

use crate::language::Language;
use crate::prose::{date, figure, person, place};
use crate::rng::Rng;

/// The templates. `#` is a figure, `@` a date, `%` a name, `&` a place, `<rose|fell>` one of two
/// words.
const FRAMES: [&str; 4] = [
    "The market for spot grain in & closed on @ with quiet trade, and brokers at the exchange said \
     that most of the business of the day had been done before noon. Wheat of the standard grade \
     <rose|fell> to # from #, while feed barley for delivery next month was quoted at #. The \
     turnover reported by the clearing house came to # lots, against # lots on the day before. \
     Stocks in the public warehouses of the port were put at # tonnes. Dealers said that the \
     weather in the growing regions remained the main concern of the trade, and that buyers from \
     abroad were holding back until the new figures of the ministry are known. The next official \
     report on the state of the crop will be published on @. Prices are given without tax and \
     without the cost of carriage, and do not bind any of the members of the exchange.",
    "% Limited of & said on @ that its net profit for the quarter <rose|fell> to # million from # \
     million in the same period of the year before, on sales of # million. The board proposed to \
     the general meeting of the shareholders that an unchanged dividend of # cents a share be paid \
     to all holders who are on the register at the end of the month. The chairman, %, told \
     reporters that the order book of the company was well filled and that no further closures \
     were planned for the present year. He added that the cost of raw materials had weighed on the \
     result, but that prices to customers could not be raised as long as demand was weak. The \
     company employs # people in its own works and in those of its subsidiaries, and its shares \
     have been listed on the main exchange since it was split from its former parent.",
    "Weather report for & and the surrounding districts, issued on @ by the regional office of the \
     weather service. A ridge of high pressure moves slowly to the east and will decide the weather \
     of the region until the end of the week. In the morning there will be patches of fog along the \
     river, and towards noon the sun is expected to break through in most places. The highest \
     temperature of the day will be # degrees and the lowest of the night # degrees. The wind will \
     be <light|fresh> and come from the <west|north> for the most part, with single gusts near the \
     coast and on the higher hills. The level of the river at the old bridge was # centimetres at \
     seven in the morning. Drivers are asked to be careful on bridges and in woods, where the road \
     may be slippery after dark. The next report follows tomorrow at the usual hour.",
    "The council of & held its ordinary meeting on @ under the chair of % in the great hall of the \
     town house, and the public was admitted to the first part of the session. The minutes of the \
     last meeting were read by the clerk and approved without a change. The council then agreed by \
     # votes to # to <grant|refuse> the request of % for leave to build on the land behind the \
     railway station, after the committee for works had given its opinion in writing. For the \
     repair of the roof of the school a sum of # was set aside from the reserves of the current \
     year. Questions of the members about the state of the roads were answered by the head of the \
     department, who promised a written account. The meeting was closed by the chair shortly \
     before ten in the evening, and the date of the next one will be made known in good time.",
];

/// A report made from one of a few templates.
///
/// # Examples
/// ```
/// let bulletins = retold_synth::bulletins(8, 1);
/// assert_eq!(bulletins[0].frame, bulletins[4].frame);
/// assert_ne!(bulletins[0].text, bulletins[4].text);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// The number of its template.
    pub frame: usize,
    /// The report.
    pub text: String,
    /// The number of figures, dates, names, places and varying words in it.
    pub facts: usize,
}

/// Generates `count` English reports from four templates in turn: a grain market, company
/// results, the weather, a town council.
///
/// Two reports of one template have a resemblance of .3 to .8 at w = 5, and common facts only by
/// chance. Neither is a copy of the other.
///
/// # Examples
/// ```
/// use retold_synth::{brute_force_resemblance, bulletins};
///
/// let reports = bulletins(5, 1);
/// let resemblance = brute_force_resemblance(&reports[0].text, &reports[4].text, 5);
/// assert!((0.3..0.8).contains(&resemblance));
/// ```
pub fn bulletins(count: usize, seed: u64) -> Vec<Bulletin> {
    (0..count)
        .map(|number| {
            let frame = number % FRAMES.len();
            let (text, facts) = fill(FRAMES[frame], &mut Rng::of_part(seed, number as u64));
            Bulletin { frame, text, facts }
        })
        .collect()
}

fn fill(frame: &str, rng: &mut Rng) -> (String, usize) {
    let mut text = String::with_capacity(frame.len() + 64);
    let mut facts = 0;
    let mut rest = frame;
    while let Some(at) = rest.find(['#', '@', '%', '&', '<']) {
        text.push_str(&rest[..at]);
        facts += 1;
        let mut end = at + 1;
        match rest.as_bytes()[at] {
            b'#' => text.push_str(&figure(rng)),
            b'@' => text.push_str(&date(Language::English, rng)),
            b'%' => text.push_str(&person(Language::English, rng)),
            b'&' => text.push_str(&place(Language::English, rng)),
            _ => {
                end = rest.find('>').expect("a choice in a template is closed") + 1;
                let words: Vec<&str> = rest[at + 1..end - 1].split('|').collect();
                text.push_str(words[rng.below(words.len())]);
            }
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    (text, facts)
}
