//! A SARIF message.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Message {
    pub(super) text: String,
}
