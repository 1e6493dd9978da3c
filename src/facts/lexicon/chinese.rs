//! The Chinese lexicon.
//!
//! A token is a character, so a function word is one character that is hardly ever part of a longer word: the
//! particles of attribute, aspect and mood. `把` and `被` mark object and agent, so they are ordinary words.

use super::table::group::{ADVERB, ARTICLE};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::Chinese,
    function: &[
        (ARTICLE, Use::Free, "的 地 得 之"),
        (ADVERB, Use::Free, "了 着 著 啊 呀 呢 嘛 啦"),
    ],
    facts: "不 没 沒 無 无 未 非 莫 勿 别 別 否 毋 只 仅 僅 除 或 若 如 必 须 須 应 應 能 可 会 會 \
            都 每 各 全 某 些 多 少 最 更 半 零 一 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 \
            两 兩 第 初 末 前 后 後 上 下 左 右 内 外 是 对 對 错 錯 真 假 开 開 关 關 把 被 让 讓 给 給",
};
