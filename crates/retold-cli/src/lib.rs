//! The command `retold` as a library, for its binary and the fuzz targets only.
//!
//! This is no public interface and may change in any version. Build on the library `retold`
//! instead.

#![doc(hidden)]

mod arguments;
mod compare;
mod config;

mod dedup;
mod failure;
mod generate;
mod messages;
mod progress;
mod restore;
mod sanitize;
mod scan;
mod session;
mod stage;
mod summary;
mod view;

use arguments::{Arguments, Command, General, definition, without_requirements};
use clap::{ArgMatches, FromArgMatches};
use config::Config;
use failure::{Failure, Outcome};
use messages::Messages;
use retold::SimdLevel;
use retold_io::output::Output;
use sanitize::{is_active, plain, say};
use session::Session;
use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Instant;

/// Runs a command line. `args` starts with the name of the program.
pub fn run(args: &[OsString]) -> ExitCode {
    match outcome(args, Instant::now()) {
        Ok(code) => code,
        Err(failure) => {
            say(&format!("retold: {failure}"));
            Outcome::Trouble.into()
        }
    }
}

fn outcome(args: &[OsString], started: Instant) -> Result<ExitCode, Failure> {
    // --print-config needs no input, so required arguments are optional then.
    let asks = args.iter().any(|arg| arg == "--print-config");
    let own = if asks { without_requirements() } else { definition() };
    let matches = match own.clone().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return Ok(refuse(error, &own, args)),
    };
    let general = read::<General>(&matches)?;
    let config =
        if general.no_config || has_no_settings(&matches) { None } else { find(&general)? };
    let Some(config) = config else {
        return carry_out(&own, &matches, None, started);
    };
    let defaults = config.defaults(&own, &matches)?;
    match defaults.clone().try_get_matches_from(args) {
        Ok(matches) => carry_out(&own, &matches, Some((&config, &defaults)), started),
        Err(error) => Ok(refuse(error, &defaults, args)),
    }
}

/// Whether no configuration file applies to the command. The tasks of a job have the settings of the job.
fn has_no_settings(matches: &ArgMatches) -> bool {
    matches.subcommand_name().is_some_and(|name| arguments::NESTED.contains(&name))
}

fn find(general: &General) -> Result<Option<Config>, Failure> {
    // Without a working directory there are no folders above it to search.
    let folder = std::env::current_dir().unwrap_or_default();
    Config::find(general.config.as_deref(), &folder)
}

fn read<A: FromArgMatches>(matches: &ArgMatches) -> Result<A, Failure> {
    A::from_arg_matches(matches).map_err(|error| Failure::new(error.to_string()))
}

fn carry_out(
    definition: &clap::Command,
    matches: &ArgMatches,
    config: Option<(&Config, &clap::Command)>,
    started: Instant,
) -> Result<ExitCode, Failure> {
    if read::<General>(matches)?.print_config && !has_no_settings(matches) {
        let text = config::in_force(definition, matches, config);
        Output::Standard.write(&Messages::new(true), |out| out.write_all(text.as_bytes()))?;
        return Ok(Outcome::Done.into());
    }
    if let Some((config, _)) = config {
        config.protect(matches)?;
    }
    let arguments = read::<Arguments>(matches)?;
    arguments.check_effects(matches)?;
    SimdLevel::limit(arguments.general.simd);
    let session = Session::new(&arguments.general, started);
    let threads = arguments.general.threads.map_or(0, std::num::NonZeroUsize::get);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| {
        Failure::new(format!("cannot start {threads} threads: {error}; lower --threads"))
    })?;
    let outcome = pool.install(|| match &arguments.command {
        Command::Scan(arguments) => scan::scan(arguments, &session),
        Command::Compare(arguments) => compare::compare(arguments, &session),
        Command::Dedup(arguments) => dedup::dedup(arguments, &session),
        Command::Restore(arguments) => restore::restore(arguments, &session),
        Command::Stage(arguments) => stage::stage(arguments, &session),
        Command::Generate(arguments) => generate::generate(&arguments.artefact),
    })?;
    Ok(outcome.into())
}

/// Prints the help, or the error in the arguments. Arguments may be file names with any characters.
/// clap's message has line breaks of its own, so the arguments are sanitized before clap parses
/// them again.
fn refuse(error: clap::Error, definition: &clap::Command, args: &[OsString]) -> ExitCode {
    let texts: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let error = if texts.iter().any(|text| text.contains(is_active)) {
        let args = texts.iter().map(|text| plain(text).into_owned());
        definition.clone().try_get_matches_from(args).err().unwrap_or(error)
    } else {
        error
    };
    // Nobody reads a pipe that was closed.
    let _ = error.print();
    if error.use_stderr() { Outcome::Trouble.into() } else { Outcome::Done.into() }
}
