//! Likely opposites: pairs of words that must not replace one another.
//!
//! A long document may be removed although one ordinary word differs in the kept one. Without a dictionary a
//! synonym cannot be distinguished from an opposite. This module makes a wrong removal less likely, with a list of
//! common opposites, and a rule for words that differ in a prefix or an ending only (`increase`, `decrease`;
//! `vendor`, `vendee`).

use super::spelling::listed;

/// Two words with so many letters in common, at the start or at the end, are likely opposites.
const COMMON: usize = 4;

const PAIRS: &str = "\
    buyer seller vendor purchaser|buy sell|landlord tenant|lender borrower|employer employee|\
    doctor patient|teacher pupil student|plaintiff defendant|creditor debtor|parent child|\
    husband wife|man woman|men women|boy girl|boys girls|father mother|brother sister|son daughter|\
    king queen|master servant|host guest|client server|author reader|sender receiver recipient|\
    morning evening night noon|day night|today tomorrow yesterday|summer winter spring autumn|\
    early late|earlier later|old new young|north south east west|northern southern eastern western|\
    big small large little|high low|higher lower|long short|wide narrow|deep shallow|thick thin|\
    heavy light|strong weak|fast slow|quick slow|quickly slowly|hot cold warm cool|wet dry|full empty|\
    open closed shut|opened closed|opens closes|open close|start stop end finish|started stopped ended|\
    begin end|begins ends|began ended|win lose|won lost|pass fail|passed failed|succeed fail|\
    push pull fetch|pushed pulled fetched|send receive|sent received|give take|gave took|given taken|\
    come go|arrive leave depart|arrived departed|enter exit|import export|read write|load save store|\
    add remove delete subtract|added removed deleted|insert delete|inserted deleted|create destroy|\
    build destroy|grow shrink|rise fall|rose fell|raise lower|raised lowered|gain loss|profit loss|\
    increase decrease reduce|increased decreased reduced|enable disable|enabled disabled|\
    allow forbid deny prohibit|allowed forbidden denied prohibited|permit prohibit|permitted prohibited|\
    accept reject refuse|accepted rejected refused|agree refuse|grant deny|granted denied|love hate|\
    friend enemy|ally enemy|war peace|life death|alive dead|born died|guilty innocent|legal criminal|\
    true false|right wrong|good bad evil|better worse|best worst|safe dangerous|easy hard difficult|\
    simple complex|rich poor|cheap expensive|public private|national foreign|internal external|\
    inner outer|upper lower|front back rear|top bottom|inside outside|near far|positive negative|\
    minimum maximum|minimal maximal|shortest longest|major minor|majority minority|senior junior|\
    success failure|victory defeat|attack defence defend|lock unlock|bought sold|borrow lend|\
    black white red green blue yellow|sweet sour bitter salty|male female|single married|\
    horizontal vertical|column row|lock release|input output|download upload|forward backward";

/// Whether two words are likely opposites.
pub(super) fn may_be_opposites(a: &str, b: &str) -> bool {
    let same =
        |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).count();
    let start = same(&mut a.chars().zip(b.chars()));
    let end = same(&mut a.chars().rev().zip(b.chars().rev()));
    start >= COMMON || end >= COMMON || listed(PAIRS, a, b)
}
