//! The Dutch lexicon.
//!
//! Function words are articles, prepositions of place and the verbs of compound tenses. `naar`, `uit`, `door`,
//! `voor` and `met` give a direction, an agent or a recipient, so they are ordinary words.

use super::table::group::{ADVERB, ARTICLE, CONJUNCTION, COPULA, PERFECT, PREPOSITION, RELATIVE};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::Dutch,
    function: &[
        (ARTICLE, Use::Free, "de het een"),
        (ARTICLE, Use::Bound, "deze dit"),
        (RELATIVE, Use::Bound, "die dat"),
        (PREPOSITION, Use::Free, "van in te bij"),
        (CONJUNCTION, Use::Free, "en"),
        (COPULA, Use::Bound, "is zijn was waren wordt worden werd werden geweest"),
        (PERFECT, Use::Free, "heeft hebben had hadden"),
        (ADVERB, Use::Free, "ook tevens"),
    ],
    facts: "niet niets nooit niemand nergens geen noch zonder alleen slechts enkel behalve tenzij tot \
            maar als indien of bijna ongeveer precies alle alles elke elk ieder iedere enkele \
            sommige veel vele weinig meer minder meeste beide altijd soms vaak zelden moet moeten \
            moest moesten mag mogen mocht mochten kan kunnen kon konden zal zullen zou zouden wil \
            willen waar onwaar ja nee voor na boven onder op af links rechts tegen nul één twee drie \
            vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig zestig \
            zeventig tachtig negentig honderd duizend miljoen miljard dozijn eerste tweede derde \
            vierde laatste volgende vorige eenmaal tweemaal half halve dubbel keer",
};
