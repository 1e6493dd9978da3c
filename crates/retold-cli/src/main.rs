//! The command `retold`: what do these files tell twice?

mod input;

fn main() {}
