//! The frozen functions still give their V1 values: computed from the documentation alone, by the
//! program in `tests/data/golden_v1.py`, and compared with what the library gives.

use retold::hash::{SplitMix64, combine_hashes, content_hash, mix64, shingle_hash, token_hash};
use retold::lsh::Banding;
use retold::sketch::{MinHasher, SketchKind};

/// Byte i is 7 i + 1 modulo 256.
fn token_bytes() -> Vec<u8> {
    (0..100_usize).map(|i| (7 * i + 1) as u8).collect()
}

/// The hashes of the tokens "A", "B", "C" and so on.
fn tokens() -> Vec<u64> {
    (0..70).map(|i| token_hash(&[b'A' + i])).collect()
}

/// Shingle hashes as weak as they come.
const SQUARES: [u64; 5] = [1, 4, 9, 16, 25];

fn slots(kind: SketchKind, k: usize, seed: u64, shingles: &[u64]) -> Vec<u32> {
    let hasher = MinHasher::with_kind(kind, k, seed).unwrap();
    hasher.signature(shingles).unwrap().slots().to_vec()
}

fn keys(bands: usize, rows: usize, slots: &[u32]) -> Vec<u64> {
    let mut keys = vec![0; bands];
    Banding::new(bands, rows).unwrap().keys(slots, &mut keys);
    keys
}

#[test]
fn token_hash_is_v1() {
    let bytes = token_bytes();
    for (len, hash) in [
        (0, 0x009e_88da_68f7_e1e7),
        (1, 0x374f_7000_f36c_49d7),
        (7, 0x0333_bca4_2360_1e2f),
        (8, 0x33bf_33a7_4487_7bfe),
        (9, 0x1978_6eb7_cd40_317f),
        (15, 0x09a6_f316_d8b3_1de3),
        (16, 0x598e_b70a_5f5c_9570),
        (17, 0x0e1c_971c_fe4b_c0d7),
        (31, 0x8aad_28bb_62a9_0bef),
        (32, 0x3c43_cd54_bb92_ebc4),
        (33, 0xc0ee_a586_9948_45bd),
        (48, 0x1a26_26ab_f0d3_80f1),
        (100, 0x38db_46ea_06ac_fea7),
    ] {
        assert_eq!(token_hash(&bytes[..len]), hash, "{len} bytes");
    }
}

#[test]
fn combine_hashes_is_v1() {
    for ((first, second), hash) in [
        ((0, 0), 0xdf2d_1e3a_b399_faff),
        ((1, 2), 0xaf74_fbe3_3272_ddc5),
        ((2, 1), 0xbdc2_edd5_cd92_938e),
        ((u64::MAX, 0x0123_4567_89ab_cdef), 0x37c7_cc23_d4eb_6790),
    ] {
        assert_eq!(combine_hashes(first, second), hash, "{first}, {second}");
    }
}

#[test]
fn shingle_hash_is_v1() {
    let tokens = tokens();
    for (len, hash) in [
        (0, 0),
        (1, 0x62b4_e9c4_323f_a711),
        (2, 0x76cc_8ab0_174b_eedf),
        (3, 0x955a_765a_a543_d9d0),
        (5, 0x9b34_6fc1_c8b5_4003),
        (8, 0x1a1c_5b9f_2a9a_2218),
        (64, 0x7862_01b1_6ee4_cece),
        (65, 0x3d31_eaac_182e_666b),
        (70, 0x23e7_f211_c0f5_e7d6),
    ] {
        assert_eq!(shingle_hash(&tokens[..len]), hash, "{len} tokens");
    }
}

#[test]
fn content_hash_is_v1() {
    let tokens = tokens();
    for (len, hash) in [
        (0, 0x99aa_06d3_0147_98d8_6001_c324_468d_497f),
        (1, 0x8056_5866_c027_253f_8af5_abbe_aaab_1441),
        (2, 0x6261_60cb_45af_f4cf_7af5_045b_cc9b_31e3),
        (63, 0x2cbb_adea_1a7c_2afe_7c49_7396_cb65_10be),
        (64, 0xfcc4_4df5_7638_f4fb_7e87_f88c_2c6a_20d6),
        (65, 0x5834_1cf4_38bb_7443_9801_839d_1439_da59),
        (70, 0xed22_937b_f6cd_a618_1c2e_760d_34da_4304),
    ] {
        assert_eq!(content_hash(&tokens[..len]).0, hash, "{len} tokens");
    }
}

#[test]
fn mix64_and_splitmix64_are_v1() {
    for (input, output) in [
        (0, 0),
        (1, 0x5692_161d_100b_05e5),
        (2, 0xdbd2_3897_3a2b_148a),
        (1 << 63, 0x25c2_6ea5_79ce_a98a),
        (u64::MAX, 0xb4d0_55fc_f2cb_bd7b),
    ] {
        assert_eq!(mix64(input), output, "{input}");
    }
    for (seed, numbers) in [
        (
            0,
            [
                0xe220_a839_7b1d_cdaf,
                0x6e78_9e6a_a1b9_65f4,
                0x06c4_5d18_8009_454f,
                0xf88b_b8a8_724c_81ec,
            ],
        ),
        (
            42,
            [
                0xbdd7_3226_2feb_6e95,
                0x28ef_e333_b266_f103,
                0x4752_6757_130f_9f52,
                0x581c_e1ff_0e4a_e394,
            ],
        ),
    ] {
        let mut stream = SplitMix64::new(seed);
        assert_eq!([(); 4].map(|()| stream.next_u64()), numbers, "seed {seed}");
    }
}

#[test]
fn bucketed_slots_are_v1() {
    let few_seed_0 = [
        0x0b97_b48e,
        0x8bcf_97bc,
        0x58c6_065c,
        0x94b0_7433,
        0x1d19_d57b,
        0x871c_1081,
        0x958c_9324,
        0x9df3_c17a,
    ];
    let few_seed_42 = [
        0xbca3_80e3,
        0x847e_493b,
        0x8e8d_209a,
        0x195d_e6a9,
        0x869c_22bb,
        0x0d40_c88a,
        0x3a32_1e5b,
        0x3fa7_ad0e,
    ];
    let many = [
        0x023c_66be,
        0x0073_3690,
        0x004c_237e,
        0x005e_3acb,
        0x006b_7d29,
        0x00b0_19dd,
        0x00d1_40c0,
        0x0246_72fb,
    ];
    assert_eq!(slots(SketchKind::Bucketed, 8, 0, &SQUARES), few_seed_0);
    assert_eq!(slots(SketchKind::Bucketed, 8, 42, &SQUARES), few_seed_42);
    assert_eq!(slots(SketchKind::Bucketed, 8, 0, &(0..1000).collect::<Vec<u64>>()), many);
}

#[test]
fn classic_slots_are_v1() {
    let few_seed_0 = [0x1741_72bb, 0x179f_2f78, 0x1ee5_d16f, 0x2960_e866, 0x27b0_4823];
    let few_seed_42 = [0x7947_01c7, 0x08fc_9277, 0x1d1a_4134, 0x36a1_4609, 0x0d38_4577];
    let many = [0x0096_a955, 0x000a_9216, 0x0016_4375, 0x0156_3100, 0x0043_242c];
    assert_eq!(slots(SketchKind::Classic, 5, 0, &SQUARES), few_seed_0);
    assert_eq!(slots(SketchKind::Classic, 5, 42, &SQUARES), few_seed_42);
    assert_eq!(slots(SketchKind::Classic, 5, 0, &(0..1000).collect::<Vec<u64>>()), many);
}

/// A band key over all slots represents the slots of a long signature.
#[test]
fn long_signatures_are_v1() {
    let many: Vec<u64> = (0..1000).collect();
    for (kind, k, shingles, key) in [
        (SketchKind::Bucketed, 128, &SQUARES[..], 0x4fa3_797c_4b4e_111f),
        (SketchKind::Classic, 128, &SQUARES, 0xd504_a280_500b_17cf),
        (SketchKind::Bucketed, 4096, &many, 0xaa38_74f9_6172_f9e7),
        (SketchKind::Classic, 4096, &many, 0x2ec0_b05b_766d_84d0),
    ] {
        assert_eq!(keys(1, k, &slots(kind, k, 0, shingles)), [key], "{kind}, {k} slots");
    }
}

#[test]
fn band_keys_are_v1() {
    assert_eq!(
        keys(3, 2, &[0, 1, 2, 3, 1 << 31, u32::MAX]),
        [0x9e01_6029_3a33_aaf7, 0x6f35_1d33_b08c_fbd4, 0xc9b2_ae98_f308_4002]
    );
}
