//! Numbers of variable length: seven bits to a byte, the lowest first (LEB128).

/// Appends a number: one byte below 128, ten at most.
pub(super) fn put(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A signed number as an unsigned one that is small if the other is near 0.
pub(super) fn folded(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

/// The number that was [`folded`].
pub(super) fn unfolded(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Reads values from the start of some bytes. Each method returns none if they end too early.
#[derive(Clone, Copy, Debug)]
pub(super) struct Values<'b>(pub(super) &'b [u8]);

impl Values<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits {
                return None;
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn number32(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.bytes().map(|[byte]| byte)
    }
}

#[cfg(test)]
mod tests {
    use super::{Values, folded, put, unfolded};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(numbers in proptest::collection::vec(any::<u64>(), 0..9)) {
            let mut bytes = Vec::new();
            for &number in &numbers {
                put(number >> (number % 64), &mut bytes);
            }
            let mut values = Values(&bytes);
            for number in numbers {
                prop_assert_eq!(values.number(), Some(number >> (number % 64)));
            }
            prop_assert_eq!(values.number(), None);
        }

        #[test]
        fn folding_is_one_to_one(number in any::<i64>()) {
            prop_assert_eq!(unfolded(folded(number)), number);
        }

        #[test]
        fn no_bytes_are_read_as_more_than_64_bits(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
            if let Some(number) = Values(&bytes).number() {
                let mut again = Vec::new();
                put(number, &mut again);
                prop_assert_eq!(Values(&again).number(), Some(number));
            }
        }
    }

    #[test]
    fn a_number_that_does_not_fit_is_none() {
        assert_eq!(Values(&[0xff; 10]).number(), None);
        assert_eq!(Values(&[0x80; 3]).number(), None);
        let mut bytes = Vec::new();
        put(u64::MAX, &mut bytes);
        assert_eq!((bytes.len(), Values(&bytes).number()), (10, Some(u64::MAX)));
        assert_eq!(Values(&bytes).number32(), None);
    }
}
