//! The English lexicon.
//!
//! Function words are articles, prepositions without a direction, and the verbs of compound tenses. Pronouns are in
//! no list, since they say who is meant. `to`, `from`, `by`, `for` and `with` are in none either: they give a
//! direction, an agent or a recipient.

use super::table::group::{
    ADVERB, ARTICLE, CONJUNCTION, COPULA, FAR, NEAR, PERFECT, PREPOSITION, RELATIVE,
};
use super::table::{Language, Table, Use};

pub(super) const TABLE: Table = Table {
    language: Language::English,
    function: &[
        (ARTICLE | NEAR | FAR, Use::Free, "the"),
        (ARTICLE, Use::Free, "a an"),
        (NEAR, Use::Bound, "this these such"),
        (FAR, Use::Bound, "those"),
        (PREPOSITION, Use::Free, "of in at on upon"),
        (RELATIVE | FAR, Use::Free, "that"),
        (RELATIVE, Use::Free, "which who whom"),
        (CONJUNCTION, Use::Free, "and"),
        (COPULA, Use::Bound, "is are was were be been being am"),
        (PERFECT, Use::Free, "has have had having do does did"),
        (ADVERB, Use::Free, "also thus hence therefore moreover furthermore"),
    ],
    facts: "no not nor never none nobody nothing nowhere neither cannot ain't aren't can't couldn't \
            didn't doesn't don't hadn't hasn't haven't isn't mightn't mustn't needn't oughtn't shan't \
            shouldn't wasn't weren't won't wouldn't without only except excepting excluding \
            including unless until till but hardly barely scarcely rarely seldom almost nearly \
            approximately about exactly merely solely just must may might can could shall should \
            will would ought need if whether or either all every each any some many most more \
            several both half few fewer little less least much enough always sometimes often \
            usually ever true false yes off out up down left right zero one two three four \
            five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
            eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds \
            thousand thousands million millions billion billions dozen first second third fourth \
            fifth sixth seventh eighth ninth tenth last next previous once twice thrice double triple \
            single quarter before after above below since again against instead alleged \
            allegedly former latter",
};

/// Forms of one word that no ending leads to.
pub(in crate::facts) const IRREGULAR: &str = "\
    go goes going went gone|take takes taking took taken|give gives giving gave given|\
    write writes writing wrote written|see sees seeing saw seen|know knows knowing knew known|\
    come comes coming came|begin begins beginning began begun|break breaks breaking broke broken|\
    choose chooses choosing chose chosen|draw draws drawing drew drawn|eat eats eating ate eaten|\
    fall falls falling fell fallen|fly flies flying flew flown|forget forgets forgetting forgot forgotten|\
    freeze freezes freezing froze frozen|grow grows growing grew grown|keep keeps keeping kept|\
    make makes making made|pay pays paying paid|say says saying said|send sends sending sent|\
    sell sells selling sold|buy buys buying bought|bring brings bringing brought|\
    think thinks thinking thought|speak speaks speaking spoke spoken|stand stands standing stood|\
    tell tells telling told|throw throws throwing threw thrown|wear wears wearing wore worn|\
    win wins winning won|build builds building built|run runs running ran|sit sits sitting sat|\
    hold holds holding held|meet meets meeting met|lead leads leading led|lose loses losing lost|\
    spend spends spending spent|teach teaches teaching taught|catch catches catching caught|\
    understand understands understanding understood|get gets getting got gotten|\
    become becomes becoming became|rise rises rising rose risen|drive drives driving drove driven|\
    man men|woman women|child children|foot feet|tooth teeth|mouse mice|goose geese|person people|\
    life lives|wife wives|half halves|leaf leaves|knife knives|shelf shelves|wolf wolves|\
    analysis analyses|crisis crises|criterion criteria|index indexes indices|matrix matrices";

/// Words that look like a form of another one and are none.
pub(in crate::facts) const APART: &str = "morning evening news goods customs arms means nothing something \
    anything everything during string spring thing bring being wedding ceiling sterling outstanding \
    forthcoming hundred sacred naked wicked rugged kindred species series glasses spectacles spirits \
    premises proceeds savings earnings belongings troops manners interested \
    interesting princess princes needs planes cares bares wines hopes hoping hoped stares staring \
    united limited limiting advanced advancing supposed accused accusing employed employing \
    borrowed borrowing lending insured insuring insures appointed appointing injured injuring";

/// Spellings of one word that no rule leads to.
pub(in crate::facts) const SPELLINGS: &str = "\
    grey gray|programme program|programmes programs|tyre tire|tyres tires|plough plow|ploughs plows|\
    judgement judgment|judgements judgments|acknowledgement acknowledgment|ageing aging|\
    whilst while|amongst among|amidst amid|towards toward|afterwards afterward|upwards upward|\
    downwards downward|backwards backward|forwards forward|learnt learned|spelt spelled|burnt burned|\
    dreamt dreamed|leant leaned|spoilt spoiled|fulfil fulfill|fulfils fulfills|skilful skillful|\
    enrol enroll|enrols enrolls|enrolment enrollment|instalment installment|\
    instalments installments|jewellery jewelry|sceptical skeptical|sceptic skeptic|mould mold|\
    moulds molds|artefact artifact|artefacts artifacts|practise practice|practises practices|\
    practised practiced|practising practicing|aluminium aluminum|pyjamas pajamas|cosy cozy|\
    kerb curb|draught draft|draughts drafts|manoeuvre maneuver|manoeuvres maneuvers|\
    storey story|storeys stories|cheque check|cheques checks|okay ok|catalogue catalog|\
    gaol jail|moustache mustache|pretence pretense|licence license|licences licenses|\
    defence defense|offence offense|defences defenses|offences offenses|yoghurt yogurt";
