//! The command `retold`, for its program and for the fuzz targets: no interface for others.
//!
//! Whatever is public here may change with any version. What is meant to be built upon is the
//! library `retold`.

#![doc(hidden)]

mod arguments;
mod compare;
mod config;

mod dedup;
mod failure;
mod generate;
mod messages;
mod plain;
mod progress;
mod restore;
mod scan;
mod session;
mod summary;
mod view;

use arguments::{Arguments, Command, General, definition, without_requirements};
use clap::{ArgMatches, FromArgMatches};
use config::Config;
use failure::{Failure, Outcome};
use messages::Messages;
use plain::{is_active, plain, say};
use retold::SimdLevel;
use retold_io::output::Output;
use session::Session;
use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Instant;

/// Does what a command line asks for. `args` starts with the name of the program.
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
    // The settings in force can be asked for without anything to read.
    let asks = args.iter().any(|arg| arg == "--print-config");
    let own = if asks { without_requirements() } else { definition() };
    let matches = match own.clone().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return Ok(refuse(error, &own, args)),
    };
    let general = read::<General>(&matches)?;
    let generates = matches.subcommand_name() == Some("generate");
    let config = if general.no_config || generates { None } else { find(&general)? };
    let Some(config) = config else {
        return carry_out(&own, &matches, None, started);
    };
    let defaults = config.defaults(&own, &matches)?;
    match defaults.clone().try_get_matches_from(args) {
        Ok(matches) => carry_out(&own, &matches, Some((&config, &defaults)), started),
        Err(error) => Ok(refuse(error, &defaults, args)),
    }
}

fn find(general: &General) -> Result<Option<Config>, Failure> {
    // Without a working directory, there is nothing above it either.
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
    let generates = matches.subcommand_name() == Some("generate");
    if read::<General>(matches)?.print_config && !generates {
        let text = config::in_force(definition, matches, config);
        Output::Standard.write(&Messages::new(true), |out| out.write_all(text.as_bytes()))?;
        return Ok(Outcome::Done.into());
    }
    if let Some((config, _)) = config {
        config.protect(matches)?;
    }
    let arguments = read::<Arguments>(matches)?;
    SimdLevel::limit(arguments.general.simd);
    let session = Session::new(&arguments.general, started);
    let threads = arguments.general.threads.map_or(0, std::num::NonZeroUsize::get);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Failure::new(format!("cannot start {threads} threads: {error}")))?;
    let outcome = pool.install(|| match &arguments.command {
        Command::Scan(arguments) => scan::scan(arguments, &session),
        Command::Compare(arguments) => compare::compare(arguments, &session),
        Command::Dedup(arguments) => dedup::dedup(arguments, &session),
        Command::Restore(arguments) => restore::restore(arguments, &session),
        Command::Generate(arguments) => generate::generate(&arguments.artefact),
    })?;
    Ok(outcome.into())
}

/// Prints the help, or what is wrong with the arguments. These may be names of files, and hold
/// anything; what clap says of them has lines of its own, so they are made plain before it looks.
fn refuse(error: clap::Error, definition: &clap::Command, args: &[OsString]) -> ExitCode {
    let texts: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let error = if texts.iter().any(|text| text.contains(is_active)) {
        let args = texts.iter().map(|text| plain(text).into_owned());
        definition.clone().try_get_matches_from(args).err().unwrap_or(error)
    } else {
        error
    };
    // Whoever closed the pipe does not want to know.
    let _ = error.print();
    if error.use_stderr() { Outcome::Trouble.into() } else { Outcome::Done.into() }
}
