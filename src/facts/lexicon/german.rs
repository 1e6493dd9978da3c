//! The German lexicon.
//!
//! Articles are in two groups, by case: `der Käufer zahlt dem Verkäufer` and `dem Käufer zahlt der Verkäufer`
//! are two statements. Prepositions that only give a place are function words. `aus`, `von`, `zu`, `nach`,
//! `für` and `durch` give a direction or an agent, so they are ordinary words.

use super::table::group::{
    ADVERB, ARTICLE, CONJUNCTION, COPULA, FEMININE, OBLIQUE, PERFECT, PREPOSITION, RELATIVE,
};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::German,
    function: &[
        (ARTICLE, Use::Free, "die das"),
        (ARTICLE | FEMININE, Use::Free, "der"),
        (OBLIQUE, Use::Free, "den dem des"),
        (ARTICLE, Use::Free, "ein eine"),
        (OBLIQUE, Use::Free, "einen einem eines"),
        (FEMININE, Use::Free, "einer"),
        (ARTICLE, Use::Bound, "diese dieses"),
        (ARTICLE | FEMININE, Use::Bound, "dieser"),
        (OBLIQUE, Use::Bound, "diesen diesem"),
        (RELATIVE, Use::Free, "dass daß welcher welche welches"),
        (PREPOSITION, Use::Free, "in im an am bei beim"),
        (CONJUNCTION, Use::Free, "und sowie"),
        (
            COPULA,
            Use::Bound,
            "ist sind war waren sei seien wird werden wurde wurden worden gewesen",
        ),
        (PERFECT, Use::Free, "hat haben hatte hatten habe"),
        (ADVERB, Use::Free, "auch ferner somit daher"),
    ],
    facts: "nicht nichts nie niemals niemand niemandem niemanden nirgends nirgendwo kein keine keinen \
            keinem keiner keines keinerlei keinesfalls keineswegs weder noch ohne nur lediglich \
            ausschließlich ausser außer ausgenommen bis sofern soweit falls wenn ob oder aber \
            sondern kaum selten fast beinahe etwa ungefähr genau muss muß müssen musste mussten \
            müsste müssten kann können konnte konnten könnte könnten darf dürfen durfte durften \
            dürfte dürften soll sollen sollte sollten will wollen wollte wollten mag mögen möchte \
            möchten würde würden wäre wären hätte hätten alle allen aller alles jede jeder jedes \
            jeden jedem einige einigen mehrere manche manchen viele vielen wenige wenigen mehr \
            weniger meist meisten mindestens höchstens beide beiden halb halbe immer stets manchmal \
            oft ja nein wahr falsch aus auf ab links rechts vor nach über unter null eins zwei \
            drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn \
            siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig \
            neunzig hundert tausend million millionen milliarde milliarden dutzend erste ersten \
            erster erstes zweite zweiten zweiter dritte dritten dritter vierte vierten fünfte \
            fünften letzte letzten letzter nächste nächsten vorige vorigen einmal zweimal dreimal \
            doppelt viertel gegen statt anstatt wieder",
};
