//! The French lexicon.
//!
//! Function words are articles, also those joined with `de` and `à`, and the verbs of compound tenses. `à`, `par`,
//! `pour`, `avec`, `vers` and `depuis` give a direction, an agent or a recipient, so they are ordinary words.

use super::table::group::{ADVERB, ARTICLE, CONJUNCTION, COPULA, PERFECT, PREPOSITION, RELATIVE};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::French,
    function: &[
        (ARTICLE, Use::Free, "le la les un une des"),
        (ARTICLE, Use::Bound, "ce cet cette ces"),
        (PREPOSITION | ARTICLE, Use::Free, "de du d'un d'une"),
        (PREPOSITION, Use::Free, "en dans"),
        (RELATIVE, Use::Free, "que qui"),
        (CONJUNCTION, Use::Free, "et"),
        (COPULA, Use::Bound, "est sont était étaient fut furent été être soit soient"),
        (PERFECT, Use::Free, "a ont avait avaient ait aient ayant"),
        (ADVERB, Use::Free, "aussi ainsi également donc"),
    ],
    facts: "ne non ni pas point jamais rien personne aucun aucune aucuns aucunes nul nulle nullement \
            guère sans seul seule seuls seulement uniquement sauf excepté hormis hors sinon mais \
            ou si jusque presque environ exactement moins plus plusieurs quelques chaque tout toute \
            tous toutes certains certaines peu beaucoup trop assez toujours parfois souvent rarement \
            peut peuvent pouvait pouvaient pourra pourront pourrait pourraient doit doivent devait \
            devaient devra devront devrait devraient faut fallait faudra veut veulent vrai fausse \
            vraie faux oui avant après dessus dessous sur sous contre zéro deux trois quatre cinq six \
            sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante \
            cinquante soixante cent cents mille million millions milliard milliards douzaine premier \
            première premiers premières deuxième second seconde troisième quatrième cinquième \
            dernier dernière derniers dernières demi demie moitié tiers quart double fois gauche \
            droite autre autres",
};
