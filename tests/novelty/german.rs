//! German pairs for the test of facts.

use super::Half;

pub(super) const CHOOSING: Half = Half {
    templates: &[
        "Der {role1} {modal} die {good} {neg}an den {role2} übergeben, und zwar {dir} der {opp} Lieferung{func} mit {name} vereinbarten Liste.",
        "{quant} {form} in der {spell} {modal} vom {role1} am {date} geprüft und {word} {unit} aufbewahrt werden.",
        "Der Schlüssel `core.{option}` steht auf {truth}, wenn der {role1} den {opp} Zweig {dir} der Sicherung {neg}holt.",
        "Am {date} meldete der {role1} {digits} {unit} {good} an {name}, und der {role2} {modal} davon {neg}erfahren.",
        "Mit --{option} zeigt das Programm {word} {form} {dir} der Überschrift, wie der {role1} es{func} beschrieben hat.",
        "Das {opp} Ventil {modal} so bleiben, solange der {role1} und der {role2} an der {spell} {digits} {unit} messen.",
    ],
    slots: &[
        (
            "role",
            &[
                "Käufer",
                "Verkäufer",
                "Mieter",
                "Vermieter",
                "Pfleger",
                "Patient",
                "Fahrer",
                "Wächter",
            ],
        ),
        ("modal", &["muss|darf", "soll|kann", "will|muss"]),
        ("neg", &["|nicht ", "|niemals "]),
        ("good", &["Wolle", "Kohle", "Maschine", "Urkunde", "Ladung", "Munition"]),
        ("dir", &["vor|nach", "über|unter", "mit|ohne"]),
        (
            "opp",
            &[
                "offenen|geschlossenen",
                "oberen|unteren",
                "ersten|letzten",
                "warmen|kalten",
                "linken|rechten",
            ],
        ),
        ("func", &[" der| einer", " dieser| der"]),
        ("name", &["Martin", "Helena", "Osaka", "Bremen", "Yusuf", "Dublin"]),
        ("quant", &["Alle", "Einige", "Keine", "Mehrere", "Viele", "Manche"]),
        ("spell", &["Straße|Strasse", "Küche|Kueche", "Höhle|Hoehle"]),
        (
            "form",
            &[
                "Datei|Dateien",
                "Verträge|Vertrag",
                "alte Tabellen|alte Tabelle",
                "Berichte|Berichten",
            ],
        ),
        ("date", &["Montag", "Donnerstag", "3. Mai", "17. Juni", "1. April"]),
        ("word", &["zwei", "drei", "sieben", "zwölf", "zwanzig"]),
        ("unit", &["Stunden", "Minuten", "Liter", "Gramm", "Meter", "Tonnen"]),
        ("option", &["quiet", "force", "unset-all", "get-all", "verbose", "dryrun"]),
        ("truth", &["wahr|falsch", "ja|nein", "an|aus"]),
    ],
};

pub(super) const REPORTING: Half = Half {
    templates: &[
        "Jeden Tag {modal} der {role1} die {good} {neg}an den {role2} weitergeben, sagte {name} {dir} der {opp} Sitzung.",
        "{quant} {form} aus der {spell} {modal} den {role1} binnen {word} {unit} erreichen, gerechnet vom {date} an.",
        "Wird `{option}` auf {truth} gesetzt, so zeichnet der {role1} das {opp} Fenster {neg}{dir} dem Bild{func} Anleitung.",
        "Bis zum {date} zahlte der {role1} {digits} {unit} für die {good}, die {name} dem {role2} {neg}geben {modal}.",
        "Durch -{option} behält die {good} {word} {form}, gleich wie der {role1} sie {dir} der Grenze ordnet.",
        "Die {opp} Lampe {modal} brennen, bis der {role1} den {role2} sieht und die {spell} {digits} {unit} anzeigt.",
    ],
    slots: &[
        (
            "role",
            &["Gläubiger", "Schuldner", "Lehrer", "Schüler", "Kapitän", "Pilot", "Bäcker", "Bauer"],
        ),
        ("modal", &["müsste|könnte", "dürfen|sollen", "möchte|kann"]),
        ("neg", &["|nicht ", "|kaum "]),
        ("good", &["Gerste", "Medizin", "Tastatur", "Zeitung", "Leiter", "Rechnung"]),
        ("dir", &["hinter|neben", "innerhalb|außerhalb", "zwischen|gegenüber"]),
        (
            "opp",
            &[
                "frühen|späten",
                "grünen|roten",
                "inneren|äußeren",
                "leeren|vollen",
                "billigen|teuren",
            ],
        ),
        ("func", &[" nach der| nach einer"]),
        ("name", &["Ferreira", "Agnes", "Lissabon", "Tomsk", "Ibrahim", "Oslo"]),
        ("quant", &["Sämtliche", "Jegliche", "Beide", "Zahlreiche", "Wenige"]),
        ("spell", &["Größe|Groesse", "Mühle|Muehle", "Anhöhe|Anhoehe"]),
        (
            "form",
            &["Seite|Seiten", "Briefe|Briefen", "neuen Ordner|neuen Ordnern", "Kapiteln|Kapitel"],
        ),
        ("date", &["Freitag", "Sonntag", "9. März", "24. August", "2. Oktober"]),
        ("word", &["vier", "fünf", "neun", "elf", "dreißig"]),
        ("unit", &["Tage", "Wochen", "Pfund", "Euro", "Meilen", "Grad"]),
        ("option", &["keep", "prune", "no-edit", "strict", "depth", "mirror"]),
        ("truth", &["wahr|falsch", "aktiv|inaktiv", "ein|aus"]),
    ],
};
