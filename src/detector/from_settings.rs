//! The conversion of a report's settings into a builder, to run the report again.

use super::builder::DetectorBuilder;
use super::previous_settings::PreviousSettings;
use crate::report::Settings;

/// Starts with the settings of a report or of [`Removals`](crate::Removals), to run it again. Any of
/// them can be set to another value.
///
/// The settings have only the fingerprint of a key, the hashes of known texts and the name of a
/// custom tokenizer. These three have to be set again; [`DetectorBuilder::build`] names the missing
/// ones.
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
