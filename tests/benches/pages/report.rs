//! The tables, as Markdown.

use std::fmt::Write;
use std::time::Duration;

use crate::load::{Round, Streamed};
use crate::meter::Memory;
use crate::workloads::Workload;

/// What one workload took at one size: medians over all rounds, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    pub median: f64,
    pub high: f64,
    /// Of the server, a request.
    pub server: f64,
    /// Of the database's own processes, a request.
    pub database: Option<f64>,
}

impl Figures {
    /// Of the rounds of one workload.
    ///
    /// # Panics
    /// If nothing was asked for.
    pub fn of(rounds: &[Round]) -> Self {
        let mut times: Vec<f64> = rounds.iter().flat_map(|round| &round.times).copied().map(millis).collect();
        times.sort_by(f64::total_cmp);
        let each = |used: fn(&Round) -> Option<Duration>| {
            let share = |round: &Round| used(round).map(|used| millis(used) / round.times.len() as f64);
            median(rounds.iter().filter_map(share).collect())
        };
        Self {
            median: at(&times, 0.5),
            high: at(&times, 0.95),
            server: each(|round| Some(round.server)).expect("there was a round"),
            database: each(|round| round.database),
        }
    }
}

/// What one server of one size was.
#[derive(Clone, Debug, Default)]
pub struct Vitals {
    /// Of the folder of SQLite; nothing for a cluster, which holds all sizes.
    pub on_disk: Option<u64>,
    pub starts: Vec<Duration>,
    /// When it had been ready for a moment.
    pub idle: Memory,
    /// After all workloads, with the peak of them.
    pub worked: Memory,
    pub exports_begun: Vec<Duration>,
    pub export: Streamed,
    /// The peak of the whole export.
    pub exported: Memory,
}

/// The workloads on so many connections.
pub struct Load {
    pub connections: usize,
    pub rows: Vec<Row>,
}

/// One workload, with its figures by size.
pub struct Row {
    pub workload: Workload,
    pub figures: Vec<Figures>,
}

/// Everything that was measured on one database.
pub struct Findings {
    pub database: &'static str,
    pub sizes: Vec<usize>,
    pub loads: Vec<Load>,
    pub vitals: Vec<Vitals>,
}

impl Findings {
    /// All tables of the database.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for load in &self.loads {
            let plural = if load.connections == 1 { "connection" } else { "connections" };
            let _ = writeln!(text, "\n## {}, {} {plural}\n", self.database, load.connections);
            self.load(&mut text, &load.rows);
        }
        let _ = writeln!(text, "\n## {}, the process\n", self.database);
        self.process(&mut text);
        text
    }

    fn load(&self, text: &mut String, rows: &[Row]) {
        let has_processes = rows.iter().flat_map(|row| &row.figures).any(|one| one.database.is_some());
        let mut head = vec!["ms a request".to_owned()];
        for size in &self.sizes {
            let size = thousands(*size as u64);
            head.extend([format!("{size}: p50"), "p95".to_owned(), "CPU".to_owned()]);
            head.extend(has_processes.then(|| "database CPU".to_owned()));
        }
        let is_compared = self.sizes.len() > 1;
        if is_compared {
            head.extend(["p50 ×".to_owned(), "CPU ×".to_owned()]);
        }
        table_head(text, &head);
        for Row { workload, figures } in rows {
            let mut cells = vec![workload.title().to_owned()];
            for one in figures {
                cells.extend([one.median, one.high, one.server].map(|value| format!("{value:.2}")));
                cells.extend(one.database.map(|value| format!("{value:.2}")));
            }
            if let (true, Some(small), Some(large)) = (is_compared, figures.first(), figures.last()) {
                let used = |one: &Figures| one.server + one.database.unwrap_or_default();
                let ratios = [large.median / small.median, used(large) / used(small)];
                cells.extend(ratios.map(|ratio| format!("{ratio:.2}")));
            }
            table_row(text, &cells);
        }
    }

    fn process(&self, text: &mut String) {
        let sizes = self.sizes.iter().map(|size| thousands(*size as u64));
        table_head(text, &[String::new()].into_iter().chain(sizes).collect::<Vec<_>>());
        let mut row = |title: &str, cell: &dyn Fn(&Vitals) -> String| {
            let cells: Vec<_> = [title.to_owned()].into_iter().chain(self.vitals.iter().map(cell)).collect();
            table_row(text, &cells);
        };
        let middle = |times: &[Duration]| median(times.iter().copied().map(millis).collect());
        let time = |times: &[Duration]| middle(times).map_or_else(String::new, |time| format!("{time:.0}"));
        let memory = |memory: &Memory| format!("{:.0} ({:.0})", memory.resident, memory.anonymous);
        if self.vitals.iter().any(|one| one.on_disk.is_some()) {
            row("database, MiB", &|one| {
                one.on_disk.map_or_else(String::new, |bytes| format!("{}", bytes >> 20))
            });
        }
        row("start to the first 200, ms", &|one| time(&one.starts));
        row("memory when ready, MiB (its own)", &|one| memory(&one.idle));
        row("memory after all workloads", &|one| memory(&one.worked));
        row("peak of all workloads, MiB", &|one| format!("{:.0}", one.worked.peak));
        row("export, first byte, ms", &|one| time(&one.exports_begun));
        row("export, whole, s", &|one| {
            let seconds = one.export.whole.as_secs_f64();
            if one.export.broke_off {
                format!("broke off after {seconds:.1}")
            } else {
                format!("{seconds:.1}")
            }
        });
        row("export, compressed, MiB", &|one| format!("{:.1}", one.export.bytes as f64 / 1_048_576.0));
        row("export, peak, MiB", &|one| format!("{:.0}", one.exported.peak));
    }
}

fn table_head(text: &mut String, cells: &[String]) {
    table_row(text, cells);
    let rule: Vec<String> =
        (0..cells.len()).map(|place| if place == 0 { "---" } else { "---:" }.to_owned()).collect();
    table_row(text, &rule);
}

fn table_row(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

/// The value at a share of the way through sorted values.
fn at(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().checked_sub(1).expect("something was measured");
    sorted[(share * last as f64).round() as usize]
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    (!values.is_empty()).then(|| at(&values, 0.5))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join(",")
}
