//! The conversion between a value of a column and JSON, without loss.
//!
//! | Physical type | JSON |
//! |---|---|
//! | `BOOLEAN` | `true`, `false` |
//! | `INT32`, `INT64` | the number, signed |
//! | `FLOAT`, `DOUBLE` | the number; infinities and NaN as bytes |
//! | `BYTE_ARRAY`, `FIXED_LEN_BYTE_ARRAY` | a string if it is UTF-8, or else bytes |
//! | `INT96` | bytes |
//!
//! Bytes are `{"base64":"…"}`; numbers have their least significant byte first.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use parquet::data_type::{AsBytes, ByteArray, FixedLenByteArray, Int96};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value as Json, json};
use std::borrow::Cow;

/// A value of a physical type.
pub(super) trait Value: AsBytes + Sized {
    /// Whether values of a column differ in length.
    const HAS_LENGTH: bool = false;

    fn to_json(&self) -> Json {
        base64(self.as_bytes())
    }

    /// The value that `to_json` wrote.
    fn from_json(json: &RawValue) -> Option<Self>;

    /// The value with these bytes, for types of variable length.
    fn from_bytes(_: Vec<u8>) -> Option<Self> {
        None
    }
}

fn base64(bytes: &[u8]) -> Json {
    json!({ "base64": BASE64_STANDARD.encode(bytes) })
}

/// Bytes as a string or in Base64.
#[derive(Deserialize)]
#[serde(untagged)]
enum Bytes<'a> {
    Text(#[serde(borrow)] Cow<'a, str>),
    Base64 { base64: String },
}

fn bytes(json: &RawValue) -> Option<Vec<u8>> {
    match serde_json::from_str(json.get()).ok()? {
        Bytes::Text(text) => Some(text.into_owned().into_bytes()),
        Bytes::Base64 { base64 } => BASE64_STANDARD.decode(base64).ok(),
    }
}

fn text(bytes: &[u8]) -> Json {
    std::str::from_utf8(bytes).map_or_else(|_| base64(bytes), Json::from)
}

macro_rules! plain {
    ($($of:ty),*) => {$(
        impl Value for $of {
            fn to_json(&self) -> Json {
                Json::from(*self)
            }

            fn from_json(json: &RawValue) -> Option<$of> {
                serde_json::from_str(json.get()).ok()
            }
        }
    )*};
}

plain!(bool, i32, i64);

macro_rules! float {
    ($($of:ty),*) => {$(
        impl Value for $of {
            fn to_json(&self) -> Json {
                if self.is_finite() { json!(self) } else { base64(&self.to_le_bytes()) }
            }

            fn from_json(json: &RawValue) -> Option<$of> {
                match json.get().starts_with('{') {
                    true => Some(<$of>::from_le_bytes(bytes(json)?.try_into().ok()?)),
                    false => json.get().parse().ok(),
                }
            }
        }
    )*};
}

float!(f32, f64);

impl Value for Int96 {
    fn from_json(json: &RawValue) -> Option<Int96> {
        let bytes: [u8; 12] = bytes(json)?.try_into().ok()?;
        let [a, b, c] = [0, 4, 8].map(|at| {
            let word = bytes[at..at + 4].try_into().expect("four bytes");
            u32::from_le_bytes(word)
        });
        let mut value = Int96::new();
        value.set_data(a, b, c);
        Some(value)
    }
}

impl Value for ByteArray {
    const HAS_LENGTH: bool = true;

    fn to_json(&self) -> Json {
        text(self.data())
    }

    fn from_json(json: &RawValue) -> Option<ByteArray> {
        bytes(json).map(ByteArray::from)
    }

    fn from_bytes(bytes: Vec<u8>) -> Option<ByteArray> {
        Some(ByteArray::from(bytes))
    }
}

impl Value for FixedLenByteArray {
    fn to_json(&self) -> Json {
        text(self.as_bytes())
    }

    fn from_json(json: &RawValue) -> Option<FixedLenByteArray> {
        bytes(json).map(FixedLenByteArray::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Value;
    use parquet::data_type::{AsBytes, ByteArray, FixedLenByteArray, Int96};
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use serde_json::value::to_raw_value;

    /// The bytes of a value that was written as JSON and read again.
    fn again<V: Value>(value: &V) -> Option<Vec<u8>> {
        let json = to_raw_value(&value.to_json()).ok()?;
        V::from_json(&json).map(|value| value.as_bytes().to_vec())
    }

    proptest! {
        #[test]
        fn every_value_comes_back_bit_for_bit(
            (truth, small, large) in any::<(bool, i32, i64)>(),
            (single, double) in any::<(u32, u64)>(),
            bytes in any::<Vec<u8>>(),
            text in any::<String>(),
            words in any::<[u32; 3]>(),
        ) {
            // All bits, including those of NaN and of -0.
            let (single, double) = (f32::from_bits(single), f64::from_bits(double));
            let mut wide = Int96::new();
            wide.set_data(words[0], words[1], words[2]);
            prop_assert_eq!(again(&truth), Some(truth.as_bytes().to_vec()));
            prop_assert_eq!(again(&small), Some(small.as_bytes().to_vec()));
            prop_assert_eq!(again(&large), Some(large.as_bytes().to_vec()));
            prop_assert_eq!(again(&single), Some(single.as_bytes().to_vec()));
            prop_assert_eq!(again(&double), Some(double.as_bytes().to_vec()));
            prop_assert_eq!(again(&-0.0_f64), Some((-0.0_f64).as_bytes().to_vec()));
            prop_assert_eq!(again(&wide), Some(wide.as_bytes().to_vec()));
            prop_assert_eq!(again(&ByteArray::from(bytes.clone())), Some(bytes.clone()));
            prop_assert_eq!(again(&FixedLenByteArray::from(bytes.clone())), Some(bytes));
            prop_assert_eq!(again(&ByteArray::from(text.as_str())), Some(text.into_bytes()));
        }
    }
}
