//! The verdict of the guard: whether a removed text states more than the kept one.
//!
//! The changes between both texts are found and judged ([`Judge`]). If changes are left that could be explained
//! by moved sentences, the sentences that both texts have are taken out and the rest is judged once more.
//!
//! Cost: that of `changes`, at most twice.

use super::boilerplate::boilerplate;
use super::change::Change;
use super::changes::changes;
use super::lexicon::Role;
use super::opposites::may_be_opposites;
use super::sentences::without_shared;
use super::side::Side;
use crate::model::Span;
use crate::text::normalise;

/// The compared words, and the exceptions that apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Sentences, paragraphs and lines: no change is allowed.
    Segment,
    /// Whole documents: changes in boilerplate lines are allowed, and in long ones a few ordinary words.
    Document,
}

/// One ordinary word may differ for each so many words of a document.
const WORDS_FOR_ONE: usize = 200;

/// The largest number of changes of two documents that are looked at.
const MOST_CHANGES: usize = 256;

/// Changes in boilerplate lines may have one word of so many of the document.
const BOILERPLATE_SHARE: usize = 10;

/// Whether `removed` states anything that `kept` does not.
///
/// Both are compared as they are, then without the sentences that both have, in any order. The second
/// comparison is skipped if `removed` has a word that `kept` has nowhere: it would be left over again.
pub(super) fn says_more(removed: &Side<'_>, kept: &Side<'_>, scope: Scope) -> bool {
    let judge = Judge { kept, removed, scope };
    match judge.verdict([None, None]) {
        Verdict::Equivalent => return false,
        Verdict::Novel => return true,
        Verdict::Open => {}
    }
    let rest = without_shared(kept, removed);
    // No sentence was taken out, so the second comparison would be the first.
    if rest[0].len() == kept.len() && rest[1].len() == removed.len() {
        return true;
    }
    !matches!(judge.verdict([Some(&rest[0]), Some(&rest[1])]), Verdict::Equivalent)
}

/// The result of one comparison.
enum Verdict {
    Equivalent,
    /// There are changes, but the kept text may have their words elsewhere.
    Open,
    /// The kept text has a word of the changes nowhere.
    Novel,
}

struct Judge<'s> {
    kept: &'s Side<'s>,
    removed: &'s Side<'s>,
    scope: Scope,
}

impl Judge<'_> {
    /// Compares the texts; `some` has the words of each that are compared, if not all are.
    fn verdict(&self, some: [Option<&[u32]>; 2]) -> Verdict {
        let (most, allowed) = match self.scope {
            Scope::Segment => (0, 0),
            Scope::Document => (MOST_CHANGES, self.removed.len() / WORDS_FOR_ONE),
        };
        let Some(mut changes) = changes([self.kept, self.removed], some, most) else {
            return Verdict::Open;
        };
        // Only documents have boilerplate lines: for segments `most` is 0.
        if changes.len() <= most && !changes.is_empty() {
            self.drop_boilerplate(&mut changes);
        }
        let words = |change: &Change| change.kept.len().max(change.removed.len());
        let are_few = changes.iter().map(words).sum::<usize>() <= allowed;
        if are_few && changes.iter().all(|change| self.is_ordinary(change)) {
            return Verdict::Equivalent;
        }
        // Sentences that moved cannot explain a word that the kept text has nowhere.
        let hashes = &self.removed.tokens.hashes;
        let is_novel = |&&token: &&usize| self.kept.tokens.count(hashes[token]) == 0;
        let novel = changes.iter().flat_map(|change| &change.removed).filter(is_novel).count();
        if novel > allowed { Verdict::Novel } else { Verdict::Open }
    }

    /// Drops the changes in boilerplate lines, unless they have too many of the words.
    fn drop_boilerplate(&self, changes: &mut Vec<Change>) {
        let sides = [self.kept, self.removed];
        let lines = sides.map(|side| boilerplate(side.text, side.part));
        // A change is boilerplate only if all its words are, on both sides.
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
        // A document of menus has its statements in them.
        if words * BOILERPLATE_SHARE <= self.removed.len() {
            changes.retain(|change| !is_boilerplate(change));
        }
    }

    /// Whether a change is one ordinary word in place of another one that is no likely opposite, or one
    /// ordinary word that only the kept text has.
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

    /// Whether a word is ordinary: at least four small letters, no fact word, not marked, technical or
    /// beside a symbol, and found once in both texts together. A word that occurs more often is a
    /// subject of the text (the seller, the buyer), and must not be exchanged.
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
