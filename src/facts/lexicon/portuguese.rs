//! The Portuguese lexicon.
//!
//! Function words are articles, also those joined with `de` and `em`, and the verbs of compound tenses. `para`,
//! `por`, `com`, `desde` and `ao` give a direction, an agent or a recipient, so they are ordinary words.

use super::table::group::{ADVERB, ARTICLE, CONJUNCTION, COPULA, PERFECT, PREPOSITION, RELATIVE};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::Portuguese,
    function: &[
        (ARTICLE, Use::Free, "o os as um uma uns umas"),
        (ARTICLE, Use::Bound, "este esta estes estas"),
        (PREPOSITION, Use::Free, "de do da dos das em no na nos nas"),
        (RELATIVE, Use::Free, "que"),
        (CONJUNCTION, Use::Free, "e"),
        (
            COPULA,
            Use::Bound,
            "é são era eram foi foram seja sejam ser sido está estão estava estavam",
        ),
        (PERFECT, Use::Free, "tem têm tinha tinham há havia haviam"),
        (ADVERB, Use::Free, "também além"),
    ],
    facts: "não nem nunca jamais nada ninguém nenhum nenhuma nenhuns nenhumas sem só somente apenas \
            exceto salvo menos mais mas ou se até quase cerca exatamente tudo todo toda todos todas \
            cada algum alguma alguns algumas vários várias muito muitos muitas pouco poucos poucas \
            ambos ambas sempre vezes pode podem podia podiam poderá poderão poderia poderiam deve \
            devem devia deviam deverá deverão deveria deveriam quer querem verdadeiro falso sim \
            antes depois sobre sob contra zero dois duas três quatro cinco seis sete oito nove dez \
            onze doze vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento mil \
            milhão milhões dúzia primeiro primeira segundo segunda terceiro terceira último última \
            meio meia metade dobro vez esquerda direita",
};
