//! Files between the stages that are missing, damaged, foreign or out of date: each is refused by name with the
//! remedy, and nothing else is overwritten.

use crate::staged_run::{files, job, run_all, started, tasks};
use retold_io::dedup::stages::{Stage, Started, Task, run, start, status};
use retold_io::dedup::{By, KeepRule, Options, dedup};
use retold_io::diagnostics::Silent;
use retold_io::error::ErrorKind;
use retold_synth::{Language, NearCopies, Rng};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Three files of records; the second one is compressed.
fn corpus() -> (TempDir, Options) {
    let folder = tempfile::tempdir().unwrap();
    let texts = NearCopies::new(Language::English)
        .documents(90)
        .bytes(300)
        .near_copies(25, &[1, 10])
        .exact_copies(15)
        .build(3)
        .documents;
    let mut inputs = Vec::new();
    for (number, texts) in texts.chunks(30).enumerate() {
        let line = |text: &String| serde_json::json!({ "text": text }).to_string() + "\n";
        let lines: String = texts.iter().map(line).collect();
        let (name, bytes) = match number {
            1 => ("b.jsonl.zst".to_owned(), zstd::encode_all(lines.as_bytes(), 1).unwrap()),
            _ => (format!("{number}.jsonl"), lines.into_bytes()),
        };
        fs::write(folder.path().join(&name), bytes).unwrap();
        inputs.push(folder.path().join(name));
    }
    let options = Options::new(inputs, folder.path().join("clean"));
    (folder, options)
}

const COUNTS: [u32; 3] = [3, 2, 2];

fn finished() -> (TempDir, PathBuf, Started) {
    let (folder, options) = corpus();
    let at = folder.path().join("job");
    let started = started(&options, at.clone(), COUNTS);
    let summary = run_all(&at, &started, &mut Rng::new(1));
    assert!(summary.counts.removed > 10);
    (folder, at, started)
}

/// The names of the stage files, in the order of the stages.
fn stage_files(folder: &Path) -> Vec<PathBuf> {
    let order = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        Stage::ALL.iter().position(|stage| name.starts_with(stage.name()))
    };
    let mut paths: Vec<PathBuf> =
        files(folder).into_keys().filter(|it| order(it).is_some()).collect();
    paths.sort_by_key(|path| (order(path), path.clone()));
    paths
}

/// Runs the tasks behind the file of a stage again, with this file as it is. Returns the first error.
fn again(folder: &Path, started: &Started, damaged: &Path) -> Option<String> {
    let clean = folder.with_file_name("clean");
    let _ = fs::remove_dir_all(&clean);
    let _ = fs::remove_file(clean.with_extension("audit.jsonl"));
    let all = stage_files(folder);
    let at = all.iter().position(|path| path == damaged).unwrap();
    let prefix = damaged.to_str().unwrap().split('-').next().unwrap();
    for path in &all[at + 1..] {
        if !path.to_str().unwrap().starts_with(prefix) {
            fs::remove_file(folder.join(path)).unwrap();
        }
    }
    for task in tasks(started).into_iter().flatten() {
        // The tasks of this stage and those before it have their files.
        let stage =
            Stage::ALL.iter().find(|stage| damaged.to_str().unwrap().starts_with(stage.name()));
        if task.stage > *stage.unwrap()
            && let Err(error) = run(folder, task, None, &Silent)
        {
            return Some(error.to_string());
        }
    }
    None
}

/// Cuts each file, and flips bits in each: the run ends with an error that names the file, or, where nobody reads
/// the place, with the same result.
#[test]
fn a_damaged_file_is_named_and_never_changes_the_result() {
    let (folder, job, started) = finished();
    let expected = files(&folder.path().join("clean"));
    let log = fs::read(folder.path().join("clean.audit.jsonl")).unwrap();
    let mut rng = Rng::new(5);
    let (mut refused, mut same) = (0, 0);
    for name in stage_files(&job) {
        // What `write` made is read by `finish`, which needs the clean files too.
        if name.to_str().unwrap().starts_with("write") {
            continue;
        }
        let path = job.join(&name);
        let whole = fs::read(&path).unwrap();
        let len = whole.len();
        let mut damaged: Vec<Vec<u8>> =
            [0, 7, len / 2, len - 1].map(|len| whole[..len].to_vec()).to_vec();
        for _ in 0..4 {
            let mut other = whole.clone();
            other[rng.below(len)] ^= 1 << rng.below(8);
            damaged.push(other);
        }
        damaged.push([&whole[..], b"x"].concat());
        for bytes in damaged {
            fs::write(&path, &bytes).unwrap();
            if let Some(error) = again(&job, &started, &name) {
                assert!(error.contains(path.to_str().unwrap()), "{error}");
                assert!(error.contains("remove it and run `retold stage "), "{error}");
                refused += 1;
            } else {
                assert!(files(&folder.path().join("clean")) == expected, "{name:?}");
                let new = fs::read(folder.path().join("clean.audit.jsonl")).unwrap();
                assert!(new == log, "{name:?}");
                same += 1;
            }
        }
        fs::write(&path, &whole).unwrap();
        assert_eq!(again(&job, &started, &name), None);
    }
    assert!(refused > 60 && same < refused / 4, "{refused} refused, {same} without effect");
}

/// The error of a task.
fn error(folder: &Path, stage: Stage, number: u32) -> String {
    run(folder, Task::new(stage, number), None, &Silent).unwrap_err().to_string()
}

#[test]
fn a_task_names_the_missing_file_and_its_command() {
    let (folder, options) = corpus();
    let job = folder.path().join("job");
    let nowhere = run(&job, Task::new(Stage::Sign, 0), None, &Silent).unwrap_err().to_string();
    assert!(
        nowhere.contains("job.json: there is no such file; run `retold stage start"),
        "{nowhere}"
    );
    let started = started(&options, job.clone(), COUNTS);
    let command = |stage: &str| format!("is missing; run `retold stage {stage}`");
    let of = |stage: &str, number: u32| command(&format!("{stage} {} {number}", job.display()));
    run(&job, Task::new(Stage::Sign, 1), None, &Silent).unwrap();
    assert!(error(&job, Stage::Join, 0).contains(&of("sign", 0)));
    let plan = command(&format!("plan {}", job.display()));
    for stage in [Stage::Fetch, Stage::Decide, Stage::Write, Stage::Finish] {
        assert!(error(&job, stage, 0).contains(&plan), "{stage:?}");
    }
    for stage in tasks(&started).into_iter().take(4) {
        for task in stage {
            run(&job, task, None, &Silent).unwrap();
        }
    }
    assert!(error(&job, Stage::Write, 2).contains(&of("decide", 0)));
    assert!(error(&job, Stage::Sign, 3).contains("has no shard 3: its shards are 0 to 2"));
    assert!(error(&job, Stage::Join, 2).contains("its partitions are 0 to 1"));
    // A stage that is done is not done again.
    let before = files(&job);
    assert!(run(&job, Task::new(Stage::Sign, 0), None, &Silent).unwrap().was_made);
    assert!(files(&job) == before);
}

#[test]
fn a_file_of_another_task_or_job_is_refused() {
    let (folder, job, _) = finished();
    let [a, b] = ["join-00000.stage", "join-00001.stage"].map(|name| job.join(name));
    let aside = folder.path().join("aside");
    fs::rename(&a, &aside).unwrap();
    fs::rename(&b, &a).unwrap();
    fs::rename(&aside, &b).unwrap();
    fs::remove_file(job.join("plan.stage")).unwrap();
    let swapped = error(&job, Stage::Plan, 0);
    assert!(
        swapped.contains("join-00000.stage: it is the file of `join 1` under another name"),
        "{swapped}"
    );

    // The same files with another setting are another job.
    let (other, mut options) = corpus();
    options.threshold = Some(0.6);
    let other_job = other.path().join("job");
    started(&options, other_job.clone(), COUNTS);
    fs::copy(job.join("sign-00000.stage"), other_job.join("sign-00000.stage")).unwrap();
    let foreign = error(&other_job, Stage::Join, 0);
    assert!(foreign.contains("sign-00000.stage: it belongs to another job"), "{foreign}");
    // Its own task does not overwrite it either.
    let own = error(&other_job, Stage::Sign, 0);
    assert!(own.contains("belongs to another job"), "{own}");
    fs::write(other_job.join("sign-00001.stage"), "my notes").unwrap();
    let mine = error(&other_job, Stage::Sign, 1);
    assert!(mine.contains("sign-00001.stage: it is incomplete, or no stage file"), "{mine}");
    assert_eq!(fs::read(other_job.join("sign-00001.stage")).unwrap(), b"my notes");

    // A job with other settings does not replace one.
    options.threshold = Some(0.7);
    let taken = start(&crate::staged_run::job(&options, other_job, COUNTS), &Silent).unwrap_err();
    assert!(taken.to_string().contains("other settings or another input"), "{taken}");
}

#[test]
fn a_job_file_that_was_changed_is_refused() {
    let (folder, options) = corpus();
    let job = folder.path().join("job");
    started(&options, job.clone(), COUNTS);
    let path = job.join("job.json");
    let whole = fs::read_to_string(&path).unwrap();
    let changed = [
        whole.replacen("\"threshold\": 0.8", "\"threshold\": 0.9", 1),
        whole.replacen("\"parts\": 2", "\"parts\": 3", 1),
        whole[..whole.len() / 2].to_owned(),
        whole.replacen("retold.job/1", "retold.job/9", 1),
        String::new(),
    ];
    for text in changed {
        assert_ne!(text, whole);
        fs::write(&path, text).unwrap();
        for said in [error(&job, Stage::Sign, 0), status(&job).unwrap_err().to_string()] {
            assert!(said.contains("job.json: ") && said.contains("job"), "{said}");
            assert!(said.contains("new folder") || said.contains("one version"), "{said}");
        }
    }
    fs::write(&path, whole).unwrap();
    run(&job, Task::new(Stage::Sign, 0), None, &Silent).unwrap();
}

#[test]
fn an_input_that_was_changed_is_refused_by_name() {
    let (folder, options) = corpus();
    let job = folder.path().join("job");
    let started = started(&options, job.clone(), COUNTS);
    let all = tasks(&started);
    for &task in all[..3].iter().flatten() {
        run(&job, task, None, &Silent).unwrap();
    }
    let input = folder.path().join("0.jsonl");
    let (bytes, time) =
        (fs::read(&input).unwrap(), fs::metadata(&input).unwrap().modified().unwrap());
    fs::write(&input, b"{\"text\":\"another\"}\n").unwrap();
    let changed = error(&job, Stage::Fetch, 0);
    assert!(changed.contains("0.jsonl has another length or modification time"), "{changed}");

    // With the same length and time, the content decides.
    let mut other = bytes.clone();
    other[20] ^= 1;
    let set = |bytes: &[u8]| {
        fs::write(&input, bytes).unwrap();
        File::options().write(true).open(&input).unwrap().set_modified(time).unwrap();
    };
    set(&other);
    let changed = error(&job, Stage::Fetch, 0);
    assert!(changed.contains("0.jsonl was changed while it was read"), "{changed}");

    // A shard that is signed again, with another content, makes the files behind it unusable.
    fs::remove_file(job.join("sign-00000.stage")).unwrap();
    run(&job, Task::new(Stage::Sign, 0), None, &Silent).unwrap();
    let state = status(&job).unwrap();
    let unusable: Vec<&String> = state.stages.iter().flat_map(|stage| &stage.unusable).collect();
    assert_eq!(unusable.len(), 3, "two partitions and the plan: {unusable:?}");
    assert!(unusable[0].contains("it was made from another") && unusable[0].contains("sign-00000"));
    fs::remove_file(job.join("plan.stage")).unwrap();
    let stale = error(&job, Stage::Plan, 0);
    assert!(stale.contains("join-00000.stage: it was made from another"), "{stale}");
    set(&bytes);
    for name in ["sign-00000", "join-00000", "join-00001"] {
        fs::remove_file(job.join(format!("{name}.stage"))).unwrap();
    }
    for task in all.into_iter().flatten() {
        run(&job, task, None, &Silent).unwrap();
    }
}

/// A clean file that a killed run left has the bytes of the new one. Anything else is not overwritten.
#[test]
fn what_has_the_name_of_an_output_is_kept() {
    let (folder, job, _) = finished();
    let clean = folder.path().join("clean/0.jsonl");
    let bytes = fs::read(&clean).unwrap();
    let write = Task::new(Stage::Write, 0);
    fs::remove_file(job.join("write-00000.stage")).unwrap();
    assert!(!run(&job, write, None, &Silent).unwrap().was_made, "the clean file is there already");
    assert_eq!(fs::read(&clean).unwrap(), bytes);

    fs::remove_file(job.join("write-00000.stage")).unwrap();
    for mine in [&b"mine"[..], &bytes.to_ascii_uppercase()] {
        fs::write(&clean, mine).unwrap();
        let taken = error(&job, Stage::Write, 0);
        assert!(taken.contains("0.jsonl: something else has this name"), "{taken}");
        assert_eq!(fs::read(&clean).unwrap(), mine);
    }
    fs::remove_file(&clean).unwrap();
    run(&job, write, None, &Silent).unwrap();
    assert_eq!(fs::read(&clean).unwrap(), bytes);
    assert!(files(&folder.path().join("clean")).into_keys().all(|it| !it.starts_with(".")));

    // The log, and a clean file that is missing.
    let log = folder.path().join("clean.audit.jsonl");
    assert!(run(&job, Task::new(Stage::Finish, 0), None, &Silent).unwrap().was_made);
    fs::write(&log, "mine").unwrap();
    assert!(error(&job, Stage::Finish, 0).contains("another file has this name"));
    assert_eq!(fs::read(&log).unwrap(), b"mine");
    fs::remove_file(&clean).unwrap();
    let missing = error(&job, Stage::Finish, 0);
    assert!(missing.contains("write-00000.stage and run `retold stage write"), "{missing}");
}

/// Two runs of one task at a time: one makes the file, and the other one is refused or finds it made.
#[test]
fn two_runs_of_one_task_make_one_file() {
    let (folder, options) = corpus();
    let job = folder.path().join("job");
    let started = started(&options, job.clone(), COUNTS);
    for task in tasks(&started).into_iter().flatten() {
        let both = std::thread::scope(|scope| {
            let runs = [0, 1].map(|_| scope.spawn(|| run(&job, task, None, &Silent)));
            runs.map(|run| run.join().unwrap())
        });
        assert!(both.iter().any(Result::is_ok), "{task}");
        for error in both.into_iter().filter_map(Result::err) {
            assert!(error.to_string().contains("another run is writing"), "{error}");
        }
        assert!(run(&job, task, None, &Silent).unwrap().was_made, "{task}");
    }
    let mut whole = options.clone();
    whole.output = folder.path().join("whole/");
    dedup(&whole, &Silent).unwrap();
    assert!(files(&folder.path().join("whole")) == files(&folder.path().join("clean")));
}

#[test]
fn the_state_of_a_job_lists_what_to_run_next() {
    let (folder, options) = corpus();
    let job = folder.path().join("job");
    started(&options, job.clone(), COUNTS);
    let mut ran = Vec::new();
    loop {
        let state = status(&job).unwrap();
        let Some(&task) = state.next.last() else { break };
        assert!(state.stages.iter().all(|stage| stage.unusable.is_empty()));
        run(&job, task, None, &Silent).unwrap();
        ran.push(task);
    }
    assert_eq!(ran.len(), 3 + 2 + 1 + 3 + 2 + 3 + 1);
    let state = status(&job).unwrap();
    assert!(state.stages.iter().all(|stage| stage.made() == stage.tasks));
    let path = job.join("fetch-00001.stage");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
    let state = status(&job).unwrap();
    let unusable: Vec<&String> = state.stages.iter().flat_map(|stage| &stage.unusable).collect();
    assert!(unusable[0].contains("fetch-00001.stage: it is incomplete"), "{unusable:?}");
    assert_eq!(state.next, []);
}

#[test]
fn options_that_need_one_run_are_refused_with_a_remedy() {
    let (folder, plain) = corpus();
    let refused = |change: &dyn Fn(&mut Options)| {
        let mut options = plain.clone();
        change(&mut options);
        let error = start(&job(&options, folder.path().join("job"), COUNTS), &Silent).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Settings, "{error}");
        assert!(!folder.path().join("job").exists());
        error.to_string()
    };
    assert!(refused(&|options| options.by = By::Paragraph).contains("run `retold dedup`"));
    assert!(refused(&|options| options.contained = true).contains("--contained"));
    assert!(refused(&|options| options.keep = KeepRule::Longest).contains("another --keep"));
    assert!(refused(&|options| options.annotate = true).contains("no --annotate"));
    assert!(refused(&|options| options.pairs = Some("p".into())).contains("no --pairs"));
    assert!(refused(&|options| options.force = true).contains("name a new folder"));
    assert!(refused(&|options| options.inputs = vec!["-".into()]).contains("name files"));
    let key = retold::hash::Key::new([7; 16]);
    assert!(
        refused(&|options| {
            options.detector = retold::Detector::builder().key(key);
        })
        .contains("leave --key out")
    );
    for (counts, name) in
        [([0, 1, 1], "--shards"), ([1, 0, 1], "--partitions"), ([1, 1, 20_000], "--parts")]
    {
        let error = start(&job(&plain, folder.path().join("job"), counts), &Silent).unwrap_err();
        assert!(error.to_string().starts_with(&format!("{name} must be from 1 to")), "{error}");
    }
    let inside = start(&job(&plain, folder.path().join("clean/job"), COUNTS), &Silent).unwrap_err();
    assert!(inside.to_string().contains("outside of it with --job"), "{inside}");
    fs::create_dir(folder.path().join("clean")).unwrap();
    fs::write(folder.path().join("clean/mine"), "mine").unwrap();
    let error = start(&job(&plain, folder.path().join("job"), COUNTS), &Silent).unwrap_err();
    assert!(error.to_string().contains("not empty"), "{error}");
}
