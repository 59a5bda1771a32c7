//! The administrator's guide does what it says: its commands are run, in the order of its
//! pages, on a machine of their own, and what comes back is what it shows.

mod blocks;
mod place;
mod postgresql;
mod settings;

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
