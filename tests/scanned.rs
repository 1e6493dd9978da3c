//! A corpus that is decided in parts, from scanned values, has the removals of one run.

use retold::detector::{Removal, RemovalPlanner, ScannedDocument, ScannedDocuments};
use retold::lsh::Buckets;
use retold::matching::{DisjointSets, Remove};
use retold::{Detector, DetectorBuilder, Document, DocumentId, Keep, Unit};
use retold_synth::{Language, NearCopies};

fn texts(seed: u64) -> Vec<String> {
    let corpus = NearCopies::new(Language::English)
        .documents(700)
        .bytes(600)
        .near_copies(120, &[1, 3, 10, 30])
        .exact_copies(40)
        .build(seed);
    let mut texts = corpus.documents;
    // Documents without a token, short ones, and exact copies with other symbols between the words.
    texts.extend(["", " * ", "a few words", "A few words", "a few, words"].map(str::to_owned));
    texts.push(texts[3].replace(' ', "  "));
    texts.push(texts[5].replace(' ', " * "));
    texts
}

fn builder(keep: Keep) -> DetectorBuilder {
    Detector::builder().unit(Unit::Document).keep(keep)
}

fn documents(texts: &[String]) -> Vec<Document<'_>> {
    let ranked = texts.iter().zip(0i64..);
    ranked.map(|(text, number)| Document::new("", text).with_rank(number * 7_919 % 5)).collect()
}

fn scanned(detector: &Detector, texts: &[String]) -> ScannedDocuments {
    let mut scanner = detector.removal_scanner().unwrap();
    scanner.add_references(&texts[..20]).unwrap();
    scanner.add_documents(&documents(&texts[20..])).unwrap();
    scanner.into_scanned().unwrap()
}

fn buckets(scanned: &ScannedDocuments) -> Vec<Buckets> {
    let of = |band| {
        let (keys, ids): (Vec<u64>, Vec<u32>) =
            scanned.keys(band).map(|(key, document)| (key, document.0)).unzip();
        Buckets::from_band(&keys, &ids)
    };
    (0..scanned.bands()).map(of).collect()
}

/// The removals of one part, with the numbers of the corpus.
fn of_part(
    detector: &Detector,
    scanned: &ScannedDocuments,
    buckets: &[Buckets],
    part: &[u32],
    texts: &[String],
) -> (Vec<Removal>, [usize; 3]) {
    let own: Vec<ScannedDocument> =
        part.iter().map(|&document| scanned.documents()[document as usize]).collect();
    let local = |document: &u32| part.binary_search(document).ok().map(|at| at as u32);
    let own_buckets: Vec<Buckets> = buckets
        .iter()
        .map(|band| Buckets::from_groups(band.iter().map(|bucket| bucket.iter().filter_map(local))))
        .collect();
    let planner = RemovalPlanner::from_scanned(detector, &own, &own_buckets).unwrap();
    let asked = std::sync::Mutex::new(Vec::new());
    let removals = planner
        .decide(|id| {
            asked.lock().unwrap().push(id);
            Ok::<_, ()>(&texts[part[id.index()] as usize])
        })
        .unwrap();
    assert!(asked.into_inner().unwrap().iter().all(|&id| !planner.is_copy(id)));
    let mut removed = removals.removed;
    for removal in &mut removed {
        removal.document = DocumentId(part[removal.document.index()]);
        removal.kept = DocumentId(part[removal.kept.index()]);
    }
    (removed, [removals.unresolved, removals.equivalent, removals.other_facts])
}

#[test]
fn parts_of_connected_documents_give_the_removals_of_one_run() {
    let mut found = 0;
    for (seed, keep) in [(1, Keep::First), (2, Keep::Longest), (3, Keep::Rank)] {
        for remove in [Remove::Equivalent, Remove::Similar] {
            let texts = texts(seed);
            let detector = builder(keep).remove(remove).threshold(0.6).build().unwrap();
            let mut scanner = detector.removal_scanner().unwrap();
            scanner.add_references(&texts[..20]).unwrap();
            scanner.add_documents(&documents(&texts[20..])).unwrap();
            let fetch = |id: DocumentId| Ok::<_, ()>(&texts[id.index()]);
            let whole = scanner.finish().unwrap().decide(fetch).unwrap();

            let scanned = scanned(&detector, &texts);
            let buckets = buckets(&scanned);
            let mut sets = DisjointSets::new(texts.len() as u32);
            for bucket in buckets.iter().flat_map(Buckets::iter) {
                for &member in bucket {
                    sets.join(bucket[0], member);
                }
            }
            let parts = [0, 1, 2].map(|part| {
                let own = |&document: &u32| sets.clone().find(document) % 3 == part;
                (0..texts.len() as u32).filter(own).collect::<Vec<u32>>()
            });
            let decided = parts.map(|part| of_part(&detector, &scanned, &buckets, &part, &texts));
            let mut removed: Vec<Removal> =
                decided.iter().flat_map(|(removed, _)| removed.clone()).collect();
            removed.sort_unstable();
            assert_eq!(removed, whole.removed, "{keep:?}");
            let counts =
                [0, 1, 2].map(|at| decided.iter().map(|(_, counts)| counts[at]).sum::<usize>());
            assert_eq!(counts, [whole.unresolved, whole.equivalent, whole.other_facts]);
            found += removed.len();
        }
    }
    assert!(found > 300, "{found}");
}

#[test]
fn scanned_values_are_refused_where_they_would_not_do() {
    let detector = builder(Keep::Longest).build().unwrap();
    let mut scanner = detector.removal_scanner().unwrap();
    scanner.add_documents(&[Document::new("a name", "a text")]).unwrap();
    assert!(scanner.into_scanned().unwrap_err().to_string().contains("leave the names out"));
    let lines = Detector::builder().unit(Unit::Line).build().unwrap();
    let error = lines.removal_scanner().unwrap().into_scanned().unwrap_err();
    assert!(error.to_string().contains("Unit::Document"));
    let error = RemovalPlanner::from_scanned(&detector, &[], &[]).unwrap_err();
    assert!(error.to_string().contains("bands, got 0"), "{error}");
}
