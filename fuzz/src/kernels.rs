//! The kernels: shingles, sets and signatures are the same at every level of vector instructions.

use crate::simd_levels::at_every_level;
use arbitrary::{Arbitrary, Unstructured};
use retold::hash::shingle_hash;
use retold::shingle::{ShingleSet, ShingleSets, Shingler};
use retold::shingle::{overlap, overlap_at_least};
use retold::sketch::{MinHasher, SketchKind};
use retold::text::TokenKind;
use std::collections::BTreeSet;

/// Numbers from a small range, so that they recur, or any.
#[derive(Arbitrary, Debug)]
enum Number {
    Small(u8),
    Spread(u8),
    Any(u64),
}

#[derive(Arbitrary, Debug)]
struct Input {
    width: u8,
    slots: u8,
    classic: bool,
    seed: u64,
    need: u8,
    a: Vec<Number>,
    b: Vec<Number>,
    kinds: Vec<bool>,
}

/// Makes sets and signatures of numbers.
pub fn kernels(data: &[u8]) {
    let Ok(input) = Input::arbitrary_take_rest(Unstructured::new(data)) else { return };
    let numbers = |list: &[Number]| -> Vec<u64> { list.iter().map(Number::value).collect() };
    let (a, b) = (numbers(&input.a), numbers(&input.b));
    shingles(&a, &input);
    sets(&a, &b, usize::from(input.need));
    signatures(&a, &b, &input);
}

impl Number {
    fn value(&self) -> u64 {
        match *self {
            Number::Small(number) => number.into(),
            // Equal lower halves and equal upper halves, which a radix sort must not mix up.
            Number::Spread(number) => u64::from(number).rotate_right(u32::from(number) % 3 * 16),
            Number::Any(number) => number,
        }
    }
}

/// Shingles of words are windows; those of mixed kinds contain as many words as fit.
fn shingles(tokens: &[u64], input: &Input) {
    let width = usize::from(input.width) % 32 + 1;
    // The unhashed numbers, since weak hashes collide alike at every level.
    let shingler = Shingler::new(width).expect("a width in 1..=32").of_hashes();
    let found = at_every_level(|| {
        let mut found = vec![7];
        shingler.word_shingles_into(tokens, &mut found);
        found
    });
    assert_eq!(found[0], 7, "what was there stays");
    let windows = tokens.windows(width.min(tokens.len()).max(1)).map(shingle_hash);
    assert!(windows.eq(found[1..].iter().copied()), "{width} {tokens:?}");
    let kinds: Vec<TokenKind> = (0..tokens.len())
        .map(|at| match input.kinds.get(at % input.kinds.len().max(1)) {
            Some(true) => TokenKind::Character,
            _ => TokenKind::Word,
        })
        .collect();
    let mixed = at_every_level(|| {
        let mut mixed = Vec::new();
        shingler.shingles_into(tokens, &kinds, &mut mixed);
        mixed
    });
    assert_eq!(mixed, shingles_of_kinds(tokens, &kinds, width), "{width} {tokens:?} {kinds:?}");
}

/// At each token the longest run that fits, up to the first run that reaches the end.
fn shingles_of_kinds(tokens: &[u64], kinds: &[TokenKind], width: usize) -> Vec<u64> {
    let fits = |run: &[TokenKind]| run.iter().map(|kind| kind.fifths()).sum::<usize>() <= 5 * width;
    let mut found = Vec::new();
    for start in 0..tokens.len() {
        let ends = (start + 1..=tokens.len()).take_while(|&end| fits(&kinds[start..end]));
        let end = ends.last().expect("one token always fits");
        found.push(shingle_hash(&tokens[start..end]));
        if end == tokens.len() {
            break;
        }
    }
    found
}

/// Sets are sorted, and their intersection is that of the standard library.
fn sets(a: &[u64], b: &[u64], need: usize) {
    let [expected_a, expected_b] = [a, b].map(|list| list.iter().copied().collect::<BTreeSet<_>>());
    let (set_a, set_b) =
        at_every_level(|| (ShingleSet::from_shingles(a), ShingleSet::from_shingles(b)));
    assert!(set_a.as_slice().iter().eq(&expected_a), "{a:?}");
    assert!(set_b.as_slice().iter().eq(&expected_b), "{b:?}");
    let mut many = ShingleSets::new();
    at_every_level(|| {
        many.clear();
        many.push(a);
        many.push(b);
        (many.get(0).to_vec(), many.get(1).to_vec())
    });
    assert_eq!((many.get(0), many.get(1)), (set_a.as_slice(), set_b.as_slice()));
    let common = expected_a.intersection(&expected_b).count();
    let (a, b) = (set_a.as_slice(), set_b.as_slice());
    let found = at_every_level(|| {
        (overlap(a, b), overlap(b, a), overlap_at_least(a, b, need), overlap_at_least(b, a, need))
    });
    let enough = (common >= need).then_some(common);
    assert_eq!(found, (common, common, enough, enough), "{a:?} {b:?}");
    assert_eq!(set_a.union(&set_b).len(), a.len() + b.len() - common);
    assert_eq!(set_a.resemblance(&set_b), set_b.resemblance(&set_a));
}

/// Signatures do not depend on order or repeats, and merge into that of the union.
fn signatures(a: &[u64], b: &[u64], input: &Input) {
    let kind = if input.classic { SketchKind::Classic } else { SketchKind::Bucketed };
    let Ok(hasher) = MinHasher::with_kind(kind, usize::from(input.slots), input.seed) else {
        return;
    };
    let [of_a, of_b] = [a, b].map(|list| at_every_level(|| hasher.signature(list)));
    let mut shuffled: Vec<u64> = a.iter().rev().chain(a).copied().collect();
    assert_eq!(hasher.signature(&shuffled), of_a, "neither order nor repeats count");
    shuffled.extend(b);
    let (Some(mut of_a), Some(of_b)) = (of_a, of_b) else {
        assert!(a.is_empty() || b.is_empty());
        return;
    };
    of_a.merge(&of_b).expect("both of one hasher");
    let of_both = hasher.signature(&shuffled).expect("it is not empty");
    assert_eq!(of_a, of_both, "{kind:?} {} {a:?} {b:?}", input.slots);
}
