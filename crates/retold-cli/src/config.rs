//! The configuration file, and the settings in effect.
//!
//! A configuration file holds options under their long names. Its values become the defaults of the
//! parser. So there is one definition of each option, and the command line takes precedence. Each
//! value is checked by the parser of its option; an error names the file and the line.

use crate::arguments::{NESTED, opposite};
use crate::failure::Failure;
use crate::view::to_writer;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};
use retold_io::dedup::beside;
use retold_io::input::opened::read_option;
use retold_io::output::check_not_among;
use retold_io::paths::folder_of;
use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const NAMES: [&str; 2] = ["retold.toml", ".retold.toml"];

/// Options that are no settings, or have no meaning in a file.
const NO_KEYS: [&str; 5] = ["config", "no-config", "print-config", "help", "version"];

/// Options that name an output.
const WRITTEN: [&str; 2] = ["output", "audit"];

/// The largest size of a configuration file, in bytes.
const LONGEST: u64 = 1 << 20;

/// A configuration file.
#[derive(Debug)]
pub(crate) struct Config {
    path: PathBuf,
    text: String,
    /// Whether the user named it with `--config`. A file that was found in a folder above may
    /// belong to anyone, so it is trusted less.
    named: bool,
}

/// An option and its value in a configuration file.
struct Setting<'c> {
    arg: &'c Arg,
    values: Vec<OsString>,
    /// The offset of the value in the file.
    at: usize,
}

impl Config {
    /// Finds the configuration file: the one that the command line names, or else the nearest one
    /// in `folder` or above.
    pub(crate) fn find(named: Option<&Path>, folder: &Path) -> Result<Option<Config>, Failure> {
        let found = || {
            let mut files =
                folder.ancestors().flat_map(|folder| NAMES.map(|name| folder.join(name)));
            files.find(|file| file.is_file())
        };
        let Some(path) = named.map(Path::to_owned).or_else(found) else { return Ok(None) };
        // Messages show a path below the working directory relative to it.
        let path = path.strip_prefix(folder).map(Path::to_owned).unwrap_or(path);
        match read(&path) {
            Ok(text) => Ok(Some(Config { path, text, named: named.is_some() })),
            Err(error) => Err(retold_io::Error::reading(&path, &error).into()),
        }
    }

    /// Refuses arguments that would overwrite the configuration file itself, whatever the
    /// subcommand.
    pub(crate) fn protect(&self, matches: &ArgMatches) -> Result<(), Failure> {
        let (_, given) = matches.subcommand().expect("a subcommand is required");
        let names = WRITTEN.into_iter().filter_map(|id| given.try_get_one::<PathBuf>(id).ok()?);
        names.into_iter().try_for_each(|name| {
            let log = beside(name);
            [name, &log].into_iter().try_for_each(|name| Ok(check_not_among(name, &[&self.path])?))
        })
    }

    /// Returns the definition with the values of this file as defaults. `matches` is the command
    /// line alone, which takes precedence.
    pub(crate) fn defaults(
        &self,
        definition: &Command,
        matches: &ArgMatches,
    ) -> Result<Command, Failure> {
        let mut built = definition.clone();
        built.build();
        let (name, given) = matches.subcommand().expect("a subcommand is required");
        let own = built.find_subcommand(name).expect("it was parsed");
        let mut settings = self.settings(&built, own)?;
        let said = |id: &str| {
            let source =
                given.try_contains_id(id).is_ok().then(|| given.value_source(id)).flatten();
            source == Some(ValueSource::CommandLine)
        };
        settings.retain(|Setting { arg, values, .. }| {
            let id = arg.get_id().as_str();
            let mut against = keys(own).filter(|other| exclude(own, arg, other));
            !values.is_empty()
                && !said(id)
                && !said(&opposite(id))
                && !against.any(|other| said(other.get_id().as_str()))
        });
        for (i, Setting { arg, .. }) in settings.iter().enumerate() {
            if let Some(other) = settings[..i].iter().find(|one| exclude(own, arg, one.arg)) {
                return Err(Failure::new(format!(
                    "{}: `{}` and `{}` cannot be used together",
                    self.path.display(),
                    other.arg.get_long().unwrap_or_default(),
                    arg.get_long().unwrap_or_default()
                )));
            }
        }
        // A command with --force checks by itself whether the output exists, unless the file sets
        // force.
        let looks = own.get_arguments().any(|arg| arg.get_id() == "force") && !said("force");
        if !looks && !said("print_config") {
            self.check_new(&settings)?;
        }
        Ok(settings.into_iter().fold(
            definition.clone(),
            |definition, Setting { arg, values, .. }| {
                let id = arg.get_id().as_str();
                let set = |arg: Arg| arg.default_values(values.clone());
                if definition.get_arguments().any(|arg| arg.get_id() == id) {
                    definition.mut_arg(id, set)
                } else {
                    definition.mut_subcommand(name, |command| command.mut_arg(id, set))
                }
            },
        ))
    }

    /// Reads the settings of the file for a command. The whole file is checked, including sections
    /// for other commands.
    fn settings<'c>(
        &self,
        built: &'c Command,
        own: &'c Command,
    ) -> Result<Vec<Setting<'c>>, Failure> {
        let document = DeTable::parse(&self.text)
            .map_err(|error| self.wrong(error.span().map_or(0, |s| s.start), error.message()))?;
        let mut settings: Vec<Setting<'_>> = Vec::new();
        for (key, value) in document.get_ref() {
            if let Some(section) = value.get_ref().as_table() {
                let Some(command) = sections(built).find(|c| c.get_name() == key.get_ref()) else {
                    let known = sections(built).map(Command::get_name);
                    return Err(self.unknown("section", key, known));
                };
                for (key, value) in section {
                    let arg = keys(command).find(|arg| is_called(arg, key.get_ref()));
                    let Some(arg) = arg else {
                        let known = keys(command).filter_map(Arg::get_long);
                        return Err(self.unknown("key", key, known));
                    };
                    let at = value.span().start;
                    let values = self.values(arg, value)?;
                    if command.get_name() == own.get_name() {
                        // A section for one command takes precedence over the top level.
                        settings.retain(|other| other.arg.get_id() != arg.get_id());
                        settings.push(Setting { arg, values, at });
                    }
                }
            } else {
                let known = || sections(built).flat_map(keys);
                let arg = keys(own).find(|arg| is_called(arg, key.get_ref()));
                // An option of the same name may take other values in another command.
                let any = arg.or_else(|| known().find(|arg| is_called(arg, key.get_ref())));
                let Some(any) = any else {
                    return Err(self.unknown("key", key, known().filter_map(Arg::get_long)));
                };
                let values = self.values(any, value)?;
                if let Some(arg) = arg
                    && !settings.iter().any(|other| other.arg.get_id() == arg.get_id())
                {
                    settings.push(Setting { arg, values, at: value.span().start });
                }
            }
        }
        Ok(settings)
    }

    /// Refuses to overwrite an existing file because of a configuration file that the user did not
    /// name.
    fn check_new(&self, settings: &[Setting<'_>]) -> Result<(), Failure> {
        for Setting { arg, values, at } in settings {
            let long = arg.get_long().unwrap_or_default();
            let mut names = values.iter().map(Path::new).filter(|name| *name != Path::new("-"));
            let is_there = |name: &Path| name.symlink_metadata().is_ok();
            if WRITTEN.contains(&long) && !self.named && names.any(is_there) {
                return Err(self.wrong(
                    *at,
                    &format!(
                        "`{long}` names a file or folder that exists; only --{long} on the \
                         command line, or a file named with --config, may replace it"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Converts the value of a key to arguments of its option.
    fn values(&self, arg: &Arg, value: &Spanned<DeValue<'_>>) -> Result<Vec<OsString>, Failure> {
        let long = arg.get_long().unwrap_or_default();
        let wrong = |what: &str| self.wrong(value.span().start, &format!("`{long}` {what}"));
        let switch = matches!(arg.get_action(), ArgAction::SetTrue);
        let list = matches!(arg.get_action(), ArgAction::Append);
        let pieces = match value.get_ref() {
            DeValue::Boolean(true) if long == "force" && !self.named => {
                return Err(wrong("can only be set in a file that is named with --config"));
            }
            DeValue::Boolean(on) if switch => {
                return Ok(if *on { vec!["true".into()] } else { Vec::new() });
            }
            _ if switch => return Err(wrong("must be true or false")),
            DeValue::Array(pieces) if list => pieces.iter().collect(),
            DeValue::Array(_) => return Err(wrong("takes a single value, not a list")),
            _ => vec![value],
        };
        let mut values = Vec::new();
        for piece in pieces {
            let text = match piece.get_ref() {
                DeValue::String(text) => text.to_string(),
                DeValue::Float(number) => number.as_str().to_owned(),
                DeValue::Integer(number) => {
                    match i128::from_str_radix(number.as_str(), number.radix()) {
                        Ok(number) => number.to_string(),
                        Err(_) => return Err(wrong("is too large a number")),
                    }
                }
                other => {
                    let kind = other.type_str();
                    return Err(wrong(&format!(
                        "takes a text or a number, not a value of type {kind}"
                    )));
                }
            };
            check(arg, &text).map_err(|reason| wrong(&reason))?;
            let resolved = self.resolve(arg, text);
            if WRITTEN.contains(&long) && !self.named && !self.holds(Path::new(&resolved)) {
                return Err(wrong(
                    "may only be below the folder of this file, unless --config names the file",
                ));
            }
            values.push(resolved);
        }
        Ok(values)
    }

    /// Paths in a file are relative to its folder, so that it means the same in every working
    /// directory.
    fn resolve(&self, arg: &Arg, text: String) -> OsString {
        let is_path = matches!(arg.get_value_hint(), ValueHint::FilePath | ValueHint::AnyPath);
        match self.path.parent() {
            Some(folder) if is_path && text != "-" => folder.join(text).into_os_string(),
            _ => text.into(),
        }
    }

    /// Whether an output is below the folder of this file, with links resolved. Otherwise a folder
    /// from elsewhere could have any file overwritten.
    fn holds(&self, output: &Path) -> bool {
        let real = output.canonicalize().or_else(|_| {
            let real = folder_of(output).canonicalize()?;
            Ok::<_, std::io::Error>(real.join(output.file_name().unwrap_or_default()))
        });
        let folder = folder_of(&self.path).canonicalize();
        output == Path::new("-")
            || real.is_ok_and(|real| folder.is_ok_and(|folder| real.starts_with(folder)))
    }

    fn unknown<'k>(
        &self,
        what: &str,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        known: impl Iterator<Item = &'k str>,
    ) -> Failure {
        let near = known
            .map(|name| (strsim::jaro_winkler(&key.get_ref().replace('_', "-"), name), name))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(likeness, _)| *likeness > 0.7)
            .map_or(String::new(), |(_, name)| format!("; did you mean `{name}`?"));
        self.wrong(key.span().start, &format!("unknown {what} `{}`{near}", key.get_ref()))
    }

    fn wrong(&self, at: usize, what: &str) -> Failure {
        let line = 1 + self.text.bytes().take(at).filter(|&byte| byte == b'\n').count();
        Failure::new(format!("{}:{line}: {what}", self.path.display()))
    }
}

/// Reads a configuration file as text.
fn read(path: &Path) -> std::io::Result<String> {
    let bytes = read_option(path, LONGEST, "settings take a few lines")?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        std::io::Error::other(format!("not valid UTF-8 at byte {at}"))
    })
}

/// The subcommands that may have a section.
fn sections(built: &Command) -> impl Iterator<Item = &Command> {
    let has_settings = |name: &str| name != "help" && !NESTED.contains(&name);
    built.get_subcommands().filter(move |command| has_settings(command.get_name()))
}

/// The options of a command that are allowed as keys.
fn keys(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|arg| {
        !arg.is_hide_set() && arg.get_long().is_some_and(|long| !NO_KEYS.contains(&long))
    })
}

/// Whether an option has this name, or had it in an older version.
fn is_called(arg: &Arg, name: &str) -> bool {
    arg.get_long() == Some(name)
        || arg.get_all_aliases().is_some_and(|aliases| aliases.contains(&name))
}

/// Whether two options exclude each other.
fn exclude(command: &Command, a: &Arg, b: &Arg) -> bool {
    let names = |a: &Arg, b: &Arg| {
        command.get_arg_conflicts_with(a).iter().any(|c| c.get_id() == b.get_id())
    };
    names(a, b) || names(b, a)
}

/// Checks a value with the parser of its option.
///
/// # Errors
/// The reason why the option does not take the value.
fn check(arg: &Arg, value: &str) -> Result<(), String> {
    let long = arg.get_long().unwrap_or_default().to_owned();
    let alone = Arg::new("value")
        .long(long.clone())
        .action(arg.get_action().clone())
        .value_parser(arg.get_value_parser().clone());
    let command = Command::new("check").no_binary_name(true).arg(alone);
    let parsed = command.try_get_matches_from([format!("--{long}={value}")]);
    parsed.map(|_| ()).map_err(|error| {
        let possible: Vec<String> =
            arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        match std::error::Error::source(&error) {
            _ if !possible.is_empty() => {
                format!("must be one of {}, got `{value}`", possible.join(", "))
            }
            Some(reason) => format!("cannot be `{value}`: {reason}"),
            None => format!("cannot be `{value}`"),
        }
    })
}

/// Writes the settings in effect as a configuration file, each with its origin.
pub(crate) fn in_force(
    definition: &Command,
    matches: &ArgMatches,
    config: Option<(&Config, &Command)>,
) -> String {
    let (name, given) = matches.subcommand().expect("a subcommand is required");
    let mut built = config.map_or(definition, |(_, defaults)| defaults).clone();
    built.build();
    let mut plain = definition.clone();
    plain.build();
    let [own, plain] = [&built, &plain].map(|c| c.find_subcommand(name).expect("it was parsed"));
    let mut text = format!("[{name}]\n");
    // Options are listed in the order of --help. clap moves an option to the end when it gets a
    // default from a file.
    for arg in keys(plain) {
        let (id, long) = (arg.get_id().as_str(), arg.get_long().unwrap_or_default());
        let values: Vec<String> = given
            .get_raw(id)
            .into_iter()
            .flatten()
            .map(|value| value.to_string_lossy().into_owned())
            .collect();
        let from_file = own
            .get_arguments()
            .find(|other| other.get_id() == arg.get_id())
            .is_some_and(|other| other.get_default_values() != arg.get_default_values());
        let source = match given.value_source(id) {
            Some(ValueSource::CommandLine) => "  # command line".to_owned(),
            _ if from_file => config
                .map(|(config, _)| {
                    format!("  # {}", crate::sanitize::plain(&config.path.display().to_string()))
                })
                .unwrap_or_default(),
            _ => String::new(),
        };
        if values.is_empty() {
            // An option without a value depends on other settings; --help says how.
            writeln!(text, "# {long} =")
        } else if matches!(arg.get_action(), ArgAction::Append) {
            let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            writeln!(text, "{long} = [{}]{source}", values.join(", "))
        } else if values[0].parse::<f64>().is_ok() || matches!(arg.get_action(), ArgAction::SetTrue)
        {
            writeln!(text, "{long} = {}{source}", values[0])
        } else {
            writeln!(text, "{long} = {}{source}", quoted(&values[0]))
        }
        .expect("writing to a string cannot fail");
    }
    text
}

/// A TOML string: a JSON string in which every character that could act on a terminal is escaped.
fn quoted(value: &str) -> String {
    let mut json = Vec::new();
    to_writer(&value, false, &mut json).expect("memory takes every string");
    String::from_utf8_lossy(&json).trim_end().to_owned()
}
