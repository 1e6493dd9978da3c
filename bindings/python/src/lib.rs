//! The native part of the Python package `retold`.
//!
//! Each function here takes plain values and Arrow data, runs one function of the Rust libraries without the GIL, and
//! returns Arrow data or plain values. What a user sees (kinds of tables, results, explanations) is in the
//! Python files beside it.

mod column;
mod explanation;
mod failure;
mod file;
mod fingerprint;
mod index;
mod minhash;
mod removal;
mod report;
mod report_tables;
mod report_texts;
mod run;
mod settings;
mod table;
mod texts;

use pyo3::prelude::*;

/// The native functions of retold.
#[pymodule]
fn _retold(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<table::Table>()?;
    module.add_class::<column::Column>()?;
    module.add_class::<index::Index>()?;
    module.add_class::<minhash::Slots>()?;
    module.add_class::<report::Report>()?;
    module.add_function(wrap_pyfunction!(removal::dedup, module)?)?;
    module.add_function(wrap_pyfunction!(explanation::explain, module)?)?;
    module.add_function(wrap_pyfunction!(report::scan, module)?)?;
    module.add_function(wrap_pyfunction!(file::dedup_file, module)?)?;
    module.add_function(wrap_pyfunction!(file::restore_file, module)?)?;
    module.add_function(wrap_pyfunction!(fingerprint::signatures, module)?)?;
    module.add_function(wrap_pyfunction!(fingerprint::band_keys, module)?)?;
    module.add_function(wrap_pyfunction!(fingerprint::fingerprints, module)?)?;
    module.add_function(wrap_pyfunction!(fingerprint::verify, module)?)?;
    module.add_function(wrap_pyfunction!(minhash::bands_for, module)?)?;
    Ok(())
}
