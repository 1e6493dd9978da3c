//! The kernel for AVX2.

use super::batch::{Batch, LOWER, TOKENS, room};
use super::block::{Beyond, Block, Words, below};
use super::stop::Stop;
use crate::hash::short_token_hash;
use crate::text::class::{LETTER, NEXT_PAGE, Page, SINGLE};
use std::arch::x86_64::{
    __m128i, __m256i, _mm_cvtsi32_si128, _mm_loadu_si128, _mm256_add_epi64, _mm256_alignr_epi8,
    _mm256_and_si256, _mm256_andnot_si256, _mm256_blendv_epi8, _mm256_broadcastsi128_si256,
    _mm256_cmpeq_epi8, _mm256_cvtepu8_epi64, _mm256_loadu_si256, _mm256_min_epu8,
    _mm256_movemask_epi8, _mm256_or_si256, _mm256_permute2x128_si256, _mm256_set_m128i,
    _mm256_set1_epi8, _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_shuffle_epi8,
    _mm256_slli_epi16, _mm256_slli_epi64, _mm256_sllv_epi64, _mm256_storeu_si256, _mm256_sub_epi8,
    _mm256_sub_epi64, _mm256_subs_epu16, _mm256_unpackhi_epi64, _mm256_unpacklo_epi64, _pext_u64,
};

/// A block of 64 bytes.
type Pair = [__m256i; 2];

/// [`fill`](super::fill).
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
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
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn classify(bytes: &[u8; 64], lower: &mut [u8; 64]) -> Block {
    let block = load(bytes);
    let is = |byte: u8| is(block, byte);
    let lowered = or(block, [all(0x20); 2]);
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
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn beyond(bytes: &[u8; 64], block: Pair, mut folded: Pair, found: &mut Block) -> Pair {
    let leads = |byte: u8| bits(within(block, byte, 0xff - byte));
    let (from_two, from_three, four) = (leads(0xc0), leads(0xe0), leads(0xf0));
    let two = from_two & !from_three;
    let three = from_three & !four;
    // The bytes one and two before each byte.
    let before = behind::<15>(block);
    let before_that = behind::<14>(block);
    // At the last byte of each character.
    let mut traits = [_mm256_setzero_si256(); 2];

    let mut open = two & !(1 << 63);
    while open != 0 {
        let lead = bytes[open.trailing_zeros() as usize];
        let page = Page::of_two(lead);
        let last = is(before, lead);
        open &= !(bits(last) >> 1);
        traits = choose(traits, look_up(&page.traits, block), last);
        folded = choose(folded, look_up(&page.folded, block), last);
    }

    let mut open = three & !(3 << 62);
    if open != 0 {
        // Nearly all of Han, whose pages are many and all alike.
        let first = and(is(before_that, 0xe4), within(before, 0xb8, 7));
        let han = or(within(before_that, 0xe5, 4), first);
        traits = choose(traits, [all(SINGLE); 2], han);
        // Hangul, except for its last page, which is not full.
        let first = and(is(before_that, 0xea), within(before, 0xb0, 15));
        let last = and(is(before_that, 0xed), within(before, 0x80, 29));
        let hangul = or(within(before_that, 0xeb, 1), or(first, last));
        traits = choose(traits, [all(LETTER); 2], hangul);
        // Quotes and dashes, which have no case.
        let quotes = and(is(before_that, 0xe2), is(before, 0x80));
        let page = Page::of_three(0xe2, 0x80);
        traits = choose(traits, look_up(&page.traits, block), quotes);
        open &= !(bits(or(or(han, hangul), quotes)) >> 2);
    }
    while open != 0 {
        let at = open.trailing_zeros() as usize;
        let page = Page::of_three(bytes[at], bytes[at + 1]);
        let last = and(is(before_that, bytes[at]), is(before, bytes[at + 1]));
        open &= !(bits(last) >> 2);
        traits = choose(traits, look_up(&page.traits, block), last);
        folded = choose(folded, look_up(&page.folded, block), last);
    }

    found.add(two, three, four, |bit| bits(has(traits, bit)));
    // The byte before the last is one more.
    let next = ahead(has(traits, NEXT_PAGE));
    [_mm256_sub_epi8(folded[0], next[0]), _mm256_sub_epi8(folded[1], next[1])]
}

/// Adds the words of a block to the batch.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn list(batch: &mut Batch, words: &Words, offset: u8) {
    let Words { mut starts, mut lasts, mut single, .. } = *words;
    let from = batch.len.min(TOKENS);
    let count = starts.count_ones() as usize;
    batch.len = from + count;
    single &= starts;
    if single == 0 {
        *room(&mut batch.kinds, from) = [0; 64];
    } else {
        let mut kinds = _pext_u64(single, starts);
        for kind in &mut room(&mut batch.kinds, from)[..count] {
            *kind = kinds as u8 & 1;
            kinds >>= 1;
        }
    }
    let first_bytes = room(&mut batch.starts, from).as_chunks_mut::<4>().0;
    let last_bytes = room(&mut batch.lasts, from).as_chunks_mut::<4>().0;
    for i in 0..count.div_ceil(4).min(16) {
        // The loop ends at one of few places, which is predicted more often than one of many. What
        // is written in excess is overwritten, or never read.
        for j in 0..4 {
            first_bytes[i][j] = offset.wrapping_add(starts.trailing_zeros() as u8);
            last_bytes[i][j] = offset.wrapping_add(lasts.trailing_zeros() as u8);
            starts &= starts.wrapping_sub(1);
            lasts &= lasts.wrapping_sub(1);
        }
    }
}

/// Hashes the words of the batch, four at a time.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn hash(batch: &mut Batch) {
    for group in 0..batch.len.min(TOKENS).div_ceil(4) {
        let at = group * 4;
        let word = |number: usize| load_16(&batch.lower, batch.starts[at + number]);
        let even = _mm256_set_m128i(word(2), word(0));
        let uneven = _mm256_set_m128i(word(3), word(1));
        let sizes = _mm256_sub_epi64(widen(&batch.lasts, at), widen(&batch.starts, at));
        let sizes = _mm256_add_epi64(sizes, _mm256_set1_epi64x(1));
        let bits = _mm256_slli_epi64::<3>(sizes);
        let bits_high = _mm256_subs_epu16(bits, _mm256_set1_epi64x(64));
        let ones = _mm256_set1_epi64x(-1);
        let outside = _mm256_sllv_epi64(ones, bits);
        let low = _mm256_andnot_si256(outside, _mm256_unpacklo_epi64(even, uneven));
        let outside = _mm256_sllv_epi64(ones, bits_high);
        let high = _mm256_andnot_si256(outside, _mm256_unpackhi_epi64(even, uneven));
        let (low, high, sizes) = (four(low), four(high), four(sizes));
        let mut hashes = [0; 4];
        // The compiler makes vectors of it, multiplications and all.
        for number in 0..4 {
            hashes[number] = short_token_hash(low[number], high[number], sizes[number]);
        }
        batch.hashes[at..at + 4].copy_from_slice(&hashes);
    }
    for (row, odd) in batch.odd.iter_mut().enumerate() {
        let (starts, lasts) =
            (load(room(&mut batch.starts, row * 64)), load(room(&mut batch.lasts, row * 64)));
        let more = [_mm256_sub_epi8(lasts[0], starts[0]), _mm256_sub_epi8(lasts[1], starts[1])];
        *odd |=
            bits(within(more, 16, 0xff - 16)) & below(batch.len.saturating_sub(row * 64) as u32);
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn all(byte: u8) -> __m256i {
    _mm256_set1_epi8(byte as i8)
}

#[inline]
#[target_feature(enable = "avx2")]
fn is(pair: Pair, byte: u8) -> Pair {
    [_mm256_cmpeq_epi8(pair[0], all(byte)), _mm256_cmpeq_epi8(pair[1], all(byte))]
}

/// Which bytes are from `first` on, and at most so many more.
#[inline]
#[target_feature(enable = "avx2")]
fn within(pair: Pair, first: u8, more: u8) -> Pair {
    let within = |half| {
        let distance = _mm256_sub_epi8(half, all(first));
        _mm256_cmpeq_epi8(_mm256_min_epu8(distance, all(more)), distance)
    };
    [within(pair[0]), within(pair[1])]
}

/// Which bytes have a bit set.
#[inline]
#[target_feature(enable = "avx2")]
fn has(pair: Pair, bit: u8) -> Pair {
    is(and(pair, [all(bit); 2]), bit)
}

#[inline]
#[target_feature(enable = "avx2")]
fn or(a: Pair, b: Pair) -> Pair {
    [_mm256_or_si256(a[0], b[0]), _mm256_or_si256(a[1], b[1])]
}

#[inline]
#[target_feature(enable = "avx2")]
fn and(a: Pair, b: Pair) -> Pair {
    [_mm256_and_si256(a[0], b[0]), _mm256_and_si256(a[1], b[1])]
}

/// The second, where the third is all ones.
#[inline]
#[target_feature(enable = "avx2")]
fn choose(a: Pair, b: Pair, which: Pair) -> Pair {
    [_mm256_blendv_epi8(a[0], b[0], which[0]), _mm256_blendv_epi8(a[1], b[1], which[1])]
}

/// The top bit of each byte.
#[inline]
#[target_feature(enable = "avx2")]
fn bits(pair: Pair) -> u64 {
    let low = _mm256_movemask_epi8(pair[0]) as u32;
    let high = _mm256_movemask_epi8(pair[1]) as u32;
    u64::from(low) | u64::from(high) << 32
}

/// The bytes `16 - BACK` places before each byte, with zeros before the first.
#[inline]
#[target_feature(enable = "avx2")]
fn behind<const BACK: i32>([low, high]: Pair) -> Pair {
    let between = _mm256_permute2x128_si256::<0x21>(low, high);
    let first = _mm256_permute2x128_si256::<0x08>(low, low);
    [_mm256_alignr_epi8::<BACK>(low, first), _mm256_alignr_epi8::<BACK>(high, between)]
}

/// The byte behind each byte, and a zero behind the last.
#[inline]
#[target_feature(enable = "avx2")]
fn ahead([low, high]: Pair) -> Pair {
    let between = _mm256_permute2x128_si256::<0x21>(low, high);
    let end = _mm256_permute2x128_si256::<0x81>(high, high);
    [_mm256_alignr_epi8::<1>(between, low), _mm256_alignr_epi8::<1>(end, high)]
}

/// For each byte, the entry of the table that its lower six bits say.
#[inline]
#[target_feature(enable = "avx2")]
fn look_up(table: &[u8; 64], pair: Pair) -> Pair {
    let rows = table.as_chunks::<16>().0;
    let row = |i: usize| {
        // SAFETY: 16 bytes may be read through the reference, at any alignment.
        let row = unsafe { _mm_loadu_si128(rows[i].as_ptr().cast()) };
        _mm256_broadcastsi128_si256(row)
    };
    let rows = [row(0), row(1), row(2), row(3)];
    let look_up = |half| {
        let low = _mm256_and_si256(half, all(0x0f));
        let [a, b] = [_mm256_shuffle_epi8(rows[0], low), _mm256_shuffle_epi8(rows[1], low)];
        let [c, d] = [_mm256_shuffle_epi8(rows[2], low), _mm256_shuffle_epi8(rows[3], low)];
        let fourth = _mm256_slli_epi16::<3>(half);
        let fifth = _mm256_slli_epi16::<2>(half);
        let ab = _mm256_blendv_epi8(a, b, fourth);
        let cd = _mm256_blendv_epi8(c, d, fourth);
        _mm256_blendv_epi8(ab, cd, fifth)
    };
    [look_up(pair[0]), look_up(pair[1])]
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 64]) -> Pair {
    let (low, high) = (bytes.as_ptr(), bytes[32..].as_ptr());
    // SAFETY: 32 bytes may be read from the first on and from the 33rd on, at any alignment.
    unsafe { [_mm256_loadu_si256(low.cast()), _mm256_loadu_si256(high.cast())] }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(bytes: &mut [u8; 64], with: Pair) {
    let (low, high) = bytes.split_at_mut(32);
    // SAFETY: 32 bytes may be written to each half, at any alignment.
    unsafe {
        _mm256_storeu_si256(low.as_mut_ptr().cast(), with[0]);
        _mm256_storeu_si256(high.as_mut_ptr().cast(), with[1]);
    }
}

/// The bytes of a word, and what follows it.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn load_16(lower: &[u8; LOWER], start: u8) -> __m128i {
    let bytes: &[u8; 16] = lower[usize::from(start)..].first_chunk().expect("16 bytes of padding");
    // SAFETY: 16 bytes may be read through the reference, at any alignment.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

/// Four bytes as four integers.
#[inline]
#[target_feature(enable = "avx2")]
fn widen(row: &[u8; TOKENS + 64], at: usize) -> __m256i {
    let bytes = row[at..].first_chunk().expect("a token has room for 64 behind it");
    _mm256_cvtepu8_epi64(_mm_cvtsi32_si128(i32::from_le_bytes(*bytes)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn four(integers: __m256i) -> [u64; 4] {
    let mut array = [0; 4];
    // SAFETY: the array has the size of the register.
    unsafe { _mm256_storeu_si256(array.as_mut_ptr().cast(), integers) };
    array
}
