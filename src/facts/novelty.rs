//! The verdict: is anything lost with a text?

use super::boilerplate::boilerplate;
use super::change::Change;
use super::changes::changes;
use super::lexicon::Role;
use super::opposites::may_be_opposites;
use super::sentences::without_shared;
use super::side::Side;
use crate::model::Span;
use crate::text::normalise;

/// How strictly two texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Sentences, paragraphs and lines: nothing may be lost.
    Segment,
    /// Whole documents: boilerplate lines and, in long ones, an ordinary word or two may be.
    Document,
}

/// For so many words of a document, one ordinary word may be another one.
const WORDS_FOR_ONE: usize = 200;

/// With more changes than this, two documents are not equivalent whatever these are.
const MOST_CHANGES: usize = 256;

/// Boilerplate lines in which two documents differ may hold this share of their words: one of so many.
const BOILERPLATE_SHARE: usize = 10;

/// Whether `removed` says anything that `kept` does not.
///
/// Both are compared as they are, then without the whole sentences that both have, in whatever order.
/// The second comparison is left out if it would find a word again that `kept` has nowhere.
pub(super) fn says_more(removed: &Side<'_>, kept: &Side<'_>, scope: Scope) -> bool {
    let judge = Judge { kept, removed, scope };
    match judge.verdict([None, None]) {
        Verdict::Equivalent => return false,
        Verdict::Novel => return true,
        Verdict::Open => {}
    }
    let rest = without_shared(kept, removed);
    if rest[0].len() == kept.len() && rest[1].len() == removed.len() {
        return true;
    }
    !matches!(judge.verdict([Some(&rest[0]), Some(&rest[1])]), Verdict::Equivalent)
}

/// What is known after two texts were laid side by side.
enum Verdict {
    Equivalent,
    /// Some words may stand elsewhere in the kept text.
    Open,
    /// A word is in the removed text alone.
    Novel,
}

struct Judge<'s> {
    kept: &'s Side<'s>,
    removed: &'s Side<'s>,
    scope: Scope,
}

impl Judge<'_> {
    /// `some` has the words that are compared, if not all are.
    fn verdict(&self, some: [Option<&[u32]>; 2]) -> Verdict {
        let (most, allowed) = match self.scope {
            Scope::Segment => (0, 0),
            Scope::Document => (MOST_CHANGES, self.removed.len() / WORDS_FOR_ONE),
        };
        let Some(mut changes) = changes([self.kept, self.removed], some, most) else {
            return Verdict::Open;
        };
        if changes.len() <= most && !changes.is_empty() {
            self.drop_boilerplate(&mut changes);
        }
        let words = |change: &Change| change.kept.len().max(change.removed.len());
        let are_few = changes.iter().map(words).sum::<usize>() <= allowed;
        if are_few && changes.iter().all(|change| self.is_ordinary(change)) {
            return Verdict::Equivalent;
        }
        let hashes = &self.removed.tokens.hashes;
        let is_novel = |&&token: &&usize| self.kept.tokens.count(hashes[token]) == 0;
        let novel = changes.iter().flat_map(|change| &change.removed).filter(is_novel).count();
        if novel > allowed { Verdict::Novel } else { Verdict::Open }
    }

    /// Leaves out the changes in boilerplate lines, unless these are much of the text.
    fn drop_boilerplate(&self, changes: &mut Vec<Change>) {
        let sides = [self.kept, self.removed];
        let lines = sides.map(|side| boilerplate(side.text, side.part));
        let is_in = |which: usize, token: usize| {
            let span: Span = sides[which].tokens.spans[token];
            let at = lines[which].partition_point(|line| line.end <= span.start);
            lines[which].get(at).is_some_and(|line| line.start <= span.start)
        };
        let is_boilerplate = |change: &Change| {
            change.kept.iter().all(|&token| is_in(0, token))
                && change.removed.iter().all(|&token| is_in(1, token))
        };
        let words: usize = changes
            .iter()
            .filter(|change| is_boilerplate(change))
            .map(|change| change.kept.len().max(change.removed.len()))
            .sum();
        if words * BOILERPLATE_SHARE <= self.removed.len() {
            changes.retain(|change| !is_boilerplate(change));
        }
    }

    /// Whether a change is one ordinary word in the place of another one, which is no opposite as far
    /// as one can tell, or one ordinary word that only the kept text has.
    ///
    /// A word that either text has elsewhere is one of those that it speaks of: the seller, the buyer.
    fn is_ordinary(&self, change: &Change) -> bool {
        let words = match (&change.kept[..], &change.removed[..]) {
            (&[kept], &[removed]) => {
                let [kept, removed] = [self.kept.word(kept), self.removed.word(removed)];
                !may_be_opposites(&normalise(kept), &normalise(removed))
            }
            (&[_], &[]) => true,
            _ => false,
        };
        words
            && !change.is_fact
            && change.kept.iter().all(|&token| self.is_ordinary_word(self.kept, token))
            && change.removed.iter().all(|&token| self.is_ordinary_word(self.removed, token))
    }

    fn is_ordinary_word(&self, side: &Side<'_>, token: usize) -> bool {
        let word = side.word(token);
        let hash = side.tokens.hashes[token];
        word.chars().count() >= 4
            && word.chars().all(char::is_lowercase)
            && side.role(token) != Some(Role::Fact)
            && !side.is_marked(token)
            && !side.is_technical(token)
            && !side.is_touched(token)
            && self.kept.tokens.count(hash) + self.removed.tokens.count(hash) == 1
    }
}
