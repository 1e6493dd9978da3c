//! The Arabic lexicon.
//!
//! The article and the conjunction are written with the word behind them (`facts::inflection` removes them).
//! `إلى`, `من`, `ل`, `عن` and `ب` give a direction, an origin or a means, so they are ordinary words.

use super::table::group::{ADVERB, ARTICLE, COPULA, PREPOSITION, RELATIVE};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::Arabic,
    function: &[
        (ARTICLE, Use::Bound, "هذا هذه هؤلاء"),
        (PREPOSITION, Use::Free, "في"),
        (RELATIVE, Use::Free, "أن الذي التي الذين"),
        (ADVERB, Use::Free, "قد لقد إن و"),
        (COPULA, Use::Bound, "كان كانت كانوا يكون تكون هو هي"),
    ],
    facts: "لا لم لن ليس ليست ليسوا غير بدون دون إلا سوى عدا ما ولا ولم ولن فلا فلم فلن بلا كلا أو أم إذا لو \
            لولا حتى فقط يجب ينبغي يمكن يجوز لابد كل جميع بعض كثير قليل أكثر أقل معظم كلا نصف ربع دائما أحيانا أبدا نعم صحيح خطأ قبل بعد فوق تحت على إلى من عن مع ضد بين صفر واحد واحدة اثنان اثنين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين مئة مائة ألف آلاف مليون ملايين مليار الأول الأولى الثاني الثانية الثالث الثالثة الأخير الأخيرة مرة مرتين",
};
