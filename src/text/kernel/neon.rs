//! The kernel for NEON.
//!
//! The bytes of a block are dealt out to four registers in turn, as cards are. So the byte before
//! one is at the same place of another register, and three shifts make a bit mask of them.

use super::batch::{Batch, TOKENS, room};
use super::block::{Beyond, Block, Words, below};
use super::stop::Stop;
use crate::hash::short_token_hash;
use crate::text::class::{LETTER, NEXT_PAGE, Page, SINGLE};
use std::arch::aarch64::{
    uint8x16_t, uint8x16x4_t, vandq_u8, vbslq_u8, vceqq_u8, vcleq_u8, vdupq_n_u8, vextq_u8,
    vget_lane_u64, vld1q_u8_x4, vld4q_u8, vornq_u8, vorrq_u8, vqtbx4q_u8, vreinterpret_u64_u8,
    vreinterpretq_u16_u8, vshrn_n_u16, vsriq_n_u8, vst4q_u8, vsubq_u8, vtstq_u8,
};

/// A block of 64 bytes: its byte `i` is byte `i / 4` of register `i % 4`.
type Quad = [uint8x16_t; 4];

/// [`fill`](super::fill).
#[target_feature(enable = "neon")]
pub(super) fn fill(batch: &mut Batch, text: &str, start: usize) -> Stop {
    batch.fill(
        text,
        start,
        |bytes, lower| classify(bytes, lower),
        |batch, words, offset| list(batch, words, offset),
        |batch| hash(batch),
    )
}

/// The classes of the bytes of a block. Converts the bytes to lower case.
#[inline]
#[target_feature(enable = "neon")]
fn classify(bytes: &[u8; 64], lower: &mut [u8; 64]) -> Block {
    let block = load(bytes);
    let is = |byte: u8| is(block, byte);
    let lowered = or(block, [all(0x20); 4]);
    let letters = within(lowered, b'a', 25);
    let both = or(is(b'\''), is(b'.'));
    let mut found = Block {
        letter: bits(letters),
        digit: bits(within(block, b'0', 9)),
        underscore: bits(is(b'_')),
        joins_letters: bits(or(both, is(b':'))),
        joins_digits: bits(or(both, or(is(b','), is(b';')))),
        high: bits(block),
        beyond: Beyond::default(),
    };
    let mut folded = choose(block, lowered, letters);
    if found.high != 0 {
        folded = beyond(bytes, block, folded, &mut found);
    }
    store(lower, folded);
    found
}

/// Adds what the characters beyond ASCII are; gives the block with them too in lower case.
#[inline]
#[target_feature(enable = "neon")]
fn beyond(bytes: &[u8; 64], block: Quad, mut folded: Quad, found: &mut Block) -> Quad {
    let leads = |byte: u8| bits(within(block, byte, 0xff - byte));
    let (from_two, from_three, four) = (leads(0xc0), leads(0xe0), leads(0xf0));
    let two = from_two & !from_three;
    let three = from_three & !four;
    // The bytes one and two before each byte.
    let before = behind(block);
    let before_that = behind(before);
    // At the last byte of each character.
    let mut traits = [all(0); 4];

    let mut open = two & !(1 << 63);
    while open != 0 {
        let lead = bytes[open.trailing_zeros() as usize];
        let page = Page::of_two(lead);
        let last = is(before, lead);
        open &= !(bits(last) >> 1);
        traits = look_up(traits, &page.traits, block, last);
        folded = look_up(folded, &page.folded, block, last);
    }

    let mut open = three & !(3 << 62);
    if open != 0 {
        // Nearly all of Han, whose pages are many and all alike.
        let first = and(is(before_that, 0xe4), within(before, 0xb8, 7));
        let han = or(within(before_that, 0xe5, 4), first);
        traits = choose(traits, [all(SINGLE); 4], han);
        // Hangul, except for its last page, which is not full.
        let first = and(is(before_that, 0xea), within(before, 0xb0, 15));
        let last = and(is(before_that, 0xed), within(before, 0x80, 29));
        let hangul = or(within(before_that, 0xeb, 1), or(first, last));
        traits = choose(traits, [all(LETTER); 4], hangul);
        // Quotes and dashes, which have no case.
        let quotes = and(is(before_that, 0xe2), is(before, 0x80));
        let page = Page::of_three(0xe2, 0x80);
        traits = look_up(traits, &page.traits, block, quotes);
        open &= !(bits(or(or(han, hangul), quotes)) >> 2);
    }
    while open != 0 {
        let at = open.trailing_zeros() as usize;
        let page = Page::of_three(bytes[at], bytes[at + 1]);
        let last = and(is(before_that, bytes[at]), is(before, bytes[at + 1]));
        open &= !(bits(last) >> 2);
        traits = look_up(traits, &page.traits, block, last);
        folded = look_up(folded, &page.folded, block, last);
    }

    found.add(two, three, four, |bit| bits(has(traits, bit)));
    // The byte before the last is one more.
    let next = ahead(has(traits, NEXT_PAGE));
    each(|i| vsubq_u8(folded[i], next[i]))
}

/// Adds the words of a block to the batch.
#[inline]
#[target_feature(enable = "neon")]
fn list(batch: &mut Batch, words: &Words, offset: u8) {
    let from = batch.len.min(TOKENS);
    let count = words.starts.count_ones() as usize;
    batch.len = from + count;
    let first_bytes = room(&mut batch.starts, from).as_chunks_mut::<4>().0;
    let last_bytes = room(&mut batch.lasts, from).as_chunks_mut::<4>().0;
    // Zeros are counted from the top.
    let (mut starts, mut lasts) = (words.starts.reverse_bits(), words.lasts.reverse_bits());
    for i in 0..count.div_ceil(4).min(16) {
        // The loop ends at one of few places, which is predicted more often than one of many. What
        // is written in excess is overwritten, or never read.
        for j in 0..4 {
            first_bytes[i][j] = offset.wrapping_add(take_top(&mut starts));
            last_bytes[i][j] = offset.wrapping_add(take_top(&mut lasts));
        }
    }
    let kinds = room(&mut batch.kinds, from);
    if words.single & words.starts == 0 {
        *kinds = [0; 64];
    } else {
        let mut starts = words.starts.reverse_bits();
        for kind in &mut kinds[..count] {
            *kind = (words.single >> (take_top(&mut starts) & 63)) as u8 & 1;
        }
    }
}

/// How many zeros are above the highest bit, which is taken away.
#[inline]
#[target_feature(enable = "neon")]
fn take_top(bits: &mut u64) -> u8 {
    let zeros = bits.leading_zeros();
    *bits &= !(1_u64 << 63).wrapping_shr(zeros);
    zeros as u8
}

/// Hashes the words of the batch. There are no multiplications of 64 bits side by side.
#[inline]
#[target_feature(enable = "neon")]
fn hash(batch: &mut Batch) {
    /// For each length from 1 on, what belongs to the word.
    static INSIDE: [[u64; 2]; 64] = {
        let mut inside = [[u64::MAX; 2]; 64];
        let mut more = 0;
        while more < 16 {
            let word = u128::MAX >> (120 - 8 * more);
            inside[more] = [word as u64, (word >> 64) as u64];
            more += 1;
        }
        inside
    };
    let len = batch.len.min(TOKENS);
    let places = batch.starts.iter().zip(&batch.lasts);
    for (hash, (&start, &last)) in batch.hashes[..len].iter_mut().zip(places) {
        let more = last.wrapping_sub(start) & 63;
        let bytes = batch.lower[usize::from(start)..].first_chunk();
        let bytes = u128::from_le_bytes(*bytes.expect("16 bytes of padding"));
        let [low, high] = INSIDE[usize::from(more)];
        let (low, high) = (bytes as u64 & low, (bytes >> 64) as u64 & high);
        *hash = short_token_hash(low, high, u64::from(more) + 1);
    }
    for (row, odd) in batch.odd.iter_mut().enumerate() {
        let starts = load(room(&mut batch.starts, row * 64));
        let lasts = load(room(&mut batch.lasts, row * 64));
        let more = each(|i| vsubq_u8(lasts[i], starts[i]));
        *odd |= bits(within(more, 16, 0xff - 16)) & below(len.saturating_sub(row * 64) as u32);
    }
}

/// A block, a register at a time.
#[inline]
#[target_feature(enable = "neon")]
fn each(register: impl Fn(usize) -> uint8x16_t) -> Quad {
    [register(0), register(1), register(2), register(3)]
}

#[inline]
#[target_feature(enable = "neon")]
fn all(byte: u8) -> uint8x16_t {
    vdupq_n_u8(byte)
}

#[inline]
#[target_feature(enable = "neon")]
fn is(quad: Quad, byte: u8) -> Quad {
    each(|i| vceqq_u8(quad[i], all(byte)))
}

/// Which bytes are from `first` on, and at most so many more.
#[inline]
#[target_feature(enable = "neon")]
fn within(quad: Quad, first: u8, more: u8) -> Quad {
    each(|i| vcleq_u8(vsubq_u8(quad[i], all(first)), all(more)))
}

/// Which bytes have a bit set.
#[inline]
#[target_feature(enable = "neon")]
fn has(quad: Quad, bit: u8) -> Quad {
    each(|i| vtstq_u8(quad[i], all(bit)))
}

#[inline]
#[target_feature(enable = "neon")]
fn or(a: Quad, b: Quad) -> Quad {
    each(|i| vorrq_u8(a[i], b[i]))
}

#[inline]
#[target_feature(enable = "neon")]
fn and(a: Quad, b: Quad) -> Quad {
    each(|i| vandq_u8(a[i], b[i]))
}

/// The second, where the third is all ones.
#[inline]
#[target_feature(enable = "neon")]
fn choose(a: Quad, b: Quad, which: Quad) -> Quad {
    each(|i| vbslq_u8(which[i], b[i], a[i]))
}

/// The top bit of each byte.
#[inline]
#[target_feature(enable = "neon")]
fn bits([a, b, c, d]: Quad) -> u64 {
    let four = vsriq_n_u8::<2>(vsriq_n_u8::<1>(d, c), vsriq_n_u8::<1>(b, a));
    // The four bits twice in each byte: the ends of two bytes that meet are eight.
    let twice = vreinterpretq_u16_u8(vsriq_n_u8::<4>(four, four));
    vget_lane_u64::<0>(vreinterpret_u64_u8(vshrn_n_u16::<4>(twice)))
}

/// The byte before each byte, and a zero before the first.
#[inline]
#[target_feature(enable = "neon")]
fn behind([a, b, c, d]: Quad) -> Quad {
    [vextq_u8::<15>(all(0), d), a, b, c]
}

/// The byte behind each byte, and a zero behind the last.
#[inline]
#[target_feature(enable = "neon")]
fn ahead([a, b, c, d]: Quad) -> Quad {
    [b, c, d, vextq_u8::<1>(a, all(0))]
}

/// For each byte where `which` is all ones, the entry of the table that its lower six bits say;
/// elsewhere what was there.
#[inline]
#[target_feature(enable = "neon")]
fn look_up(was: Quad, table: &[u8; 64], block: Quad, which: Quad) -> Quad {
    // SAFETY: 64 bytes may be read through the reference, at any alignment.
    let table = unsafe { vld1q_u8_x4(table.as_ptr()) };
    // An entry beyond the table is none.
    each(|i| vqtbx4q_u8(was[i], table, vornq_u8(vandq_u8(block[i], all(0x3f)), which[i])))
}

#[inline]
#[target_feature(enable = "neon")]
fn load(bytes: &[u8; 64]) -> Quad {
    // SAFETY: 64 bytes may be read through the reference, at any alignment.
    let uint8x16x4_t(a, b, c, d) = unsafe { vld4q_u8(bytes.as_ptr()) };
    [a, b, c, d]
}

#[inline]
#[target_feature(enable = "neon")]
fn store(bytes: &mut [u8; 64], [a, b, c, d]: Quad) {
    // SAFETY: 64 bytes may be written through the reference, at any alignment.
    unsafe { vst4q_u8(bytes.as_mut_ptr(), uint8x16x4_t(a, b, c, d)) };
}
