//! The definition of the command line.

use super::compare::Compare;
use super::dedup::Dedup;
use super::general::General;
use super::generate::Generate;
use super::restore::Restore;
use super::scan::Scan;
use super::stage::Stage;
use clap::{Arg, ArgAction, CommandFactory, Parser, Subcommand};

/// Switches without a `--no-` form: no configuration file sets them.
const NO_OPPOSITES: [&str; 2] = ["no-config", "print-config"];

/// The commands with commands of their own. No configuration file applies to them.
pub(crate) const NESTED: [&str; 2] = ["stage", "generate"];

/// The options of `dedup` that `stage start` does not have. They are refused with a remedy.
const NOT_IN_STAGES: [&str; 18] = [
    "unit",
    "contained",
    "annotate",
    "annotate_prefix",
    "pairs",
    "dry_run",
    "force",
    "max_memory",
    "exact",
    "key",
    "min_identity",
    "max_gap",
    "guarantee",
    "frequent",
    "scope",
    "known_text",
    "noisy",
    "large_corpus",
];

/// Lines have at most 80 columns; clap would break longer ones without their indentation.
const AFTER_HELP: &str = "\
Exit codes:
  0  success, also if the reader closes the pipe early
  1  repeated text was found, and --check was given
  2  a failure: a wrong argument, an output that cannot be written, or an
     input that cannot be read. All other inputs are still compared. Binary
     files inside a folder are listed as not read and are no failure; a
     binary file named on the command line is.

A file `retold.toml` or `.retold.toml` in this folder or a folder above sets
options by their long names: at the top for all commands, under [scan] or
[compare] for one command. The command line takes precedence; --no-OPTION
turns off a switch that the file turns on. --print-config shows the settings
in effect. The environment variable NO_COLOR turns colours off.";

/// Finds duplicate and near-duplicate text: repeated paragraphs, shared passages, near-copies.
///
/// Every reported match is verified against the text. The same input gives the same report.
#[derive(Debug, Parser)]
#[command(name = "retold", version, after_long_help = AFTER_HELP)]
#[command(arg_required_else_help = true, args_override_self = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) general: General,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Scan(Scan),
    Compare(Compare),
    Dedup(Dedup),
    Restore(Restore),
    Stage(Stage),
    #[command(hide = true)]
    Generate(Generate),
}

/// The definition with a hidden `--no-SWITCH` for every switch, which overrides a configuration file
/// that turns it on.
pub(crate) fn definition() -> clap::Command {
    let with_opposites = |command: clap::Command| {
        let opposites: Vec<Arg> = command
            .get_arguments()
            .filter(|arg| matches!(arg.get_action(), ArgAction::SetTrue))
            .filter_map(|arg| {
                let long = arg.get_long().filter(|long| !NO_OPPOSITES.contains(long))?;
                let opposite = Arg::new(opposite(arg.get_id().as_str()))
                    .long(format!("no-{long}"))
                    .action(ArgAction::SetTrue)
                    .overrides_with(arg.get_id());
                Some(opposite.global(arg.is_global_set()).hide(true))
            })
            .collect();
        command.args(opposites)
    };
    let definition = with_opposites(Arguments::command()).mut_subcommands(with_opposites);
    // An error that names the remedy (`effects`).
    let definition = definition
        .mut_subcommand("dedup", |command| command.mut_arg("exact", |arg| arg.hide(true)));
    let definition = definition.mut_subcommand("stage", |command| {
        command.mut_subcommand("start", |command| {
            let hidden =
                |command: clap::Command, id: &&str| command.mut_arg(*id, |arg| arg.hide(true));
            NOT_IN_STAGES.iter().fold(with_numbers(command), hidden)
        })
    });
    definition.mut_subcommands(with_numbers)
}

/// A command that reports `-1` as a wrong number, not as an unknown option.
fn with_numbers(command: clap::Command) -> clap::Command {
    command.mut_args(|arg| {
        let of_numbers = |name: &clap::builder::Str| ["N", "SHARE"].contains(&name.as_str());
        let is_number = arg.get_value_names().is_some_and(|names| names.iter().any(of_numbers));
        if is_number { arg.allow_negative_numbers(true) } else { arg }
    })
}

/// The definition without required arguments, for `--print-config`.
pub(crate) fn without_requirements() -> clap::Command {
    definition().mut_subcommands(|command| {
        if NESTED.contains(&command.get_name()) {
            return command;
        }
        command.mut_args(|arg| arg.required(false))
    })
}

/// The id of the option that turns off the switch `id`.
pub(crate) fn opposite(id: &str) -> String {
    format!("no_{id}")
}
