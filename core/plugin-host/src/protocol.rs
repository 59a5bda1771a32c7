//! What the server and the worker say to each other.
//!
//! A frame is its length as four bytes, little end first, and a value in postcard. Both
//! ends are the same binary, so the format has no versions; the worker is still not
//! trusted: a frame it sends is bounded, and what is in it is checked like a stranger's.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use chrono::NaiveDate;
use contributions::{HookCall, Problem, Table};
use domain::Answers;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::HookLimits;

/// The longest frame that the worker accepts: an artefact and some room.
pub const TO_WORKER: usize = 64 << 20;
/// The longest frame that the server accepts from the worker or the compiler.
pub const FROM_CHILD: usize = 64 << 20;

/// A frame to the worker.
#[derive(Serialize, Deserialize)]
pub enum ToWorker<'a> {
    /// Machine code, to be called by this number from now on.
    Load { artefact: u32, code: Cow<'a, [u8]> },
    /// The number will not be called any more.
    Forget { artefact: u32 },
    /// Make a call.
    Call(Call<'a>),
}

/// One call.
#[derive(Serialize, Deserialize)]
pub struct Call<'a> {
    /// The number under which the answer is awaited.
    pub id: u64,
    /// Whose code.
    pub artefact: u32,
    pub limits: CallLimits,
    pub context: CallContext,
    pub input: Input<'a>,
}

/// What is asked of the plugin.
#[derive(Serialize, Deserialize)]
pub enum Input<'a> {
    Validate { form: Cow<'a, str>, answers: Cow<'a, Answers> },
    Compute { form: Cow<'a, str>, answers: Cow<'a, Answers> },
    Build { report: Cow<'a, str>, parameters: Cow<'a, Answers>, tables: Cow<'a, [(String, Table)]> },
}

/// The limits that the worker enforces.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CallLimits {
    pub time_ms: u32,
    pub memory: u32,
    pub output: u32,
    pub host_calls: u32,
}

impl From<HookLimits> for CallLimits {
    fn from(limits: HookLimits) -> Self {
        let narrow = |wide: usize| u32::try_from(wide).unwrap_or(u32::MAX);
        Self {
            time_ms: u32::try_from(limits.time.as_millis()).unwrap_or(u32::MAX),
            memory: narrow(limits.memory),
            output: narrow(limits.output),
            host_calls: limits.host_calls,
        }
    }
}

/// The circumstances that a plugin is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CallContext {
    pub today: NaiveDate,
    /// Seconds since 1970.
    pub now: i64,
    pub locale: String,
    pub call_id: String,
    pub schema_version: u32,
    pub settings: Answers,
}

impl From<HookCall> for CallContext {
    fn from(call: HookCall) -> Self {
        Self {
            today: call.today,
            now: call.now.timestamp(),
            locale: call.locale,
            call_id: call.call_id.to_string(),
            schema_version: call.schema_version,
            settings: call.settings,
        }
    }
}

/// A frame from the worker.
#[derive(Debug, Serialize, Deserialize)]
pub enum FromWorker {
    /// It has walled itself in and takes calls.
    Ready(Walls),
    /// It could not start.
    CannotStart(String),
    /// The code cannot be loaded, as after a change of processor; calls of it fail.
    Refused { artefact: u32, reason: String },
    /// A call ended.
    Done(Done),
}

/// The walls that the operating system put around a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walls {
    /// No files and no network by path or port (Landlock).
    pub files: bool,
    /// No system call but those it needs (seccomp).
    pub calls: bool,
}

/// How a call ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct Done {
    pub id: u64,
    pub result: Result<Output, Fault>,
    pub lines: Vec<Line>,
    /// Time from taking the call to dropping the instance.
    pub micros: u32,
}

/// What the plugin answered, as it left the sandbox.
#[derive(Debug, Serialize, Deserialize)]
pub enum Output {
    /// The keys of the messages are the plugin's bare codes.
    Findings(Vec<Problem>),
    Computed(Answers),
    /// JSON text, or the code of a refusal.
    Built(Result<String, String>),
}

/// Why the plugin gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    Trapped,
    TimedOut,
    Memory,
    Output,
    HostCalls,
    /// It exports no such hook, or the code could not be loaded.
    NoSuchHook,
    /// The answer holds something that is no value, such as 30 February.
    BadValue,
    /// The sandbox itself failed.
    Broken,
}

/// A line that the plugin wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub level: Level,
    pub text: String,
}

/// How much a line weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    Debug,
    Info,
    Warning,
    Error,
}

/// What the compiler answers.
#[derive(Debug, Serialize, Deserialize)]
pub enum Compiled {
    Code {
        code: Vec<u8>,
        exports: Vec<String>,
        walls: Walls,
    },
    ForeignImport(String),
    Invalid(String),
    /// It wanted more memory than it may have.
    OutOfMemory,
}

/// `value` as a frame.
pub fn frame<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    let mut bytes = postcard::to_extend(value, vec![0; 4]).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len() - 4).map_err(io::Error::other)?;
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    Ok(bytes)
}

/// The length that a frame's first four bytes announce.
pub fn length(head: [u8; 4], limit: usize) -> io::Result<usize> {
    let length = u32::from_le_bytes(head) as usize;
    if length > limit {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame is longer than allowed"));
    }
    Ok(length)
}

/// The value in a frame's body.
pub fn value<T: DeserializeOwned>(body: &[u8]) -> io::Result<T> {
    postcard::from_bytes(body).map_err(|cause| io::Error::new(io::ErrorKind::InvalidData, cause))
}

/// Reads one frame, or nothing when the other end has closed.
pub fn read<T: DeserializeOwned>(from: &mut impl Read, limit: usize) -> io::Result<Option<T>> {
    let mut head = [0; 4];
    match from.read_exact(&mut head) {
        Err(cause) if cause.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        result => result?,
    }
    let mut body = vec![0; length(head, limit)?];
    from.read_exact(&mut body)?;
    value(&body).map(Some)
}

/// Writes one frame.
pub fn write<T: Serialize>(to: &mut impl Write, value: &T) -> io::Result<()> {
    to.write_all(&frame(value)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn done() -> FromWorker {
        let line = Line { level: Level::Info, text: "a line".into() };
        let result = Ok(Output::Built(Ok("{}".into())));
        FromWorker::Done(Done { id: 7, result, lines: vec![line], micros: 99 })
    }

    #[test]
    fn a_frame_is_read_as_it_was_written() {
        let bytes = [frame(&done()).expect("a frame"), frame(&done()).expect("another")].concat();
        let mut from = bytes.as_slice();
        for _ in 0..2 {
            let read = read::<FromWorker>(&mut from, FROM_CHILD).expect("readable").expect("one more");
            assert_eq!(format!("{read:?}"), format!("{:?}", done()));
        }
        assert!(read::<FromWorker>(&mut from, FROM_CHILD).expect("the end").is_none());
    }

    #[test]
    fn a_frame_that_announces_too_much_is_refused_before_it_is_read() {
        let mut from = [0xff, 0xff, 0xff, 0x7f, 1, 2, 3].as_slice();
        assert!(read::<FromWorker>(&mut from, FROM_CHILD).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_of_a_worker_can_stop_the_server(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = value::<FromWorker>(&body);
            let _ = value::<Compiled>(&body);
            let framed = [&(body.len() as u32).to_le_bytes()[..], &body].concat();
            let _ = read::<FromWorker>(&mut framed.as_slice(), FROM_CHILD);
        }
    }
}
