//! The kernel for AVX-512.

use super::avx2::load_16;
use super::batch::{Batch, TOKENS, room};
use super::block::{Beyond, Block, Words, below};
use super::stop::Stop;
use crate::hash::short_token_hash;
use crate::text::class::{LETTER, NEXT_PAGE, Page, SINGLE};
use std::arch::x86_64::{
    __m128i, __m512i, _mm_cvtsi64_si128, _mm512_add_epi8, _mm512_add_epi64, _mm512_andnot_si512,
    _mm512_castsi128_si512, _mm512_cmpeq_epi8_mask, _mm512_cmpge_epu8_mask,
    _mm512_cmpgt_epu64_mask, _mm512_cmplt_epu8_mask, _mm512_cvtepu8_epi64, _mm512_inserti64x2,
    _mm512_loadu_si512, _mm512_mask_add_epi8, _mm512_mask_mov_epi8, _mm512_mask_permutexvar_epi8,
    _mm512_maskz_compress_epi8, _mm512_maskz_mov_epi8, _mm512_movepi8_mask, _mm512_or_si512,
    _mm512_set1_epi8, _mm512_set1_epi64, _mm512_setzero_si512, _mm512_slli_epi64,
    _mm512_sllv_epi64, _mm512_storeu_si512, _mm512_sub_epi8, _mm512_sub_epi64, _mm512_subs_epu16,
    _mm512_test_epi8_mask, _mm512_unpackhi_epi64, _mm512_unpacklo_epi64,
};

/// [`fill`](super::fill).
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")]
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
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn classify(bytes: &[u8; 64], lower: &mut [u8; 64]) -> Block {
    let block = load(bytes);
    let is = |byte: u8| _mm512_cmpeq_epi8_mask(block, all(byte));
    let lowered = _mm512_or_si512(block, all(0x20));
    let letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lowered, all(b'a')), all(26));
    let digit = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(block, all(b'0')), all(10));
    let both = is(b'\'') | is(b'.');
    let mut found = Block {
        letter,
        digit,
        underscore: is(b'_'),
        joins_letters: both | is(b':'),
        joins_digits: both | is(b',') | is(b';'),
        high: _mm512_movepi8_mask(block),
        beyond: Beyond::default(),
    };
    let mut folded = _mm512_mask_mov_epi8(block, letter, lowered);
    if found.high != 0 {
        folded = beyond(bytes, block, folded, &mut found);
    }
    store(lower, folded);
    found
}

/// Adds what the characters beyond ASCII are; gives the block with them too in lower case.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn beyond(bytes: &[u8; 64], block: __m512i, mut folded: __m512i, found: &mut Block) -> __m512i {
    let is = |byte: u8| _mm512_cmpeq_epi8_mask(block, all(byte));
    let leads = |byte: u8| _mm512_cmpge_epu8_mask(block, all(byte));
    let (from_two, from_three, four) = (leads(0xc0), leads(0xe0), leads(0xf0));
    let two = from_two & !from_three;
    let three = from_three & !four;
    // At the last byte of each character.
    let mut traits = _mm512_setzero_si512();

    let mut open = two & !(1 << 63);
    while open != 0 {
        let lead = bytes[open.trailing_zeros() as usize];
        let page = Page::of_two(lead);
        let leads = is(lead) & open;
        open ^= leads;
        let last = leads << 1;
        traits = _mm512_mask_permutexvar_epi8(traits, last, block, load(&page.traits));
        folded = _mm512_mask_permutexvar_epi8(folded, last, block, load(&page.folded));
    }

    let mut open = three & !(3 << 62);
    if open != 0 {
        // Nearly all of Han, whose pages are many and all alike.
        let han = open & !leads(0xea) & (leads(0xe5) | is(0xe4) & leads(0xb8) >> 1);
        traits = _mm512_mask_mov_epi8(traits, han << 2, all(SINGLE));
        open ^= han;
        // Hangul, except for its last page, which is not full.
        let first = is(0xea) & leads(0xb0) >> 1;
        let last = is(0xed) & !(leads(0x9e) >> 1);
        let hangul = open & (leads(0xeb) & !leads(0xed) | first | last);
        traits = _mm512_mask_mov_epi8(traits, hangul << 2, all(LETTER));
        open ^= hangul;
        // Quotes and dashes, which have no case.
        let quotes = open & is(0xe2) & is(0x80) >> 1;
        let page = Page::of_three(0xe2, 0x80);
        traits = _mm512_mask_permutexvar_epi8(traits, quotes << 2, block, load(&page.traits));
        open ^= quotes;
    }
    while open != 0 {
        let at = open.trailing_zeros() as usize;
        let page = Page::of_three(bytes[at], bytes[at + 1]);
        let leads = is(bytes[at]) & is(bytes[at + 1]) >> 1 & open;
        open ^= leads;
        let last = leads << 2;
        traits = _mm512_mask_permutexvar_epi8(traits, last, block, load(&page.traits));
        folded = _mm512_mask_permutexvar_epi8(folded, last, block, load(&page.folded));
    }

    let has = |bits: u8| _mm512_test_epi8_mask(traits, all(bits));
    found.add(two, three, four, has);
    _mm512_mask_add_epi8(folded, has(NEXT_PAGE) >> 1, folded, all(1))
}

/// Adds the words of a block to the batch.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn list(batch: &mut Batch, words: &Words, offset: u8) {
    const PLACES: [u8; 64] = {
        let mut places = [0; 64];
        let mut i = 0;
        while i < 64 {
            places[i] = i as u8;
            i += 1;
        }
        places
    };
    let places = _mm512_add_epi8(load(&PLACES), all(offset));
    let free = batch.len.min(TOKENS);
    store(room(&mut batch.starts, free), _mm512_maskz_compress_epi8(words.starts, places));
    store(room(&mut batch.lasts, free), _mm512_maskz_compress_epi8(words.lasts, places));
    let single = _mm512_maskz_mov_epi8(words.single, all(1));
    store(room(&mut batch.kinds, free), _mm512_maskz_compress_epi8(words.starts, single));
    batch.len = free + words.starts.count_ones() as usize;
}

/// Hashes the words of the batch, eight at a time.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn hash(batch: &mut Batch) {
    let Batch { len, starts, lasts, hashes, odd, lower, .. } = batch;
    let (starts, lasts) = (starts.as_chunks::<8>().0, lasts.as_chunks::<8>().0);
    let groups = hashes.as_chunks_mut::<8>().0.iter_mut();
    for (i, ((hashes, starts), lasts)) in
        groups.zip(starts).zip(lasts).take(len.div_ceil(8)).enumerate()
    {
        let word = |number: usize| load_16(lower, starts[number]);
        let even = four([word(0), word(2), word(4), word(6)]);
        let uneven = four([word(1), word(3), word(5), word(7)]);
        let sizes =
            _mm512_add_epi64(_mm512_sub_epi64(widen(*lasts), widen(*starts)), _mm512_set1_epi64(1));
        let bits = _mm512_slli_epi64::<3>(sizes);
        let bits_high = _mm512_subs_epu16(bits, _mm512_set1_epi64(64));
        let ones = _mm512_set1_epi64(-1);
        let low =
            _mm512_andnot_si512(_mm512_sllv_epi64(ones, bits), _mm512_unpacklo_epi64(even, uneven));
        let high = _mm512_andnot_si512(
            _mm512_sllv_epi64(ones, bits_high),
            _mm512_unpackhi_epi64(even, uneven),
        );
        let long = _mm512_cmpgt_epu64_mask(sizes, _mm512_set1_epi64(16));
        odd[i / 8] |= u64::from(long) << (i % 8 * 8);
        let (low, high, sizes) = (eight(low), eight(high), eight(sizes));
        // The compiler makes vectors of it, multiplications and all.
        for number in 0..8 {
            hashes[number] = short_token_hash(low[number], high[number], sizes[number]);
        }
    }
    // What lies behind the last word is no word.
    for (i, odd) in odd.iter_mut().enumerate() {
        *odd &= below(len.saturating_sub(i * 64) as u32);
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn all(byte: u8) -> __m512i {
    _mm512_set1_epi8(byte as i8)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(bytes: &[u8; 64]) -> __m512i {
    // SAFETY: 64 bytes may be read through the reference, at any alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(bytes: &mut [u8; 64], with: __m512i) {
    // SAFETY: 64 bytes may be written through the reference, at any alignment.
    unsafe { _mm512_storeu_si512(bytes.as_mut_ptr().cast(), with) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq")]
fn four([a, b, c, d]: [__m128i; 4]) -> __m512i {
    let low = _mm512_inserti64x2::<1>(_mm512_castsi128_si512(a), b);
    _mm512_inserti64x2::<3>(_mm512_inserti64x2::<2>(low, c), d)
}

/// Eight bytes as eight integers.
#[inline]
#[target_feature(enable = "avx512f")]
fn widen(bytes: [u8; 8]) -> __m512i {
    _mm512_cvtepu8_epi64(_mm_cvtsi64_si128(i64::from_le_bytes(bytes)))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn eight(integers: __m512i) -> [u64; 8] {
    let mut array = [0; 8];
    // SAFETY: the array has the size of the register.
    unsafe { _mm512_storeu_si512(array.as_mut_ptr().cast(), integers) };
    array
}
