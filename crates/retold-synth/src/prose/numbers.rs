//! Figures and dates.

use crate::language::Language;
use crate::rng::Rng;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const RUSSIAN: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const ARABIC: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];

/// A number as in text: a count, a year, a decimal, or one with thousands separators.
pub(crate) fn figure(rng: &mut Rng) -> String {
    match rng.below(10) {
        0..=3 => rng.between(2, 99).to_string(),
        4..=5 => rng.between(100, 999).to_string(),
        6 => rng.between(1700, 2030).to_string(),
        7..=8 => format!("{}.{}", rng.between(0, 99), rng.between(1, 99)),
        _ => format!("{},{:03}", rng.between(1, 999), rng.below(1000)),
    }
}

/// A day of the years 1800 to 2029.
pub(crate) fn date(language: Language, rng: &mut Rng) -> String {
    let (day, month, year) = (rng.between(1, 28), rng.below(12), rng.between(1800, 2029));
    match language {
        Language::English if rng.chance(500) => format!("{} {day}, {year}", ENGLISH[month]),
        Language::English => format!("{day} {} {year}", ENGLISH[month]),
        Language::Russian => format!("{day} {} {year} года", RUSSIAN[month]),
        Language::Arabic => format!("{day} {} {year}", ARABIC[month]),
        Language::Hindi | Language::Thai => format!("{day}/{}/{year}", month + 1),
        Language::Chinese | Language::Japanese => format!("{year}年{}月{day}日", month + 1),
    }
}
