//! Time stamps at the starts of lines, in the forms that programs write.
//!
//! | Written by | Example |
//! |---|---|
//! | logs | `2024-05-17 10:00:01,123`, `2024-05-17T10:00:01.5Z`, `17/May/2024:10:00:01 +0000` |
//! | the system log | `May 17 10:00:01`, `Fri May 17 10:00:01 2024`, `[    1.234567]` |
//! | transcripts | `[00:12:03]`, `(0:12)`, `00:12:03.450 --> 00:12:05.100` |
//! | chats | `[10:15]`, `12/03/2024, 10:15 - `, `[12.03.24, 10:15:02 PM]` |

/// A time stamp at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeStamp {
    /// Its length, including the white space around it and the delimiter after it.
    pub(super) len: usize,
    /// Whether it is only hours and minutes without a bracket. Timetables have such times, as
    /// content.
    pub(super) is_weak: bool,
    /// Whether its last two digits are a multiple of five, as in timetables.
    pub(super) is_round: bool,
}

/// The time stamp at the start of a line.
pub(super) fn time_stamp(line: &str) -> Option<TimeStamp> {
    let mut cursor = Cursor { bytes: line.as_bytes(), at: 0 };
    cursor.spaces();
    let close = match cursor.peek() {
        Some(b'[') => Some(b']'),
        Some(b'(') => Some(b')'),
        Some(b'<') => Some(b'>'),
        _ => None,
    };
    cursor.at += usize::from(close.is_some());
    let is_uptime = close == Some(b']') && cursor.attempt(Cursor::uptime).is_some();
    let (mut is_weak, mut is_round) = (close.is_none(), false);
    if !is_uptime {
        let has_date = cursor.attempt(Cursor::date).is_some();
        if has_date {
            while matches!(cursor.peek(), Some(b',' | b' ' | b'T' | b':')) {
                cursor.at += 1;
            }
        }
        let start = cursor.at;
        let has_seconds = cursor.attempt(Cursor::time)?;
        let figures = line[start..cursor.at].trim_end_matches(|c: char| !c.is_ascii_digit());
        is_round = figures.ends_with(['0', '5']);
        is_weak &= !has_date && !has_seconds;
        // `Fri May 17 10:00:01 2024`.
        if has_date {
            cursor.attempt(Cursor::year);
        }
    }
    if let Some(close) = close {
        (cursor.peek() == Some(close)).then_some(())?;
        cursor.at += 1;
    }
    let is_separated = matches!(cursor.peek(), None | Some(b' ' | b'\t' | b':' | b'-' | b'|'));
    (is_separated || close.is_some()).then_some(())?;
    cursor.spaces();
    for mark in ["-->", "->", "–", "-", "|", ":"] {
        if line[cursor.at..].starts_with(mark) {
            cursor.at += mark.len();
            cursor.spaces();
            // To the end of the cue.
            cursor.attempt(Cursor::time);
            break;
        }
    }
    cursor.spaces();
    Some(TimeStamp { len: cursor.at, is_weak, is_round })
}

const MONTHS: [&[u8]; 12] = [
    b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
];

const DAYS: [&[u8]; 7] = [b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"];

struct Cursor<'l> {
    bytes: &'l [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Takes a step, or stays in place if it fails.
    fn attempt<T>(&mut self, step: impl Fn(&mut Self) -> Option<T>) -> Option<T> {
        let at = self.at;
        let done = step(self);
        if done.is_none() {
            self.at = at;
        }
        done
    }

    /// Reads from `least` to `most` digits.
    fn figures(&mut self, least: usize, most: usize) -> Option<()> {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += len;
        (least..=most).contains(&len).then_some(())
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let found = self.peek().filter(|byte| bytes.contains(byte))?;
        self.at += 1;
        Some(found)
    }

    /// Reads a name of three letters, or a word that starts with one.
    fn name(&mut self, names: &[&[u8]]) -> Option<()> {
        let rest = &self.bytes[self.at..];
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let start = rest.get(..3)?.to_ascii_lowercase();
        self.at += len;
        ((3..=9).contains(&len) && names.contains(&&start[..])).then_some(())
    }

    /// `2024-05-17`, `12.3.24`, `17/May/2024`, `May 17`, `Fri May 17`, `Fri, 17 May 2024`.
    fn date(&mut self) -> Option<()> {
        if self.attempt(|it| it.name(&DAYS)).is_some() {
            self.one_of(b",");
            self.spaces();
        }
        if self.attempt(|it| it.name(&MONTHS)).is_some() {
            self.spaces();
            self.figures(1, 2)?;
            self.one_of(b",");
            self.attempt(Cursor::year);
            return Some(());
        }
        self.figures(1, 4)?;
        let mark = self.one_of(b"-/. ")?;
        if self.attempt(|it| it.name(&MONTHS)).is_none() {
            self.figures(1, 2).filter(|()| mark != b' ')?;
        }
        (self.one_of(b"-/. ")? == mark).then_some(())?;
        self.figures(2, 4)
    }

    fn year(&mut self) -> Option<()> {
        self.spaces();
        self.figures(4, 4)?;
        (self.peek() != Some(b':')).then_some(())
    }

    /// `10:00`, `1:02:03.450`, `10:00 PM`, `10:00:01+02:00`. Whether it has seconds.
    fn time(&mut self) -> Option<bool> {
        self.figures(1, 3)?;
        self.one_of(b":")?;
        self.figures(2, 2)?;
        let seconds = |it: &mut Self| {
            it.one_of(b":")?;
            it.figures(2, 2)
        };
        let has_seconds = self.attempt(seconds).is_some();
        self.attempt(|it| {
            it.one_of(b".,")?;
            it.figures(1, 9)
        });
        self.attempt(|it| {
            it.spaces();
            it.one_of(b"aApP")?;
            it.one_of(b".");
            it.one_of(b"mM")?;
            it.one_of(b".");
            (!it.peek().is_some_and(|byte| byte.is_ascii_alphanumeric())).then_some(())
        });
        self.one_of(b"Z");
        self.attempt(|it| {
            it.spaces();
            it.one_of(b"+-")?;
            it.figures(2, 4)?;
            it.one_of(b":").map_or(Some(()), |_| it.figures(2, 2))
        });
        Some(has_seconds)
    }

    /// Reads `[    1.234567`: seconds since the machine was started.
    fn uptime(&mut self) -> Option<()> {
        self.spaces();
        self.figures(1, 9)?;
        self.one_of(b".")?;
        self.figures(3, 9)
    }
}

#[cfg(test)]
mod tests {
    use super::time_stamp;

    #[test]
    fn times_are_recognised_as_programs_write_them() {
        for stamp in [
            "2024-05-17 10:00:01,123 ",
            "2024-05-17T10:00:01.5Z ",
            "[17/May/2024:10:00:01 +0000] ",
            "May 17 10:00:01 ",
            "Fri May 17 10:00:01 2024 ",
            "[    1.234567] ",
            "[00:12:03] ",
            "(0:12) ",
            "00:12:03.450 --> 00:12:05.100 ",
            "[10:15] ",
            "12/03/2024, 10:15 - ",
            "[12.03.24, 10:15:02 PM] ",
            "10:15:02: ",
            "2024-05-17 10:00 | ",
        ] {
            let line = format!("{stamp}text 10:00");
            let found = time_stamp(&line).map(|it| (it.len, it.is_weak));
            assert_eq!(found, Some((stamp.len(), false)), "{line}");
        }
        assert!(time_stamp("10:00 Opening").is_some_and(|it| it.is_weak));
        for line in [
            "2024-05-17 It rained.",
            "12 men",
            "[12] See there",
            "Mark 4:12 says",
            "May I ask?",
            "",
            "1:2",
            "§ 10:00x",
        ] {
            assert_eq!(time_stamp(line), None, "{line}");
        }
    }
}
