//! French pairs for the test of facts.

use super::Half;

pub(super) const CHOOSING: Half = Half {
    templates: &[
        "Le {role1} {modal} {neg}remettre la {good} au {role2} {dir} la livraison {opp}{func} contrat avec {name}.",
        "{quant} les {form} de la {spell} {modal} passer chez le {role1} le {date} et y rester {word} {unit}.",
        "La clé `core.{option}` vaut {truth} quand la branche {opp} est {neg}copiée par le {role1} {dir} la sauvegarde.",
        "Le {date}, le {role1} annonça {digits} {unit} de {good} à {name}, et le {role2} {modal} {neg}en parler.",
        "Avec --{option}, la {good} montre {word} {form} {dir} la ligne, comme le {role1} décrit{func} méthode.",
        "La soupape {opp} {modal} rester ainsi tandis que le {role1} et le {role2} mesurent {digits} {unit} dans la {spell}.",
    ],
    slots: &[
        (
            "role",
            &[
                "vendeur",
                "client",
                "bailleur",
                "locataire",
                "médecin",
                "patient",
                "gardien",
                "visiteur",
            ],
        ),
        ("modal", &["doit|peut", "devrait|pourrait", "veut|doit"]),
        ("neg", &["|ne pas ", "|ne jamais "]),
        ("good", &["laine", "machine", "marchandise", "facture", "cargaison", "voiture"]),
        ("dir", &["avant|après", "devant|derrière", "avec|sans"]),
        (
            "opp",
            &[
                "ouverte|fermée",
                "haute|basse",
                "première|dernière",
                "chaude|froide",
                "gauche|droite",
            ],
        ),
        ("func", &[" du| d'un", " du| de"]),
        ("name", &["Martin", "Hélène", "Osaka", "Brême", "Yusuf", "Dublin"]),
        ("quant", &["Tous", "Chez certains", "Presque tous", "Parmi"]),
        ("spell", &["fenêtre|fenetre", "forêt|foret", "bibliothèque|bibliotheque"]),
        ("form", &["dossier|dossiers", "journaux|journal", "lettres signées|lettre signée"]),
        ("date", &["lundi", "jeudi", "3 mai", "17 juin", "1er avril"]),
        ("word", &["deux", "trois", "sept", "douze", "vingt"]),
        ("unit", &["heures", "minutes", "litres", "grammes", "mètres", "tonnes"]),
        ("option", &["quiet", "force", "unset-all", "get-all", "verbose", "dryrun"]),
        ("truth", &["vrai|faux", "oui|non"]),
    ],
};

pub(super) const REPORTING: Half = Half {
    templates: &[
        "Chaque jour le {role1} {modal} {neg}transmettre la {good} au {role2} {dir} la séance {opp}, selon {name}.",
        "{quant} des {form} de la {spell} {modal} arriver chez le {role1} dans les {word} {unit} qui suivent le {date}.",
        "Si `{option}` vaut {truth}, le {role1} ne dessine {neg}la fenêtre {opp} {dir} la figure{func} manuel.",
        "Jusqu'au {date}, le {role1} a payé {digits} {unit} pour la {good} que {name} {modal} {neg}rendre au {role2}.",
        "Par -{option}, la {good} garde {word} {form}, quel que soit le rang que le {role1} leur donne {dir} la limite.",
        "La lampe {opp} {modal} briller tant que le {role1} voit le {role2} et que la {spell} indique {digits} {unit}.",
    ],
    slots: &[
        (
            "role",
            &[
                "prêteur",
                "débiteur",
                "maître",
                "élève",
                "capitaine",
                "pilote",
                "boulanger",
                "fermier",
            ],
        ),
        ("modal", &["devra|pourra", "doivent|peuvent", "faudrait|devrait"]),
        ("neg", &["|point ", "|plus "]),
        ("good", &["lettre", "récolte", "bicyclette", "peinture", "lanterne", "montre"]),
        ("dir", &["dessus|dessous", "vers|depuis", "contre|pour"]),
        (
            "opp",
            &[
                "verte|rouge",
                "vide|pleine",
                "intérieure|extérieure",
                "publique|privée",
                "chère|gratuite",
            ],
        ),
        ("func", &[" d'après le| d'après un", " selon le| selon"]),
        ("name", &["Ferreira", "Agnès", "Lisbonne", "Tomsk", "Ibrahim", "Oslo"]),
        ("quant", &["Aucune", "Beaucoup", "Peu", "Trop", "La moitié"]),
        ("spell", &["mémoire|memoire", "école|ecole", "théière|theiere"]),
        ("form", &["page|pages", "chapitres|chapitre", "canaux|canal", "tableaux|tableau"]),
        ("date", &["vendredi", "dimanche", "9 mars", "24 août", "2 octobre"]),
        ("word", &["quatre", "cinq", "neuf", "onze", "trente"]),
        ("unit", &["jours", "semaines", "livres", "euros", "milles", "degrés"]),
        ("option", &["keep", "prune", "no-edit", "strict", "depth", "mirror"]),
        ("truth", &["vrai|faux", "actif|inactif"]),
    ],
};
