//! Sizes in bytes as users write them: `2GiB`, `500 MB`.

/// The units in lower case, with their numbers of bytes.
const UNITS: [(&str, u64); 13] = [
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("tb", 1_000_000_000_000),
    ("k", 1 << 10),
    ("m", 1 << 20),
    ("g", 1 << 30),
    ("t", 1 << 40),
    ("b", 1),
];

/// Parses `2GiB`, `500 MB`, `1.5g` or a number of bytes.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let wrong = || "must be a size, such as 2GiB, 500MB or a number of bytes".to_owned();
    let lower = text.trim().to_ascii_lowercase();
    let unit = UNITS.iter().find_map(|&(unit, bytes)| Some((lower.strip_suffix(unit)?, bytes)));
    let (number, bytes) = unit.unwrap_or((&lower, 1));
    let number = number.trim();
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = number.parse().ok().filter(|_| is_plain).ok_or_else(wrong)?;
    let bytes = number * bytes as f64;
    if bytes >= 1.0 && bytes < u64::MAX as f64 { Ok(bytes as u64) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("2GiB", 2 << 30),
            ("500MB", 500_000_000),
            ("500 mb", 500_000_000),
            ("1.5g", 3 << 29),
            ("4096", 4096),
            ("7B", 7),
        ] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "GiB", "-1GB", "1e9", "inf", "0", "0.1", "2 apples", "99999999999 TiB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
