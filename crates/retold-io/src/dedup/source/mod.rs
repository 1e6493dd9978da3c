//! The files of the input: the search for them, their content, and the access to them.

pub(super) mod content;
pub(super) mod csv;
pub(super) mod file;
mod output_form;
pub(super) mod packer;
pub(super) mod packing;
pub(super) mod permissions;
pub(super) mod relative_name;
pub(super) mod source_state;
pub(super) mod sources;
pub(super) mod splitter;
pub(super) mod temp_file;
pub(super) mod unique_names;
