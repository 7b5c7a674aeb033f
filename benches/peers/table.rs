//! Figures, and the table of them.

use std::time::{Duration, Instant};

/// How often each query is timed; its median counts.
const N_ROUNDS: usize = 5;

/// A figure of Banmian's and its peer's.
struct Row {
    name: String,
    ours: Option<f64>,
    theirs: Option<f64>,
    is_more_better: bool,
}

/// The table.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// A figure of Banmian's.
    pub(crate) fn ours(&mut self, name: &str, figure: f64) {
        self.row(name).ours = Some(figure);
    }

    /// The same figure of its peer.
    pub(crate) fn theirs(&mut self, name: &str, figure: f64) {
        self.row(name).theirs = Some(figure);
    }

    fn row(&mut self, name: &str) -> &mut Row {
        let at = self.rows.iter().position(|row| row.name == name);
        let at = at.unwrap_or_else(|| {
            self.rows.push(Row {
                name: name.to_owned(),
                ours: None,
                theirs: None,
                is_more_better: name.contains("/s"),
            });
            self.rows.len() - 1
        });
        &mut self.rows[at]
    }

    /// Prints it; the last column says how many times as good Banmian is.
    pub(crate) fn print(&self) {
        let cell =
            |figure: Option<f64>| figure.map_or_else(|| "–".to_owned(), |f| format!("{f:.2}"));
        println!("| figure | SQLite FTS5 trigram | Banmian | times better |");
        println!("|---|---|---|---|");
        for row in &self.rows {
            let ratio = row.ours.zip(row.theirs).map(|(ours, theirs)| {
                if row.is_more_better {
                    ours / theirs
                } else {
                    theirs / ours
                }
            });
            let [theirs, ours, ratio] = [row.theirs, row.ours, ratio].map(cell);
            println!("| {} | {theirs} | {ours} | {ratio} |", row.name);
        }
    }
}

/// How long each of the inputs takes, in milliseconds, sorted; after a round that is not counted.
pub(crate) fn time_each<T>(
    inputs: &[T],
    mut answer: impl FnMut(&T) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<f64>> {
    let mut times = vec![Vec::with_capacity(N_ROUNDS); inputs.len()];
    for round in 0..=N_ROUNDS {
        for (input, times) in inputs.iter().zip(&mut times) {
            let started = Instant::now();
            answer(input)?;
            if round > 0 {
                times.push(millis(started.elapsed()));
            }
        }
    }
    let mut medians: Vec<f64> = times
        .into_iter()
        .map(|mut times| {
            times.sort_by(f64::total_cmp);
            times[N_ROUNDS / 2]
        })
        .collect();
    if std::env::var_os("PEERS_TIMES").is_some() {
        println!("{medians:.2?}");
    }
    medians.sort_by(f64::total_cmp);
    Ok(medians)
}

/// A duration in milliseconds.
pub(crate) fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// The figure below which such a share of a sorted list lies; 0 where there are none.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted
        .get((last as f64 * share).round() as usize)
        .copied()
        .unwrap_or_default()
}
