//! Which documents are compared.

use retold_synth::{Language, NearCopies, NearCopyCorpus};

/// The size of the comparison.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The number of documents, copies included.
    pub documents: usize,
    /// The least length of each.
    pub bytes: usize,
    /// The runs of every engine.
    pub repetitions: usize,
    /// The language of the documents.
    pub language: Language,
    /// Whether the Python peers run too.
    pub python: bool,
}

impl Plan {
    /// Reads `--name value` pairs.
    pub fn parse(arguments: &[String]) -> Result<Plan, String> {
        let mut plan = Plan {
            documents: 20_000,
            bytes: 1_800,
            repetitions: 5,
            language: Language::English,
            python: arguments.iter().any(|argument| argument == "--python"),
        };
        let named: Vec<&String> =
            arguments.iter().filter(|argument| *argument != "--python").collect();
        for pair in named.chunks(2) {
            let [name, value] = pair else { return Err(format!("{} has no value", pair[0])) };
            let number =
                || value.parse().map_err(|_| format!("{name} must be a number, got {value}"));
            match name.as_str() {
                "--documents" => plan.documents = number()?,
                "--bytes" => plan.bytes = number()?,
                "--repetitions" => plan.repetitions = number()?,
                "--language" => {
                    let known = Language::ALL.into_iter().find(|known| known.name() == *value);
                    plan.language = known.ok_or_else(|| format!("no such language: {value}"))?;
                }
                _ => return Err(format!("no such argument: {name}")),
            }
        }
        if plan.documents < 10 || plan.repetitions == 0 {
            return Err("at least ten documents and one repetition, please".to_owned());
        }
        Ok(plan)
    }

    /// The documents: equal in every process.
    pub fn corpus(&self) -> NearCopyCorpus {
        NearCopies::new(self.language)
            .documents(self.documents)
            .bytes(self.bytes)
            .near_copies(self.documents / 5, &[2, 5, 10, 15, 20, 25, 30, 40])
            .exact_copies(self.documents / 100)
            .build(1)
    }
}
