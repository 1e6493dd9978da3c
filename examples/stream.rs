//! A stream of texts: reports which earlier text each one repeats.

use retold::{Detector, Unit};

fn main() -> Result<(), retold::Error> {
    let storm = "The storm that reached the coast on Friday evening tore the roofs off two barns.";
    let thanks = "The mayor thanked everyone who had come out at night to help their neighbours.";
    let letters = [
        ("monday.txt", format!("{storm}\n\nNobody was hurt.")),
        ("tuesday.txt", format!("{thanks}\n\nThe power is back.")),
        ("wednesday.txt", format!("To recall:\n\n{storm}\n\n{thanks}")),
        ("thursday.txt", storm.to_uppercase() + "\n\nNobody was hurt."),
    ];
    let mut index = Detector::builder().unit(Unit::Paragraph).build()?.index()?;
    for (name, text) in &letters {
        let added = index.add(name, text)?;
        if let Some(copy) = added.copy_of {
            println!("{name} is {} to {}", copy.relation, index.name(copy.document));
        }
        for repeat in added.repeats {
            let there = index.name(repeat.document);
            println!("{name}:{} repeats {there}:{}", repeat.here, repeat.there);
        }
    }
    Ok(())
}
