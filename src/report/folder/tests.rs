//! What must hold whatever happens: earlier results or new ones, never a mixture, and no litter.

use super::*;
use std::sync::atomic::AtomicBool;

static GO: AtomicBool = AtomicBool::new(false);

fn marker(word: &str) -> String {
    marker_of("Alliance", word)
}

fn marker_of(title: &str, word: &str) -> String {
    format!("{{\n  \"format\": \"{RUN_MARK}\",\n  \"title\": \"{title}\",\n  \"word\": \"{word}\"\n}}\n")
}

fn begin(dir: &Path) -> Result<ResultsFolder<'static>, Failure> {
    ResultsFolder::begin(dir, FolderKind::RUN, "Alliance", &GO)
}

/// Publishes results whose files say `word`.
fn publish(dir: &Path, word: &str) -> Result<PathBuf, Failure> {
    let folder = begin(dir)?;
    folder.write("run.json", marker(word))?;
    folder.write("summary.csv", word)?;
    Ok(folder.publish()?.folder)
}

fn word(dir: &Path) -> String {
    fs::read_to_string(dir.join("summary.csv")).unwrap()
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn results_appear_whole_with_their_missing_parents() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results/deep/alliance");
    assert_eq!(publish(&dir, "new").unwrap(), dir);
    assert_eq!(names(&dir), ["run.json", "summary.csv"]);
    assert_eq!(names(dir.parent().unwrap()), ["alliance"]);
}

#[test]
fn earlier_results_are_replaced_whole() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    let folder = begin(&dir).unwrap();
    folder.write("run.json", marker("old")).unwrap();
    folder.write("report.html", "old").unwrap();
    folder.publish().unwrap();
    fs::write(dir.join(".DS_Store"), "left by a desktop").unwrap();
    publish(&dir, "new").unwrap();
    assert_eq!(names(&dir), ["run.json", "summary.csv"], "nothing of the old is left among the new");
    assert_eq!(names(home.path()), ["results"]);
}

#[test]
fn an_empty_folder_is_filled() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    fs::create_dir(&dir).unwrap();
    publish(&dir, "new").unwrap();
    assert_eq!(word(&dir), "new");
}

#[test]
fn results_of_another_command_are_called_by_their_name_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    fs::write(dir.join("distribution.svg"), "a chart").unwrap();
    let refused = ResultsFolder::begin(&dir, FolderKind::BENCHMARK, "Alliance", &GO).unwrap_err().to_string();
    assert!(refused.contains("it holds results of `run`, and those of `benchmark`"), "{refused}");
    assert_eq!(word(&dir), "old");

    let dir = home.path().join("benchmark");
    let folder = ResultsFolder::begin(&dir, FolderKind::BENCHMARK, "Alliance", &GO).unwrap();
    let mark = FolderKind::BENCHMARK.mark;
    folder.write("benchmark.json", format!("{{\n  \"format\": \"{mark}\"\n}}\n")).unwrap();
    folder.publish().unwrap();
    let refused = publish(&dir, "new").unwrap_err().to_string();
    assert!(refused.contains("it holds results of `benchmark`, and those of `run`"), "{refused}");
}

#[test]
fn a_folder_that_holds_anything_else_is_refused_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    for foreign in ["notes.txt", ".hidden", "run.json.bak"] {
        fs::write(dir.join(foreign), "mine").unwrap();
        let message = publish(&dir, "new").unwrap_err().to_string();
        assert!(message.contains(foreign) && message.contains(&dir.display().to_string()), "{message}");
        assert_eq!(word(&dir), "old");
        fs::remove_file(dir.join(foreign)).unwrap();
    }
    fs::create_dir(dir.join("report.html")).unwrap();
    assert!(publish(&dir, "new").is_err(), "a folder with the name of a result is not one");
    assert_eq!(names(home.path()), ["results"]);
}

#[test]
fn files_that_only_have_the_names_of_results_are_refused() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("summary.csv"), "mine").unwrap();
    assert!(publish(home.path(), "new").unwrap_err().to_string().contains("run.json"));
    fs::write(home.path().join("run.json"), "{}").unwrap();
    assert!(publish(home.path(), "new").is_err());
    assert_eq!(word(home.path()), "mine");
}

#[test]
fn what_is_put_there_during_a_run_is_not_lost() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    let folder = begin(&dir).unwrap();
    folder.write("run.json", marker("new")).unwrap();
    fs::write(dir.join("notes.txt"), "mine").unwrap();
    let published = folder.publish().unwrap();
    assert_eq!(names(&dir), ["notes.txt", "run.json", "summary.csv"]);
    assert_eq!(word(&dir), "old");
    assert_eq!(published.folder, home.path().join("results-2"), "the results of the run are not lost either");
    let notice = published.notice.unwrap();
    assert!(notice.contains("notes.txt") && notice.contains("results-2"), "{notice}");
    assert_eq!(names(home.path()), ["results", "results-2"]);
}

#[test]
fn results_of_a_scenario_with_another_title_are_kept() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    for round in ["first", "second"] {
        let folder = ResultsFolder::begin(&dir, FolderKind::RUN, "Merger", &GO).unwrap();
        let notice = folder.notice().unwrap().to_owned();
        assert!(notice.contains("`Alliance`") && notice.contains("results-2"), "{notice}");
        folder.write("run.json", marker_of("Merger", round)).unwrap();
        folder.write("summary.csv", round).unwrap();
        assert_eq!(folder.publish().unwrap().notice, None);
        assert_eq!((word(&dir), word(&home.path().join("results-2"))), ("old".into(), round.into()));
    }
    assert_eq!(names(home.path()), ["results", "results-2"]);
}

#[test]
fn locks_of_files_that_are_open_in_an_office_program_are_in_nobodys_way() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    for lock in ["~$report.xlsx", ".~lock.report.docx#", "Thumbs.db"] {
        fs::write(dir.join(lock), "").unwrap();
    }
    publish(&dir, "new").unwrap();
    assert_eq!(word(&dir), "new");
}

#[test]
fn results_from_which_a_file_has_vanished_are_not_published() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    let folder = begin(&dir).unwrap();
    folder.write("run.json", marker("new")).unwrap();
    folder.write("summary.csv", "new").unwrap();
    fs::remove_file(folder.staging().join("summary.csv")).unwrap();
    assert!(folder.publish().unwrap_err().to_string().contains("summary.csv"));
    assert_eq!(word(&dir), "old");
}

#[test]
fn what_is_put_there_at_the_last_moment_is_put_back() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    let folder = begin(&dir).unwrap();
    fs::write(dir.join("notes.txt"), "mine").unwrap();
    assert!(exchange::put_in_place(folder.staging(), &folder.place, FolderKind::RUN).is_err());
    assert_eq!(names(&dir), ["notes.txt", "run.json", "summary.csv"]);
}

#[test]
fn a_run_that_fails_leaves_earlier_results_and_no_litter() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    let folder = begin(&dir).unwrap();
    folder.write("summary.csv", "new").unwrap();
    drop(folder);
    assert_eq!(word(&dir), "old");
    assert_eq!(names(home.path()), ["results"]);
}

#[test]
fn a_run_that_fails_removes_the_parents_that_it_created() {
    let home = tempfile::tempdir().unwrap();
    drop(begin(&home.path().join("a/b/c")).unwrap());
    assert_eq!(names(home.path()), Vec::<String>::new());
}

#[test]
fn a_run_that_panics_leaves_earlier_results_and_no_litter() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    let panicked = std::panic::catch_unwind(|| {
        let folder = begin(&dir).unwrap();
        folder.write("summary.csv", "new").unwrap();
        folder.write("not-a-result.txt", "new").unwrap();
    });
    assert!(panicked.is_err());
    assert_eq!(word(&dir), "old");
    assert_eq!(names(home.path()), ["results"]);
}

#[test]
fn an_interrupt_stops_between_files_and_before_publishing() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    publish(&dir, "old").unwrap();
    let stop = AtomicBool::new(false);
    let folder = ResultsFolder::begin(&dir, FolderKind::RUN, "Alliance", &stop).unwrap();
    folder.write("run.json", marker("new")).unwrap();
    stop.store(true, Ordering::Relaxed);
    assert!(folder.write("summary.csv", "new").unwrap_err().is_interrupt());
    assert!(folder.publish().unwrap_err().is_interrupt());
    assert_eq!(word(&dir), "old");
    assert_eq!(names(home.path()), ["results"]);
}

#[test]
fn a_file_in_the_way_is_refused_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("results");
    fs::write(&file, "mine").unwrap();
    let message = publish(&file, "new").unwrap_err().to_string();
    assert!(message.ends_with("there is a file of that name"), "{message}");
    let message = publish(&file.join("below"), "new").unwrap_err().to_string();
    assert!(message.contains("not a folder"), "{message}");
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
}

#[test]
fn a_path_that_names_no_folder_is_refused() {
    let home = tempfile::tempdir().unwrap();
    assert!(publish(&home.path().join("missing/.."), "new").is_err());
    assert!(publish(Path::new(""), "new").is_err());
    assert!(publish(Path::new("/"), "new").is_err());
    assert!(publish(&home.path().join("n".repeat(300)), "new").is_err());
    assert_eq!(names(home.path()), Vec::<String>::new());
}

#[test]
fn the_current_folder_is_not_pulled_from_under_its_user() {
    let message = ResultsFolder::begin(Path::new("."), FolderKind::RUN, "Alliance", &GO).unwrap_err().to_string();
    assert!(message.contains("current folder"), "{message}");
}

#[test]
fn many_runs_at_once_leave_the_results_of_one() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("results");
    std::thread::scope(|scope| {
        for run in 0..4 {
            let dir = &dir;
            scope.spawn(move || {
                for round in 0..25 {
                    publish(dir, &format!("{run}.{round}")).unwrap();
                }
            });
        }
    });
    let written = word(&dir);
    assert_eq!(fs::read_to_string(dir.join("run.json")).unwrap(), marker(&written), "files are of the same run");
    assert_eq!(names(home.path()), ["results"]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    #[test]
    fn a_link_stays_and_the_folder_behind_it_is_replaced() {
        let home = tempfile::tempdir().unwrap();
        let [real, link] = ["real", "link"].map(|name| home.path().join(name));
        fs::create_dir(&real).unwrap();
        symlink(&real, &link).unwrap();
        publish(&link, "old").unwrap();
        publish(&link, "new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(word(&real), "new");
        assert_eq!(names(home.path()), ["link", "real"]);
    }

    #[test]
    fn a_link_to_nothing_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let link = home.path().join("link");
        symlink(home.path().join("nowhere"), &link).unwrap();
        assert!(publish(&link, "new").unwrap_err().to_string().contains("link"));
        assert_eq!(names(home.path()), ["link"]);
    }

    #[test]
    fn a_link_among_the_results_is_not_a_result() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("results");
        publish(&dir, "old").unwrap();
        symlink("/etc/passwd", dir.join("report.html")).unwrap();
        assert!(publish(&dir, "new").unwrap_err().to_string().contains("report.html"));
    }

    #[test]
    fn a_pipe_with_the_name_of_a_result_is_not_opened() {
        if cfg!(target_os = "linux") {
            let home = tempfile::tempdir().unwrap();
            let dir = home.path().join("results");
            for pipe in ["benchmark.json", "run.json"] {
                publish(&dir, "old").unwrap();
                let _ = fs::remove_file(dir.join(pipe));
                let kind = rustix::fs::FileType::Fifo;
                rustix::fs::mknodat(rustix::fs::CWD, dir.join(pipe), kind, 0o600.into(), 0).unwrap();
                assert!(begin(&dir).unwrap_err().to_string().contains(pipe));
                fs::remove_dir_all(&dir).unwrap();
            }
        }
    }

    #[test]
    fn a_name_need_not_be_unicode() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join(OsStr::from_bytes(b"caf\xe9"));
        publish(&dir, "old").unwrap();
        publish(&dir, "new").unwrap();
        assert_eq!(word(&dir), "new");
        fs::write(dir.join(OsStr::from_bytes(b"\xff.txt")), "mine").unwrap();
        assert!(publish(&dir, "newer").is_err());
    }

    #[test]
    fn a_shared_folder_stays_shared() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("results");
        publish(&dir, "old").unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o2775)).unwrap();
        publish(&dir, "new").unwrap();
        assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o7777, 0o2775);
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named_with_its_reason() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("results");
        publish(&dir, "old").unwrap();
        let folder = begin(&dir).unwrap();
        // Every write to this device fails as on a full disk.
        symlink("/dev/full", folder.staging().join("summary.csv")).unwrap();
        let message = folder.write("summary.csv", "new").unwrap_err().to_string();
        if cfg!(target_os = "linux") {
            assert_eq!(message, format!("cannot write {}: the disk is full", dir.join("summary.csv").display()));
        }
        drop(folder);
        assert_eq!(word(&dir), "old");
        assert_eq!(names(home.path()), ["results"]);
    }

    #[test]
    fn a_folder_where_nothing_may_be_created_is_named_with_the_reason() {
        let home = tempfile::tempdir().unwrap();
        let closed = home.path().join("closed");
        fs::create_dir(&closed).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
        let refused = publish(&closed.join("results"), "new");
        // The administrator may write everywhere.
        if fs::metadata(home.path()).unwrap().uid() != 0 {
            assert!(refused.unwrap_err().to_string().contains("no permission"));
            assert_eq!(names(&closed), Vec::<String>::new());
        }
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn results_that_were_made_read_only_are_not_replaced() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("results");
        publish(&dir, "old").unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o555)).unwrap();
        let refused = publish(&dir, "new");
        // The administrator may write everywhere.
        if fs::metadata(home.path()).unwrap().uid() != 0 {
            assert!(refused.unwrap_err().to_string().contains("cannot be replaced"));
            assert_eq!(word(&dir), "old");
        }
        assert_eq!(names(home.path()), ["results"]);
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn a_place_where_even_the_administrator_can_create_nothing_is_named() {
        if cfg!(target_os = "linux") {
            let message = publish(Path::new("/proc/results"), "new").unwrap_err().to_string();
            assert!(message.starts_with("cannot create a folder in /proc: "), "{message}");
        }
    }
}
