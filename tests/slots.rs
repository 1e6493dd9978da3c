//! Slots that a caller stores give the same estimates as the signature that they are from.

use proptest::prelude::{any, prop, prop_assert_eq, proptest};
use retold::lsh::Banding;
use retold::sketch::{Estimate, MinHasher, Signature, SketchKind};

const KINDS: [SketchKind; 2] = [SketchKind::Bucketed, SketchKind::Classic];

proptest! {
    #[test]
    fn slots_make_the_signature_again(
        kind in prop::sample::select(&KINDS[..]),
        seed in any::<u64>(),
        shingles in prop::collection::vec(any::<u64>(), 1..200),
        others in prop::collection::vec(any::<u64>(), 1..200),
    ) {
        let hasher = MinHasher::with_kind(kind, 64, seed).unwrap();
        let a = hasher.signature(&shingles).unwrap();
        let b = hasher.signature(&[&shingles[..], &others[..]].concat()).unwrap();
        prop_assert_eq!(&Signature::from_slots(kind, seed, a.slots()).unwrap(), &a);
        prop_assert_eq!(
            Estimate::from_slots(a.slots(), b.slots()).unwrap(),
            a.estimate_resemblance(&b).unwrap()
        );
    }

    #[test]
    fn the_key_of_one_band_is_the_one_among_all(
        slots in prop::collection::vec(any::<u32>(), 128..140),
        (bands, rows) in (1usize..=16, 1usize..=8),
    ) {
        let banding = Banding::new(bands, rows).unwrap();
        let mut keys = vec![0; bands];
        banding.keys(&slots, &mut keys);
        let one_by_one: Vec<u64> = (0..bands).map(|band| banding.key(band, &slots)).collect();
        prop_assert_eq!(one_by_one, keys);
    }
}

#[test]
fn slots_that_are_no_signature_are_refused() {
    let refusal = |slots: &[u32]| {
        Signature::from_slots(SketchKind::Bucketed, 0, slots).unwrap_err().to_string()
    };
    assert_eq!(refusal(&[u32::MAX; 64]), "not a valid signature: no shingle is in it");
    assert!(refusal(&[1; 65]).starts_with("not a valid signature: signature length must be"));
    assert!(refusal(&[]).starts_with("not a valid signature: signature length must be"));
    assert!(Signature::from_slots(SketchKind::Classic, 0, &[1; 65][..]).is_ok());
    assert_eq!(
        Estimate::from_slots(&[], &[]).unwrap_err().to_string(),
        "not a valid signature: it has no slot"
    );
}
