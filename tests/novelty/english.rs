//! English pairs for the test of facts.

use super::Half;

pub(super) const CHOOSING: Half = Half {
    templates: &[
        "The {role1} {modal} {neg}hand over the {good} to the {role2} {dir} the {opp} delivery{func} agreed with {name}.",
        "{quant} {spell} {form} in the {good} store {modal} be checked by the {role1} on {date} and kept for {word} {unit}.",
        "Set the key `core.{option}` to {truth} if the {opp} branch is {neg}fetched by the {role1} {dir} the backup.",
        "On {date} the {role1} reported {digits} {unit} of {good} to {name}, who {modal} {neg}inform the {role2} about the transport.",
        "Use --{option} with {word} {form} so that the {good} is shown {dir} the heading, which the {role1} described{func} yesterday.",
        "The {opp} valve {modal} stay in this position while the {role1} and the {role2} measure {digits} {unit} at the {spell}.",
    ],
    slots: &[
        (
            "role",
            &[
                "seller", "buyer", "landlord", "tenant", "nurse", "patient", "driver", "owner",
                "guard", "visitor",
            ],
        ),
        ("modal", &["must|may", "shall|should", "can|must", "will|might"]),
        ("neg", &["|not ", "|never "]),
        (
            "good",
            &[
                "timber",
                "cotton",
                "engine",
                "vaccine",
                "document",
                "furniture",
                "package",
                "machine",
            ],
        ),
        ("dir", &["before|after", "above|below", "inside|outside", "from|to"]),
        (
            "opp",
            &[
                "open|closed",
                "upper|lower",
                "first|last",
                "warm|cold",
                "left|right",
                "internal|external",
            ],
        ),
        ("func", &[" that was| which was"]),
        ("name", &["Martin", "Helena", "Osaka", "Bremen", "Yusuf", "Clara", "Dublin", "Quito"]),
        ("quant", &["All", "Some", "No", "Most", "Few", "Several"]),
        (
            "spell",
            &["colour|color", "harbour|harbor", "theatre|theater", "organisation|organization"],
        ),
        ("form", &["item|items", "sample|samples", "records|record", "copied file|copied files"]),
        ("date", &["Monday", "Thursday", "3 May", "17 June", "Easter", "1 April"]),
        ("word", &["two", "three", "seven", "twelve", "twenty", "ninety"]),
        ("unit", &["hours", "minutes", "litres", "grams", "metres", "tons"]),
        ("option", &["quiet", "force", "unset-all", "get-all", "verbose", "dryrun"]),
        ("truth", &["true|false", "yes|no", "on|off"]),
    ],
};

pub(super) const REPORTING: Half = Half {
    templates: &[
        "Each morning the {role1} {modal} {neg}pass the {good} on to the {role2} {dir} the {opp} meeting, said {name}.",
        "{quant} {form} of the {spell} report {modal} reach the {role1} within {word} {unit}, counted from {date}.",
        "With `{option}` set to {truth} the {opp} window is {neg}drawn {dir} the picture, and the {role1} sees{func} result.",
        "By {date} the {role1} had paid {digits} {unit} for the {good} that {name} {modal} {neg}return to the {role2}.",
        "Call it with -{option} and the {good} keeps {word} {form}, however the {role1} orders them {dir} the limit.",
        "The {opp} lamp {modal} burn as long as the {role1} watches the {role2} and the {spell} gauge shows {digits} {unit}.",
    ],
    slots: &[
        (
            "role",
            &[
                "lender", "borrower", "teacher", "pupil", "captain", "pilot", "baker", "farmer",
                "editor", "author",
            ],
        ),
        ("modal", &["must|could", "may|shall", "might|will", "should|can"]),
        ("neg", &["|not ", "|hardly "]),
        (
            "good",
            &[
                "letter", "barley", "bicycle", "medicine", "painting", "contract", "keyboard",
                "lantern",
            ],
        ),
        ("dir", &["with|without", "over|under", "behind|beyond", "into|against"]),
        (
            "opp",
            &[
                "early|late",
                "green|red",
                "inner|outer",
                "private|public",
                "empty|full",
                "cheap|expensive",
            ],
        ),
        ("func", &[" the| a", " the|"]),
        ("name", &["Ferreira", "Agnes", "Lisbon", "Tomsk", "Ibrahim", "Judith", "Oslo", "Lima"]),
        ("quant", &["Every", "Any", "Both", "Many", "Three", "Half"]),
        ("spell", &["labour|labor", "defence|defense", "centre|center", "modernised|modernized"]),
        (
            "form",
            &["page|pages", "letters|letter", "folders|folder", "signed chapter|signed chapters"],
        ),
        ("date", &["Friday", "Sunday", "9 March", "24 August", "Christmas", "2 October"]),
        ("word", &["four", "five", "nine", "eleven", "thirty", "sixty"]),
        ("unit", &["days", "weeks", "pounds", "euros", "miles", "degrees"]),
        ("option", &["keep", "prune", "no-edit", "strict", "depth", "mirror"]),
        ("truth", &["true|false", "enabled|disabled", "on|off"]),
    ],
};
