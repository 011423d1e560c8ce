//! The real program, killed, signalled, without room, and without its files: earlier results stay whole, nothing is
//! left beside them, and the exit status and a sentence say what happened.

use crate::random::Random;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long any command may take that is interrupted, or that has little to do.
const LONGEST: Duration = Duration::from_secs(120);

/// The program on a desk with the example and earlier results.
#[derive(Debug)]
pub struct Desk {
    folder: TempDir,
    program: PathBuf,
    before: BTreeMap<String, Vec<u8>>,
    may_mount: bool,
}

impl Desk {
    /// A desk for a program.
    pub fn new(program: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let program = program.canonicalize().expect("the program is there");
        let mut desk = Desk { folder, program, before: BTreeMap::new(), may_mount: false };
        desk.sound("init alliance");
        desk.sound("run alliance/scenario.toml -o out --trials 300 --keep-trials --quiet");
        desk.before = contents(&desk.folder.path().join("out"));
        desk.may_mount = desk.shell("unshare -rm true 2>/dev/null").status.success();
        desk
    }

    /// Whether small disks can be made here.
    pub fn may_mount(&self) -> bool {
        self.may_mount
    }

    fn sound(&self, call: &str) {
        let output = self.shell(&format!("exec {} {call}", self.program.display()));
        assert!(output.status.success(), "{call}: {output:?}");
    }

    fn shell(&self, line: &str) -> Output {
        waited(self.begin(line), line)
    }

    fn begin(&self, line: &str) -> Child {
        let mut shell = Command::new("sh");
        shell.args(["-c", line]).current_dir(&self.folder).stdin(Stdio::null());
        shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a shell can be started")
    }

    /// One fault of a random kind; what it was.
    pub fn fault(&self, random: &mut Random) -> String {
        let kind = random.below(8);
        let call = call(random, kind < 4);
        let line = format!("{} {call}", self.program.display());
        match kind {
            4 => self.without_room(&format!("ulimit -f {}; exec {line}", random.below(400))),
            5 => self.without_descriptors(random, &line),
            6 if self.may_mount => self.on_a_small_disk(random, &call),
            6 | 7 => self.short_of_threads(random, &line),
            _ => self.signalled(random, &format!("exec {line}")),
        }
    }

    fn signalled(&self, random: &mut Random, line: &str) -> String {
        let running = self.begin(line);
        sleep(Duration::from_micros(random.below(600_000) as u64));
        let signal = random.pick(&["INT", "TERM", "HUP", "KILL"]);
        let _ = Command::new("kill")
            .args([&format!("-{signal}"), &running.id().to_string()])
            .stderr(Stdio::null())
            .status();
        let output = waited(running, line);
        let what = format!("{signal} {line}");
        self.hold(&output, &what, signal == "KILL");
        what
    }

    fn without_room(&self, line: &str) -> String {
        let output = self.shell(line);
        self.hold(&output, line, false);
        let code = output.status.code();
        assert!(code.is_some(), "{line}: a limit of files ends the program: {:?}", output.status);
        line.to_owned()
    }

    fn without_descriptors(&self, random: &mut Random, line: &str) -> String {
        let redirected = random.pick(&[
            ">&-",
            "2>&-",
            "<&-",
            ">&- 2>&-",
            ">&- 2>&- <&-",
            ">/dev/full",
            "2>/dev/full",
            "| head -c 10",
        ]);
        let line = format!("{line} {redirected}");
        let output = self.shell(&line);
        self.hold(&output, &line, false);
        assert!(output.status.code().is_some(), "{line}: {:?}", output.status);
        line
    }

    fn on_a_small_disk(&self, random: &mut Random, call: &str) -> String {
        let size = 4 + random.below(3_000);
        let program = self.program.display();
        let call = call.replace("-o out", "-o disk/out").replace("init new", "init disk/new");
        let line = format!(
            "mkdir -p disk && mount -t tmpfs -o size={size}k tmpfs disk && {program} {call}; code=$?; \
             ls -A disk; exit $code"
        );
        let line = format!("exec unshare -rm sh -c '{line}'");
        let output = self.shell(&line);
        let names = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!names.contains(".foresave-"), "{line} leaves litter: {names}");
        self.hold(&output, &line, false);
        line
    }

    /// Memory for some threads only; where there is too little for the work itself, the system ends the program.
    fn short_of_threads(&self, random: &mut Random, line: &str) -> String {
        let line = format!("ulimit -v {}; exec {line}", 400_000 + random.below(800_000));
        let output = self.shell(&line);
        let is_out_of_memory = String::from_utf8_lossy(&output.stderr).contains("memory allocation");
        self.hold(&output, &line, is_out_of_memory);
        line
    }

    /// Earlier results or whole new ones, no litter, and no fault of the program itself.
    fn hold(&self, output: &Output, what: &str, is_killed: bool) {
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("fault in foresave"), "{what}: {said}");
        let names: Vec<String> = contents_names(self.folder.path());
        for name in names.iter().filter(|name| name.starts_with(".foresave-")) {
            assert!(is_killed, "{what} leaves {name}: {said}");
            let _ = fs::remove_dir_all(self.folder.path().join(name));
        }
        let after = contents(&self.folder.path().join("out"));
        assert!(self.before.keys().eq(after.keys()), "{what}: results are not whole: {:?}", after.keys());
        if !output.status.success() && after != self.before {
            // A signal after the results were put in place, or nowhere to print them.
            assert!(output.status.code().is_none() || said.contains("the results are in"), "{what}: {said}");
        }
        self.put_back(&after);
        let new = self.folder.path().join("new");
        let files = contents_names(&new).len();
        assert!(!new.exists() || is_killed || files == 5, "{what} leaves {files} files");
        let _ = fs::remove_dir_all(new);
    }

    fn put_back(&self, after: &BTreeMap<String, Vec<u8>>) {
        for (name, bytes) in self.before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)) {
            fs::write(self.folder.path().join("out").join(name), bytes).expect("results can be written");
        }
    }
}

/// A call that writes into `out`, or begins a scenario in `new`; one that takes long only where it is interrupted.
fn call(random: &mut Random, is_interrupted: bool) -> String {
    let trials = random.pick(if is_interrupted { &["300", "100000", "10000000"] } else { &["300", "3000"] });
    match random.below(6) {
        0 => "init new".into(),
        1 => "check alliance/scenario.toml".into(),
        _ => format!("run alliance/scenario.toml -o out --trials {trials} --keep-trials --quiet"),
    }
}

fn contents_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = contents_names(folder).into_iter();
    names.map(|name| (name.clone(), fs::read(folder.join(name)).unwrap_or_default())).collect()
}

fn waited(mut running: Child, what: &str) -> Output {
    let begun = Instant::now();
    // What it prints is less than a pipe holds, but for its forecast, which is read by the thread below.
    let (out, err) = (running.stdout.take(), running.stderr.take());
    let out = std::thread::spawn(move || read_all(out));
    let err = std::thread::spawn(move || read_all(err));
    loop {
        if let Ok(Some(status)) = running.try_wait() {
            let [stdout, stderr] = [out, err].map(|read| read.join().unwrap_or_default());
            return Output { status, stdout, stderr };
        }
        if begun.elapsed() > LONGEST {
            let _ = running.kill();
            panic!("{what} does not end");
        }
        sleep(Duration::from_millis(2));
    }
}

fn read_all(pipe: Option<impl std::io::Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        let _ = pipe.read_to_end(&mut bytes);
    }
    bytes
}
