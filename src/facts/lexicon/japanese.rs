//! The Japanese lexicon.
//!
//! A token is a character. `が` and `は` both mark the topic or subject. `を`, `に`, `へ`, `で` and `と` mark
//! object, direction, place and company, so they are ordinary characters. The particles at the end of a sentence
//! (`よ`, `ね`) are parts of many words and are in no list.

use super::table::group::ARTICLE;
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::Japanese,
    function: &[(ARTICLE, Use::Bound, "は が"), (ARTICLE, Use::Free, "の")],
    facts: "不 無 未 非 否 な ま せ ん ず ぬ を に へ で と も か 可 必 全 各 毎 半 一 二 三 四 五 六 七 八 九 十 百 千 万 億 零 前 後 上 下 左 右 内 外",
};
