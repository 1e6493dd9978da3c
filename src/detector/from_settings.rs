//! The settings of a report, as the start of a builder.

use super::builder::DetectorBuilder;
use super::previous_settings::PreviousSettings;
use crate::report::Settings;

/// Starts with the settings of a report or of [`Removals`](crate::Removals), to run it again; any of
/// them can be set to another value.
///
/// Of a key, of known texts and of a tokenizer of one's own, settings have no more than a
/// fingerprint, hashes and a name. These have to be set again; [`DetectorBuilder::build`] says which
/// are missing.
///
/// # Examples
/// ```
/// use retold::{Detector, DetectorBuilder, Unit};
///
/// let detector = Detector::builder().unit(Unit::Paragraph).recall(0.999).build()?;
/// let again = DetectorBuilder::from(detector.settings()).build()?;
/// assert_eq!(again.settings(), detector.settings());
/// # Ok::<(), retold::Error>(())
/// ```
impl From<&Settings> for DetectorBuilder {
    fn from(settings: &Settings) -> DetectorBuilder {
        DetectorBuilder::with_previous(settings, PreviousSettings::of(settings))
    }
}
