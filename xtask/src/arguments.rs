//! The command line.

use crate::outcome::{Failure, Outcome};
use crate::step_list::{self, Step};

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// The list of steps.
    List,
    /// Steps in the order in which they are named.
    Run {
        steps: Vec<Step>,
        /// Whether steps after a failed one are run.
        keep_going: bool,
    },
}

/// Reads the arguments: names of steps, and `--keep-going`.
///
/// # Errors
/// An argument is neither.
pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Outcome<Request> {
    let (mut steps, mut keep_going, mut list) = (Vec::new(), false, false);
    for argument in arguments {
        match argument.as_str() {
            "--keep-going" => keep_going = true,
            "--help" | "-h" | "help" | "--list" => list = true,
            "ci" => steps.extend(step_list::all()),
            name => match step_list::find(name) {
                Some(step) => steps.push(step),
                None => {
                    return Err(Failure::new(format!(
                        "`{name}` is no step; `cargo xtask` without arguments lists the steps"
                    )));
                }
            },
        }
    }
    if keep_going && steps.is_empty() && !list {
        return Err(Failure::new("--keep-going needs a step; `cargo xtask` lists the steps"));
    }
    Ok(if list || steps.is_empty() { Request::List } else { Request::Run { steps, keep_going } })
}

#[cfg(test)]
mod tests {
    use super::{Request, parse};

    fn parsed(line: &str) -> Result<Request, String> {
        parse(line.split_whitespace().map(str::to_owned)).map_err(|failure| failure.to_string())
    }

    fn names(line: &str) -> (Vec<&'static str>, bool) {
        match parsed(line).expect("the line is right") {
            Request::Run { steps, keep_going } => {
                (steps.iter().map(|step| step.name).collect(), keep_going)
            }
            Request::List => panic!("a list"),
        }
    }

    #[test]
    fn steps_run_in_the_order_of_the_command_line() {
        assert_eq!(names("test lint"), (vec!["test", "lint"], false));
        assert_eq!(names("lint --keep-going"), (vec!["lint"], true));
    }

    #[test]
    fn ci_is_every_step_but_quick_slow_and_timing() {
        let (steps, _) = names("ci");
        assert!(steps.contains(&"package"), "{steps:?}");
        assert!(["quick", "slow", "timing"].iter().all(|it| !steps.contains(it)), "{steps:?}");
    }

    #[test]
    fn nothing_and_help_list_the_steps() {
        assert_eq!(parsed(""), Ok(Request::List));
        assert_eq!(parsed("lint --help"), Ok(Request::List));
    }

    #[test]
    fn an_unknown_name_is_refused() {
        assert!(parsed("--keep-going").is_err());
        assert!(parsed("lnit").is_err_and(|message| message.contains("`lnit` is no step")));
    }
}
