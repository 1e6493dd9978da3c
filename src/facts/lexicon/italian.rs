//! The Italian lexicon.
//!
//! Function words are articles, also those joined with `di` and `in`, and the verbs of compound tenses. `a`, `da`,
//! `per`, `con` and their joined forms give a direction, an agent or a recipient, so they are ordinary words.

use super::table::group::{ADVERB, ARTICLE, CONJUNCTION, COPULA, PERFECT, PREPOSITION, RELATIVE};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::Italian,
    function: &[
        (ARTICLE, Use::Free, "il lo la i gli le un uno una"),
        (ARTICLE, Use::Bound, "questo questa questi queste"),
        (
            PREPOSITION,
            Use::Free,
            "di del dello della dei degli delle in nel nello nella nei negli nelle",
        ),
        (RELATIVE, Use::Free, "che"),
        (CONJUNCTION, Use::Free, "e ed"),
        (COPULA, Use::Bound, "è sono era erano fu furono sia siano essere stato stata stati state"),
        (PERFECT, Use::Free, "ha hanno aveva avevano abbia abbiano"),
        (ADVERB, Use::Free, "anche inoltre"),
    ],
    facts: "non né mai niente nulla nessuno nessun nessuna neppure nemmeno senza solo soltanto \
            solamente unicamente tranne eccetto salvo ma o se fino quasi circa esattamente tutto \
            tutta tutti tutte ogni ciascuno qualche alcuni alcune molti molte pochi poche più meno \
            entrambi entrambe sempre spesso può possono poteva potevano potrà potranno potrebbe \
            potrebbero deve devono doveva dovevano dovrà dovranno dovrebbe dovrebbero vuole vogliono \
            vero vera falso falsa sì no prima dopo sopra sotto contro zero due tre quattro cinque sei \
            sette otto nove dieci undici dodici venti trenta quaranta cinquanta sessanta settanta \
            ottanta novanta cento mille mila milione milioni miliardo miliardi dozzina primo primi \
            seconda secondo terzo terza ultimo ultima ultimi ultime mezzo mezza metà doppio volta \
            volte sinistra destra",
};
