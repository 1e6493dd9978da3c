//! The memory that the machine grants this process.
//!
//! The default limit is 80 % of the smallest of these: the physical memory, the memory limit of the
//! control group (container), and the remaining address space (`ulimit -v`). The rest is for the
//! system and for errors of the estimate. Only Linux reports these without a library. Elsewhere
//! there is no limit unless --max-memory sets one.

use super::budget::Limit;
use std::fs;
use std::path::Path;

/// The percentage of the memory that is used by default.
const SHARE: u64 = 80;

/// The default limit; `None` where the system does not report its memory.
pub fn limit() -> Option<Limit> {
    let found = [
        (physical(), "the memory of this machine"),
        (control_group(), "the memory limit of the control group"),
        (address_space(), "the address space that `ulimit -v` leaves"),
    ];
    let (bytes, what) = found.into_iter().filter_map(|(bytes, what)| Some((bytes?, what))).min()?;
    Some(Limit { bytes: bytes / 100 * SHARE, source: format!("{SHARE} % of {what}") })
}

fn physical() -> Option<u64> {
    kibibytes(&fs::read_to_string("/proc/meminfo").ok()?, "MemTotal:")
}

/// The smallest limit of the control groups of this process, version 2 or 1.
fn control_group() -> Option<u64> {
    let groups = fs::read_to_string("/proc/self/cgroup").ok()?;
    let limits = groups.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, path) = (parts.next()?, parts.next()?.trim_start_matches('/'));
        let (root, file) = match controllers {
            "" => ("/sys/fs/cgroup", "memory.max"),
            _ if controllers.split(',').any(|name| name == "memory") => {
                ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
            }
            _ => return None,
        };
        let root = Path::new(root);
        let own = root.join(path);
        let folders = own.ancestors().take_while(|folder| folder.starts_with(root));
        folders.filter_map(|folder| number(&fs::read_to_string(folder.join(file)).ok()?)).min()
    });
    limits.min()
}

/// The remaining address space, if it is limited.
fn address_space() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    let most = number(line.split_whitespace().next()?)?;
    let taken = kibibytes(&fs::read_to_string("/proc/self/status").ok()?, "VmSize:")?;
    Some(most.saturating_sub(taken))
}

/// A number; `None` for `max` and `unlimited`.
fn number(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

/// The value of a line of a file in /proc, in bytes.
fn kibibytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    number(line.trim().strip_suffix("kB")?).map(|kibibytes| kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::{kibibytes, number};

    #[test]
    fn figures_of_the_system_are_read() {
        assert_eq!(kibibytes("MemFree: 7 kB\nMemTotal:   16 kB\n", "MemTotal:"), Some(16 << 10));
        assert_eq!((number("max\n"), number("123\n")), (None, Some(123)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_machine_has_a_limit() {
        let limit = super::limit().expect("Linux has a limit");
        assert!(limit.bytes > 1 << 20, "{limit:?}");
    }
}
