//! The Spanish lexicon.
//!
//! Function words are articles and the verbs of compound tenses. `a`, `por`, `para`, `con`, `desde` and `hacia`
//! give a direction, an agent or a recipient, so they are ordinary words.

use super::table::group::{ADVERB, ARTICLE, CONJUNCTION, COPULA, PERFECT, PREPOSITION, RELATIVE};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::Spanish,
    function: &[
        (ARTICLE, Use::Free, "el la los las un una unos unas"),
        (ARTICLE, Use::Bound, "este esta estos estas"),
        (PREPOSITION | ARTICLE, Use::Free, "de del"),
        (PREPOSITION, Use::Free, "en"),
        (RELATIVE, Use::Free, "que"),
        (CONJUNCTION, Use::Free, "y e"),
        (
            COPULA,
            Use::Bound,
            "es son era eran fue fueron sea sean ser sido está están estaba estaban",
        ),
        (PERFECT, Use::Free, "ha han había habían haya hayan"),
        (ADVERB, Use::Free, "también además"),
    ],
    facts: "no ni nunca jamás nada nadie ningún ninguno ninguna ningunos ningunas tampoco sin solo \
            sólo solamente únicamente salvo excepto menos más sino pero o u si hasta casi apenas \
            aproximadamente exactamente todo toda todos todas cada algún alguno alguna algunos \
            algunas varios varias mucho muchos muchas poco pocos pocas ambos ambas siempre veces \
            puede pueden podía podían podrá podrán podría podrían debe deben debía debían deberá \
            deberán debería deberían quiere quieren verdadero falso verdadera falsa sí antes después \
            sobre bajo contra cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece \
            catorce quince dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta \
            cincuenta sesenta setenta ochenta noventa cien ciento cientos mil millón millones docena \
            primero primera primer segundo segunda tercero tercera tercer cuarto cuarta quinto \
            quinta último última últimos últimas medio media mitad doble vez izquierda derecha",
};
