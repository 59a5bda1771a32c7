//! Boxes of commands in a page, and what the page says comes back.
//!
//! A box begins with ` ```sh run`, with `exit=3` and `within=90` where it ends otherwise or has
//! to be tried again for so many seconds; or with ` ```sh by hand: why`. The `text` box after
//! it is what comes back, with `…` for what was left out.

/// A page of the guide.
pub struct Page {
    pub blocks: Vec<Block>,
    /// The boxes of SQL, for PostgreSQL.
    pub sql: Vec<String>,
}

/// One box of commands.
pub struct Block {
    /// The page and the line, for whoever has to find it.
    pub page: String,
    pub line: usize,
    pub mark: Mark,
    pub commands: String,
    /// What comes back, where the page shows it.
    pub shown: Option<String>,
}

/// Who runs it.
pub enum Mark {
    Run { exit: i32, within: u64 },
    ByHand(String),
}

impl Page {
    /// # Panics
    /// On a box of commands without a mark.
    pub fn read(name: &str, text: &str) -> Self {
        let mut page = Self { blocks: Vec::new(), sql: Vec::new() };
        let mut lines = text.lines().enumerate();
        // The box just before, as long as nothing but empty lines came since.
        let mut follows = false;
        while let Some((number, line)) = lines.next() {
            let Some(kind) = line.strip_prefix("```") else {
                follows &= line.is_empty();
                continue;
            };
            let body: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let body = body.join("\n");
            let line = number + 1;
            match kind.split_once(' ').unwrap_or((kind, "")) {
                ("sh", mark) => page.blocks.push(Block {
                    page: name.to_owned(),
                    line,
                    mark: Mark::read(mark).unwrap_or_else(|| {
                        panic!("{name}:{line}: say `sh run` or `sh by hand: why`, not `{kind}`")
                    }),
                    commands: body,
                    shown: None,
                }),
                ("text", _) if follows => {
                    if let Some(before) = page.blocks.last_mut() {
                        before.shown = Some(body);
                    }
                }
                ("sql", _) => page.sql.push(body),
                _ => {}
            }
            follows = kind.starts_with("sh ");
        }
        page
    }
}

impl Mark {
    fn read(text: &str) -> Option<Self> {
        if let Some(why) = text.strip_prefix("by hand: ") {
            return Some(Self::ByHand(why.to_owned()));
        }
        let mut words = text.split(' ');
        if words.next() != Some("run") {
            return None;
        }
        let (mut exit, mut within) = (0, 0);
        for word in words {
            match word.split_once('=')? {
                ("exit", code) => exit = code.parse().ok()?,
                ("within", seconds) => within = seconds.parse().ok()?,
                _ => return None,
            }
        }
        Some(Self::Run { exit, within })
    }
}

/// The first line of `shown` that does not come back in `said`, in its order. Between two
/// lines others may come only where a line of `…` alone stands, or where a line is longer.
pub fn missing<'a>(shown: &'a str, said: &str) -> Option<&'a str> {
    let mut rest = said.lines();
    shown.lines().filter(|line| line.trim() != "…").find(|line| !rest.by_ref().any(|said| fits(line, said)))
}

/// Whether a line came back as it is shown, where `…` stands for anything and a row of spaces
/// for one.
fn fits(shown: &str, said: &str) -> bool {
    let narrow = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (shown, said) = (narrow(shown), narrow(said));
    let parts: Vec<&str> = shown.split('…').map(str::trim).collect();
    let [first, between @ .., last] = parts.as_slice() else { return shown == said };
    let Some(mut rest) = said.strip_prefix(first) else { return false };
    for part in between {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn what_comes_back_is_compared_with_what_is_shown() {
    assert!(fits("a … c", "a b c") && fits("a…", "a") && fits("…c", "a b c") && fits("a  b", "a b"));
    assert!(!fits("a … c", "a b") && !fits("a", "a b") && !fits("a … c … b", "a b c"));
    let said = "one\ntwo\nthree";
    assert_eq!(missing("one\n…\nthree", said), None);
    assert_eq!(missing("three\none", said), Some("one"));
    assert_eq!(missing("two\nfour", said), Some("four"));
}

#[test]
fn a_box_says_who_runs_it() {
    let page =
        Page::read("a.md", "```sh run exit=3\nfalse\n```\n\n```text\nno\n```\nthen\n```text\nyes\n```\n");
    let [block] = page.blocks.as_slice() else { panic!("one box") };
    assert_eq!((block.line, block.commands.as_str(), block.shown.as_deref()), (1, "false", Some("no")));
    assert!(matches!(block.mark, Mark::Run { exit: 3, within: 0 }));
    assert!(Mark::read("").is_none() && Mark::read("run exit").is_none());
    assert!(matches!(Mark::read("by hand: needs root"), Some(Mark::ByHand(why)) if why == "needs root"));
}
