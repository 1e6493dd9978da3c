//! The definition of the command line.

use super::compare::Compare;
use super::dedup::Dedup;
use super::general::General;
use super::generate::Generate;
use super::restore::Restore;
use super::scan::Scan;
use clap::{Arg, ArgAction, CommandFactory, Parser, Subcommand};

/// Switches that no file turns on.
const NO_OPPOSITES: [&str; 2] = ["no-config", "print-config"];

/// In lines of 80 columns: a line that is longer is broken without regard to its indentation.
const AFTER_HELP: &str = "\
Exit codes:
  0  done; so is a reader that closes the pipe before the end
  1  repeated text was found, and --check was given
  2  something could not be done: a wrong argument, an output that cannot be
     written, or an input that cannot be read. Whatever can be read is still
     compared. A binary file that is met inside a folder is listed as not read,
     and is no trouble; one that was named is.

A file `retold.toml` or `.retold.toml`, here or in a folder above, holds
settings under the names of the options: at the top for all commands, under
[scan] or [compare] for one. Options on the command line come first;
--no-OPTION takes back what the file switches on. --print-config shows what is
in force. NO_COLOR is heeded.";

/// Finds duplicate and near-duplicate text: repeated paragraphs, shared passages, near-copies.
///
/// Everything that is reported was verified against the text, and the same input gives the same report.
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
    #[command(hide = true)]
    Generate(Generate),
}

/// The definition, with a hidden `--no-SWITCH` for every switch: a configuration file may have
/// turned it on.
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
    // A minus before a figure is a wrong number, and no option that nobody knows.
    definition.mut_subcommands(|command| {
        command.mut_args(|arg| {
            let of_numbers = |name: &clap::builder::Str| ["N", "SHARE"].contains(&name.as_str());
            let is_number = arg.get_value_names().is_some_and(|names| names.iter().any(of_numbers));
            if is_number { arg.allow_negative_numbers(true) } else { arg }
        })
    })
}

/// The definition, for whoever asks about settings only: nothing has to be named.
pub(crate) fn without_requirements() -> clap::Command {
    definition().mut_subcommands(|command| {
        if command.get_name() == "generate" {
            return command;
        }
        command.mut_args(|arg| arg.required(false))
    })
}

/// The id of the option that takes the switch `id` back.
pub(crate) fn opposite(id: &str) -> String {
    format!("no_{id}")
}
