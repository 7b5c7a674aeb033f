//! How fast long work goes, and how long it may still take, by its last half minute.

use crate::library::{Progress, Stage};
use std::collections::VecDeque;
use std::time::Duration;

/// How far back one looks: files differ in size, and the machine in what else it does.
const WINDOW: Duration = Duration::from_secs(30);
/// Before so much was seen, a guess would only jump about.
const SILENT: Duration = Duration::from_secs(2);

/// The pace of the work that runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pace {
    stage: Option<Stage>,
    seen: VecDeque<Progress>,
}

impl Pace {
    /// Takes in how far the work is.
    pub fn see(&mut self, progress: Progress) {
        let goes_back = self.seen.back().is_some_and(|last| {
            progress.weight.0 < last.weight.0 || progress.elapsed < last.elapsed
        });
        if self.stage != Some(progress.stage) || goes_back {
            self.rest();
            self.stage = Some(progress.stage);
        }
        self.seen.push_back(progress);
        while self
            .seen
            .front()
            .is_some_and(|first| progress.elapsed.saturating_sub(first.elapsed) > WINDOW)
        {
            self.seen.pop_front();
        }
    }

    /// The work pauses, or is over: what comes is another pace.
    pub fn rest(&mut self) {
        self.seen.clear();
        self.stage = None;
    }

    /// The first and the last of what was seen, once they tell anything.
    fn ends(&self) -> Option<(&Progress, &Progress, f64)> {
        let (first, last) = (self.seen.front()?, self.seen.back()?);
        let seen = last.elapsed.saturating_sub(first.elapsed);
        (seen >= SILENT).then_some((first, last, seen.as_secs_f64()))
    }

    /// Files (or articles, or pages) in a second.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        let (first, last, seconds) = self.ends()?;
        let n_done = last.n_done.saturating_sub(first.n_done);
        (n_done > 0).then(|| n_done as f64 / seconds)
    }

    /// How long the rest takes at this pace, by its weight.
    #[must_use]
    pub fn left(&self) -> Option<Duration> {
        let (first, last, seconds) = self.ends()?;
        let done = last.weight.0.saturating_sub(first.weight.0);
        let rest = last.weight.1.saturating_sub(last.weight.0);
        if done == 0 {
            return None;
        }
        Duration::try_from_secs_f64(rest as f64 / done as f64 * seconds).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64, weight: u64) -> Progress {
        Progress {
            stage: Stage::Importing,
            n_done: usize::try_from(weight / 10).unwrap_or_default(),
            n_total: 100,
            weight: (weight, 1000),
            elapsed: Duration::from_secs(seconds),
        }
    }

    #[test]
    fn the_rest_takes_as_long_as_the_last_half_minute_says() {
        let mut pace = Pace::default();
        pace.see(at(0, 0));
        pace.see(at(1, 10));
        assert_eq!((pace.left(), pace.rate()), (None, None), "too early to say");
        pace.see(at(10, 100));
        assert_eq!(pace.left(), Some(Duration::from_secs(90)));
        assert_eq!(pace.rate(), Some(1.0));
        // It becomes twice as fast; half a minute later the slow start is forgotten.
        for nth in 1..=20 {
            pace.see(at(10 + 2 * nth, 100 + 40 * nth));
        }
        assert_eq!(pace.left(), Some(Duration::from_secs(5)));
    }

    #[test]
    fn a_pause_is_no_slow_work() {
        let mut pace = Pace::default();
        pace.see(at(0, 0));
        pace.see(at(10, 100));
        pace.rest();
        pace.see(at(600, 110));
        assert_eq!(pace.left(), None);
        pace.see(at(610, 210));
        assert_eq!(pace.left(), Some(Duration::from_secs(79)));
    }
}
