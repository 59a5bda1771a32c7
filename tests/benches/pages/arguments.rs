//! What the command line asks for.

use std::path::PathBuf;
use std::time::Duration;

/// How it is called.
pub const USAGE: &str = "\
cargo bench -p tests --bench pages -- [options]

  --cases 2950,200000     sizes, each a database of its own; ratios are last to first
  --connections 1,8       how many browsers ask at the same time
  --postgres              PostgreSQL as well as SQLite
  --seconds 3             how long each workload is asked for, in each round
  --rounds 3              rounds, in which the sizes take turns
  --data DIR              keep the databases there, and use those that are there
  --markdown FILE         write the tables there as well
  --accord FILE           measure this binary instead of building it";

/// What is to be measured, and how.
#[derive(Clone, Debug)]
pub struct Arguments {
    pub cases: Vec<usize>,
    pub connections: Vec<usize>,
    pub postgres: bool,
    pub span: Duration,
    pub rounds: usize,
    pub data: Option<PathBuf>,
    pub markdown: Option<PathBuf>,
    pub accord: Option<PathBuf>,
}

impl Arguments {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// In words, what could not be understood.
    pub fn read(given: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut read = Self {
            cases: vec![2_950, 200_000],
            connections: vec![1, 8],
            postgres: false,
            span: Duration::from_secs(3),
            rounds: 3,
            data: None,
            markdown: None,
            accord: None,
        };
        let mut given = given.into_iter();
        while let Some(name) = given.next() {
            let mut value = || given.next().ok_or_else(|| format!("{name} needs a value"));
            match name.as_str() {
                // Cargo says by it that this is a bench.
                "--bench" => {}
                "--cases" => read.cases = numbers(&value()?)?,
                "--connections" => read.connections = numbers(&value()?)?,
                "--postgres" => read.postgres = true,
                "--seconds" => read.span = Duration::from_secs_f64(number(&value()?)?),
                "--rounds" => read.rounds = number(&value()?)?,
                "--data" => read.data = Some(value()?.into()),
                "--markdown" => read.markdown = Some(value()?.into()),
                "--accord" => read.accord = Some(value()?.into()),
                _ => return Err(format!("'{name}' is not an option")),
            }
        }
        if read.rounds == 0 || read.cases.iter().chain(&read.connections).any(|number| *number == 0) {
            return Err("nothing can be measured of nought".to_owned());
        }
        Ok(read)
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.trim().replace('_', "").parse().map_err(|_| format!("'{text}' is not a number"))
}

fn numbers(text: &str) -> Result<Vec<usize>, String> {
    text.split(',').map(number).collect()
}
