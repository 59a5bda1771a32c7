//! The administrator's guide does what it says: its commands are run, in the order of its
//! pages, on a machine of their own, and what comes back is what it shows.

mod blocks;
mod place;
mod postgresql;
mod settings;

use std::collections::BTreeSet;
use std::path::PathBuf;

use blocks::{Block, Mark, Page};
use place::Place;
use tests::root;

/// The pages with commands, in the order in which somebody follows them; each begins where the
/// one before ends.
const ORDER: [&str; 6] = ["install.md", "people.md", "backup.md", "keys.md", "audit.md", "incidents.md"];

fn guide() -> PathBuf {
    root().join("core/server/guide")
}

fn page(name: &str) -> Page {
    let text = std::fs::read_to_string(guide().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    Page::read(name, &text)
}

/// Needs `bash`, as the rest of the suite does; nothing outside its own folder is touched.
#[test]
fn every_command_of_the_guide_does_what_it_says() {
    let place = Place::prepare();
    let mut by_hand = Vec::new();
    let mut ran = 0;
    for name in ORDER {
        for block in page(name).blocks {
            match &block.mark {
                Mark::ByHand(why) => by_hand.push(format!("{name}:{}: {why}", block.line)),
                Mark::Run { .. } => {
                    place.run(&block);
                    ran += 1;
                }
            }
        }
    }
    assert!(ran > 20, "only {ran} boxes of commands were found");
    println!("{ran} boxes of commands were run; {} are read by people:", by_hand.len());
    by_hand.iter().for_each(|block| println!("  {block}"));
}

/// What a page writes in italics is a button, a link or a heading of Accord, called just so.
#[test]
fn what_the_guide_says_to_press_is_there() {
    let words = root().join("core/wording/locales/en");
    let mut known = BTreeSet::new();
    for file in std::fs::read_dir(words).expect("the catalogues") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("text");
        known.extend(text.lines().filter_map(|line| Some(line.split_once(" = ")?.1.trim().to_owned())));
    }
    let mut wrong = Vec::new();
    for name in ORDER {
        let text = std::fs::read_to_string(guide().join(name)).expect("a page");
        // Boxes and code have stars of their own, and two stars are not one.
        let prose = text.split("```").step_by(2).collect::<String>().replace("**", "");
        for line in prose.lines() {
            let without_code: String = line.split('`').step_by(2).collect();
            let pressed = without_code.split('*').skip(1).step_by(2);
            wrong.extend(pressed.filter(|word| !known.contains(*word)).map(|word| format!("{name}: {word}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page that is not in the list above may have commands too; they say at least whether
/// somebody runs them.
#[test]
fn every_command_is_marked_and_every_page_is_in_the_index() {
    let index = std::fs::read_to_string(guide().join("README.md")).expect("the index");
    for entry in std::fs::read_dir(guide()).expect("the guide") {
        let name = entry.expect("a page").file_name().into_string().expect("text");
        let runs: Vec<Block> =
            page(&name).blocks.into_iter().filter(|block| matches!(block.mark, Mark::Run { .. })).collect();
        assert!(
            runs.is_empty() || ORDER.contains(&name.as_str()),
            "{name} is not among the pages that are run"
        );
        assert!(name == "README.md" || index.contains(&format!("]({name})")), "{name} is not in the index");
    }
}
