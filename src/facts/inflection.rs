//! Inflection: forms of one word that differ in number, case or tense.
//!
//! Two words are forms of one word if both are a common stem with two endings of one set. A set has a minimum
//! number of letters for the stem: with shorter ones (`as`, `ass`) endings say nothing.
//!
//! Worked example: `dealers` and `dealer` have the stem `dealer` and the endings `s` and the empty one, which are
//! both in the first set of English. `stories` and `story` have the stem `stor` and the endings `ies` and `y` of the
//! third set. `employer` and `employ` differ by `er`, which is in no set.
//!
//! A set contains only endings that never make another word. So some common endings are missing on purpose:
//! - `-er` in English (`employ`, `employer`) and of German nouns (`Miete`, `Mieter`);
//! - the Spanish pair `-o`, `-a` (`hijo`, `hija`), in one set;
//! - the Russian `-ся`, which turns the object of a verb into its subject.
//!
//! Cost: the endings of all sets of a language for each pair of words.

use super::lexicon::Language;
use super::lexicon::english::{APART, IRREGULAR};
use super::spelling::{listed, plain};

/// The fewest letters of a stem, and the endings that it can have.
type Set = (usize, &'static [&'static str]);

const ENGLISH: &[Set] = &[
    // `walk`, `walks`, `walked`, `walking`.
    (3, &["", "s", "ed", "ing", "'s"]),
    // `use`, `uses`, `used`, `using`: the final `e` is an ending, so a stem of two letters is enough.
    (2, &["e", "es", "ed", "ing"]),
    // `try`, `tries`, `tried`, `trying`.
    (2, &["y", "ies", "ied", "ying"]),
];

/// Word endings in English behind which the plural is `-es`.
const SIBILANTS: [&str; 6] = ["s", "x", "z", "ch", "sh", "o"];

const GERMAN_NOUNS: &[Set] = &[
    (3, &["", "e", "en", "es", "s", "n", "ens"]),
    (3, &["in", "innen"]),
    (3, &["um", "en", "ums"]),
    (3, &["er", "ers", "ern"]),
];

const GERMAN: &[Set] = &[
    (3, &["", "e", "en", "er", "es", "em"]),
    (3, &["", "e", "en", "st", "t", "te", "ten", "test", "tet", "n"]),
    (3, &["e", "est", "et", "ete", "eten", "en", "etet"]),
];

const FRENCH: &[Set] = &[
    (3, &["", "s", "x"]),
    (3, &["al", "aux"]),
    (3, &["i", "ie", "is", "ies"]),
    (3, &["u", "ue", "us", "ues"]),
    (4, &["if", "ive", "ifs", "ives"]),
    (
        4,
        &[
            "e", "es", "ee", "ees", "ent", "er", "ons", "ez", "ait", "aient", "ant", "a", "erent",
            "era", "eront",
        ],
    ),
];

const SPANISH: &[Set] = &[
    (3, &["", "s"]),
    (3, &["", "es"]),
    (3, &["ar", "a", "an", "aba", "aban", "ado", "ados", "ando", "aron"]),
    (3, &["er", "ir", "e", "en", "ia", "ian", "ido", "idos", "iendo", "ieron"]),
];

const ITALIAN: &[Set] = &[
    // Singular and plural only. `-o` and `-a` in one set would pair `figlio` and `figlia`.
    (3, &["o", "i"]),
    (3, &["a", "e"]),
    (3, &["e", "i"]),
    (3, &["are", "a", "ano", "ato", "ava", "avano", "ando"]),
];

const PORTUGUESE: &[Set] = &[
    (3, &["", "s"]),
    (3, &["", "es"]),
    (3, &["ao", "oes", "aos", "aes"]),
    (3, &["al", "ais"]),
    (3, &["el", "eis"]),
    (3, &["m", "ns"]),
    (3, &["ar", "a", "am", "ado", "ados", "ando", "ou", "aram", "ava", "avam"]),
];

const DUTCH: &[Set] = &[
    (3, &["", "s", "'s", "en"]),
    (3, &["", "e"]),
    (3, &["", "t", "en", "de", "den", "te", "ten"]),
];

const RUSSIAN: &[Set] = &[
    (
        4,
        &[
            "", "а", "я", "о", "е", "у", "ю", "ы", "и", "ь", "ом", "ем", "ой", "ей", "ою", "ею",
            "ам", "ям", "ами", "ями", "ах", "ях", "ов", "ев", "ью",
        ],
    ),
    (
        3,
        &[
            "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым",
            "им", "ую", "юю", "ых", "их", "ыми", "ими", "ом", "ем", "ей",
        ],
    ),
    (3, &["ия", "ии", "ию", "ией", "ий", "иям", "иями", "иях", "ие", "ием", "ию"]),
    (3, &["ть", "л", "ла", "ло", "ли", "ет", "ют", "ем", "ете", "ешь"]),
    (3, &["ить", "ил", "ила", "или", "ит", "ят", "ат", "им", "ите", "ишь"]),
];

const ARABIC: &[Set] = &[(3, &["", "ات"]), (3, &["ه", "ات"]), (3, &["", "ون", "ين"])];

/// Whether two words are forms of one; `is_noun` if both have a capital letter where only nouns do.
pub(super) fn same_word(a: &str, b: &str, language: Language, is_noun: bool) -> bool {
    let (a, b) = (plain(a, Some(language)), plain(b, Some(language)));
    match language {
        Language::English => english(&a, &b),
        Language::German if is_noun => same_stem(&a, &b, GERMAN_NOUNS) || has_umlaut(&a, &b),
        Language::German => same_stem(&a, &b, GERMAN),
        Language::French => same_stem(unelided(&a), unelided(&b), FRENCH),
        Language::Spanish => same_stem(&a, &b, SPANISH),
        Language::Italian => same_stem(&a, &b, ITALIAN),
        Language::Portuguese => same_stem(&a, &b, PORTUGUESE),
        Language::Dutch => same_stem(&a, &b, DUTCH),
        Language::Russian => same_stem(&a, &b, RUSSIAN),
        Language::Arabic => {
            let (a, b) = (without_article(&a), without_article(&b));
            a == b || same_stem(a, b, ARABIC)
        }
        Language::Chinese | Language::Japanese => false,
    }
}

fn english(a: &str, b: &str) -> bool {
    if [a, b].iter().any(|word| APART.split_whitespace().any(|it| it == *word)) {
        return false;
    }
    if listed(IRREGULAR, a, b) || same_stem(a, b, ENGLISH) {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let Some(ending) = long.strip_prefix(short) else { return false };
    if ending == "es" {
        return short.len() >= 3 && SIBILANTS.iter().any(|end| short.ends_with(end));
    }
    // A doubled consonant: `stop`, `stopped`.
    let doubled = short.chars().next_back().and_then(|last| ending.strip_prefix(last));
    short.len() >= 3 && matches!(doubled, Some("ed" | "ing"))
}

/// Whether two German nouns differ by an umlaut and the ending `-e` or `-en`: `Vertrag`, `Verträge`.
fn has_umlaut(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let Some(long) = long.strip_suffix("en").or_else(|| long.strip_suffix('e')) else {
        return false;
    };
    ["ae", "oe", "ue"].iter().any(|umlaut| {
        let Some(at) = long.rfind(umlaut) else { return false };
        let without = format!("{}{}", &long[..=at], &long[at + 2..]);
        without.len() >= 3 && without == short
    })
}

/// Without the French article that an apostrophe joins to its word.
fn unelided(word: &str) -> &str {
    word.strip_prefix("l'").unwrap_or(word)
}

/// Without the Arabic conjunction and article that are written with their word.
fn without_article(word: &str) -> &str {
    let long = |word: &&str| word.chars().count() >= 3;
    let rest = word.strip_prefix('و').filter(long).unwrap_or(word);
    rest.strip_prefix("ال").filter(long).unwrap_or(rest)
}

/// Whether both are one stem with endings of one set.
fn same_stem(a: &str, b: &str, sets: &[Set]) -> bool {
    if a == b {
        return true;
    }
    let common: usize =
        a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    // Every common prefix is tried as the stem, not the longest one only. `uses` and `used` both start with
    // `use`, but `s` and `d` are in no set together. Behind the stem `us`, the endings `es` and `ed` are.
    let cuts = a[..common].char_indices().map(|(at, _)| at).chain([common]);
    cuts.enumerate().any(|(letters, at)| {
        let (one, other) = (&a[at..], &b[at..]);
        sets.iter().any(|(least, endings)| {
            letters >= *least && endings.contains(&one) && endings.contains(&other)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::same_word;
    use crate::facts::lexicon::Language::{self, *};

    fn all(language: Language, is_noun: bool, expected: bool, pairs: &str) {
        for pair in pairs.split(", ") {
            let (a, b) = pair.split_once(' ').expect("two words");
            assert_eq!(same_word(a, b, language, is_noun), expected, "{language:?}: {pair}");
            assert_eq!(same_word(b, a, language, is_noun), expected, "{language:?}: {pair}");
        }
    }

    #[test]
    fn forms_of_one_word_are_one() {
        all(
            English,
            false,
            true,
            "dealer dealers, walk walked, walked walking, box boxes, city cities, carry carried, \
             stop stopped, use using, house houses, write wrote, man men, buyer buyer's",
        );
        all(
            German,
            true,
            true,
            "Vertrag Vertrages, Haus Hauses, Frau Frauen, Stadt Städte, Vertrag Verträge",
        );
        all(
            German,
            false,
            true,
            "alte alten, alter altes, sagt sagte, sagen sagte, arbeitet arbeitete",
        );
        all(
            French,
            false,
            true,
            "contrat contrats, journal journaux, symbolé symbolée, achète achètent",
        );
        all(Spanish, false, true, "contrato contratos, ciudad ciudades, firma firmaron");
        all(Italian, false, true, "contratto contratti, casa case");
        all(Portuguese, false, true, "contrato contratos, decisão decisões, jornal jornais");
        all(Dutch, false, true, "boek boeken, groot groots");
        all(
            Russian,
            false,
            true,
            "договор договора, новый нового, подписал подписала, история истории",
        );
        all(Arabic, false, true, "كتاب الكتاب, والمدينة المدينة, شركة شركات, مهندسون مهندسين");
    }

    #[test]
    fn different_words_of_one_root_are_no_forms() {
        all(
            English,
            false,
            false,
            "buyer buy, employer employee, payer payee, lessor lessee, high higher, morning morn, \
             seller teller, legal illegal, plan planes, news new, care careless, lower lowest",
        );
        all(
            German,
            true,
            false,
            "Miete Mieter, Käufer Verkäufer, Verkauf Verkäufer, Lehre Lehrer, Mutter Mütter",
        );
        all(German, false, false, "wurde würde, konnte könnte, bekannt unbekannt");
        all(French, false, false, "vendeur vendre, port porte, légal illégal");
        all(Spanish, false, false, "hijo hija, vendedor vendedora, pago paga");
        all(Russian, false, false, "покупатель покупать, моет моется, верно неверно");
        all(Arabic, false, false, "كاتب كتاب, بائع مشتري, قبل بعد");
    }
}
