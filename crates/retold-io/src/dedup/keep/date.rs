//! ISO 8601 dates as numbers that can be compared.

const DAY: i64 = 24 * 60 * 60;
const MICROS: i64 = 1_000_000;

/// The microseconds since 1970 of an ISO 8601 date: `2024`, `2024-05`, `2024-05-17` or `20240517`.
/// After a full date, a time may follow, separated by `T` or a space: `10:30`, `10:30:15`,
/// `10:30:15.25`, with `Z` or an offset such as `+02:00`. A missing part counts as the earliest
/// value, a missing offset as UTC.
pub(in crate::dedup) fn micros(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(text[at + 1..].trim_start())),
        None => (text, None),
    };
    let whole = if date.len() == 8 && !date.contains('-') {
        [date.get(..4)?, date.get(4..6)?, date.get(6..)?].join("-")
    } else {
        date.to_owned()
    };
    let parts: Vec<&str> = whole.split('-').collect();
    let year = number(parts.first()?, 4)?;
    let month = parts.get(1).map_or(Some(1), |part| number(part, 2))?;
    let day = parts.get(2).map_or(Some(1), |part| number(part, 2))?;
    let is_whole = parts.len() == 3;
    if parts.len() > 3
        || !(1..=12).contains(&month)
        || !(1..=month_length(year, month)).contains(&day)
    {
        return None;
    }
    let time = match time {
        Some(time) if is_whole => time_of_day(time)?,
        Some(_) => return None,
        None => 0,
    };
    Some(days(year, month, day) * DAY * MICROS + time)
}

/// A time as a year with a fraction, so that dates and bare years are on one scale. For years
/// around 2000, the precision of `f64` is about seven microseconds.
pub(in crate::dedup) fn years(micros: i64) -> f64 {
    let day = micros.div_euclid(DAY * MICROS);
    let mut year = 1970 + day.div_euclid(366);
    while days(year + 1, 1, 1) <= day {
        year += 1;
    }
    let start = days(year, 1, 1);
    let length = (days(year + 1, 1, 1) - start) * DAY * MICROS;
    year as f64 + (micros - start * DAY * MICROS) as f64 / length as f64
}

/// The value of a text of exactly `digits` digits.
fn number(text: &str, digits: usize) -> Option<i64> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn month_length(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days since 1970 in the Gregorian calendar. Internally the year starts in March, so that the
/// leap day is its last day.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Microseconds since midnight, UTC.
fn time_of_day(text: &str) -> Option<i64> {
    let (time, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => (text[..at].trim_end(), zone(&text[at..])?),
        None => (text, 0),
    };
    let (time, fraction) = time.split_once(['.', ',']).unwrap_or((time, "0"));
    let mut parts = time.split(':');
    let hour = number(parts.next()?, 2)?;
    let minute = number(parts.next()?, 2)?;
    let second = parts.next().map_or(Some(0), |part| number(part, 2))?;
    // The second 60 occurs: it is a leap second.
    if parts.next().is_some() || hour > 24 || minute > 59 || second > 60 || fraction.is_empty() {
        return None;
    }
    let mut micros = 0;
    for (digit, worth) in fraction.bytes().zip([100_000, 10_000, 1_000, 100, 10, 1]) {
        micros += i64::from(digit.checked_sub(b'0').filter(|&digit| digit < 10)?) * worth;
    }
    // `24:00` is the end of the day; a later time is invalid.
    let is_within = hour < 24 || (minute, second, micros) == (0, 0, 0);
    is_within.then_some(((hour * 60 + minute - offset) * 60 + second) * MICROS + micros)
}

/// Minutes that a time zone is ahead of UTC.
fn zone(text: &str) -> Option<i64> {
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return (text.len() == 1).then_some(0),
    };
    let (hours, minutes) = match text[1..].split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if text.len() == 3 => (&text[1..], "00"),
        None => (text.get(1..3)?, text.get(3..)?),
    };
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (60 * hours + minutes))
}

#[cfg(test)]
mod tests {
    use super::{micros, years};

    #[test]
    fn dates_in_iso_form_are_read() {
        assert_eq!(micros("1970-01-01"), Some(0));
        assert_eq!(micros("1970-01-01T00:00:01.5Z"), Some(1_500_000));
        assert_eq!(micros("2000-03-01"), Some(951_868_800_000_000));
        assert_eq!(micros("2024-05-17T10:30:00+02:00"), micros("2024-05-17 08:30"));
        assert_eq!(micros("20240517"), micros("2024-05-17"));
        assert_eq!(micros("2024"), micros("2024-01-01T00:00Z"));
        assert_eq!(micros("2024-02-29T23:59:60-0130"), micros("2024-03-01T01:30"));
        assert_eq!(micros("2024-05-17T24:00:00.0-05"), micros("2024-05-18T05:00"));
    }

    #[test]
    fn years_are_in_the_order_of_their_times() {
        assert_eq!(years(0).to_bits(), 1970f64.to_bits());
        let texts = [
            "1899-12-31",
            "1900",
            "1969-12-31T23:59:59",
            "2023-12-31T23:59Z",
            "2023-12-31T23:30-05:00",
            "2024-02-29",
            "2024-12-31T23:59:59.9",
            "2025",
        ];
        let all: Vec<f64> = texts.iter().filter_map(|it| micros(it)).map(years).collect();
        assert!(all.len() == texts.len() && all.is_sorted_by(|a, b| a < b), "{all:?}");
    }

    #[test]
    fn other_text_is_no_date() {
        for text in [
            "",
            "yesterday",
            "2024-13-01",
            "2023-02-29",
            "17.5.2024",
            "2024-5-17",
            "2024-05T10:00",
            "2024-05-17T25:00",
            "2024-05-17T10",
            "2024-05-17T24:30",
            "2024-05-17T24:00:01",
            "2024-05-17T24:00:00.5",
            "2024-05-17T10:30+99:99",
            "2024-05-17T10:30+24",
            "2024-05-17T10:30+0:200",
            "2024-05-17T10:30+é",
            "12345",
            "2024-05-17-01",
            "é024-05-17",
            "2024051é",
        ] {
            assert_eq!(micros(text), None, "{text}");
        }
    }

    #[test]
    fn later_days_have_larger_numbers() {
        let mut before = i64::MIN;
        for year in 1896..1906 {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Some(now) = micros(&format!("{year}-{month:02}-{day:02}")) {
                        assert!(before == i64::MIN || now - before == 86_400_000_000);
                        before = now;
                    }
                }
            }
        }
    }
}
