//! The JSON report.

use super::escape::to_writer;
use retold::Report;
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    to_writer(report, true, out)
}
