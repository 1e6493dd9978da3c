//! A message of SARIF.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Message {
    pub(super) text: String,
}
