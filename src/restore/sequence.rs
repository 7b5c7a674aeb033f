//! The likeliest sequence of two states over lines (Viterbi), where some of the odds hang on a
//! question that takes long to answer: whether a word stands across a line break. Relies on
//! nothing.
//!
//! The question is only asked where the sequence hangs on it. Without an answer the lead of one
//! state over the other is known within bounds; as long as the best way into either state is the
//! same at both bounds it is the right one, and what is strongly told soon forgets what came
//! before. Where the bounds do not tell, the last questions are asked; where they still do not,
//! all that were put off, and the sequence is worked out exactly.

/// Odds of one state after another, `[from][to]`.
pub(super) type Transition = [[f32; 2]; 2];

/// One line of the sequence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    /// The odds of the second state by the line itself.
    pub(super) emission: f32,
    /// The odds of its coming after the line before it.
    pub(super) transition: Transition,
    /// The same if the answer to its question is yes; `None` where there is no question.
    pub(super) if_yes: Option<Transition>,
}

/// Which state every line is in, 0 or 1. `ask` answers the question of a line.
pub(super) fn find_states(steps: &[Step], ask: impl FnMut(usize) -> bool) -> Vec<u8> {
    let mut search = Search {
        steps,
        ask,
        answers: vec![None; steps.len()],
        ways: Vec::with_capacity(steps.len()),
        leads: Vec::with_capacity(steps.len()),
        n_exact: 0,
        exact: [0.0; 2],
    };
    for k in 0..steps.len() {
        search.go_on(k);
    }
    search.trace_back()
}

/// From which state the best way comes into either state.
type Ways = [u8; 2];

/// Bounds of how much the second state is ahead of the first.
#[derive(Clone, Copy, Debug)]
struct Lead {
    low: f32,
    high: f32,
}

/// Odds are sums of tenths; what is nearer than this may be a tie, and rounding would decide.
const NEAR_TIE: f32 = 1e-3;

/// So many lines back are asked about before all are.
const BACK: usize = 6;

struct Search<'a, F> {
    steps: &'a [Step],
    ask: F,
    answers: Vec<Option<bool>>,
    /// The best ways into every line's states.
    ways: Vec<Ways>,
    /// The bounds after every line.
    leads: Vec<Lead>,
    /// So many lines were worked out exactly, and their scores.
    n_exact: usize,
    exact: [f32; 2],
}

impl<F: FnMut(usize) -> bool> Search<'_, F> {
    /// Finds the ways into line `k`, by bounds if they tell.
    fn go_on(&mut self, k: usize) {
        let mut found = self.pass(k);
        for j in (k.saturating_sub(BACK)..=k).rev() {
            if found.is_some() || j < self.n_exact {
                break;
            }
            if self.answer(j) {
                found = self.pass_again(j, k);
            }
        }
        match found {
            Some((ways, lead)) => {
                self.ways.push(ways);
                self.leads.push(lead);
            }
            None => self.work_out(k),
        }
    }

    /// Answers a line's question; `false` if it has none or has its answer.
    fn answer(&mut self, k: usize) -> bool {
        let is_open = self.steps.get(k).is_some_and(|step| step.if_yes.is_some());
        let Some(answer) = self.answers.get_mut(k).filter(|a| is_open && a.is_none()) else {
            return false;
        };
        *answer = Some((self.ask)(k));
        true
    }

    /// The ways into line `k` and the bounds after it; `None` where the bounds do not tell.
    fn pass(&self, k: usize) -> Option<(Ways, Lead)> {
        let step = self.steps.get(k)?;
        let before = match k.checked_sub(1) {
            Some(b) => *self.leads.get(b)?,
            None => Lead {
                low: 0.0,
                high: 0.0,
            },
        };
        let (if_no, if_yes) = match (step.if_yes, self.answers.get(k).copied().flatten()) {
            (Some(yes), None) => (step.transition, yes),
            (Some(yes), Some(true)) => (yes, yes),
            _ => (step.transition, step.transition),
        };
        // The lead after a line grows or falls with the lead before it, so that bounds give bounds.
        let (ways, first) = advance(before.low, &if_no, step.emission)?;
        let mut lead = Lead {
            low: first,
            high: first,
        };
        for (end, transition) in [
            (before.high, &if_no),
            (before.low, &if_yes),
            (before.high, &if_yes),
        ] {
            let (others, after) = advance(end, transition, step.emission)?;
            if others != ways {
                return None;
            }
            lead.low = lead.low.min(after);
            lead.high = lead.high.max(after);
        }
        Some((ways, lead))
    }

    /// The same for line `k`, once more from line `j` on, whose question was answered.
    fn pass_again(&mut self, j: usize, k: usize) -> Option<(Ways, Lead)> {
        for i in j..k {
            let (_, lead) = self.pass(i)?;
            if let Some(slot) = self.leads.get_mut(i) {
                *slot = lead;
            }
        }
        self.pass(k)
    }

    /// Works the sequence out to line `k`, with every question asked.
    fn work_out(&mut self, k: usize) {
        for i in self.n_exact..=k {
            self.answer(i);
            let Some(step) = self.steps.get(i) else {
                break;
            };
            let is_yes = self.answers.get(i) == Some(&Some(true));
            let transition = step.if_yes.filter(|_| is_yes).unwrap_or(step.transition);
            let emission = [0.0, step.emission];
            let mut next = [0.0; 2];
            let mut ways = [0; 2];
            for to in 0..2 {
                let stay = [
                    self.exact[0] + transition[0][to],
                    self.exact[1] + transition[1][to],
                ];
                ways[to] = u8::from(stay[1] > stay[0]);
                next[to] = stay[usize::from(ways[to])] + emission[to];
            }
            // Only the difference matters; taking the larger off keeps long pages exact.
            let top = next[0].max(next[1]);
            self.exact = [next[0] - top, next[1] - top];
            let lead = self.exact[1] - self.exact[0];
            self.ways.truncate(i);
            self.ways.push(ways);
            self.leads.truncate(i);
            self.leads.push(Lead {
                low: lead,
                high: lead,
            });
        }
        self.n_exact = k + 1;
    }

    /// The states of all lines, from the last one's.
    fn trace_back(mut self) -> Vec<u8> {
        let n = self.steps.len();
        let mut state = match self.leads.last() {
            Some(lead) if lead.low > NEAR_TIE => 1,
            Some(lead) if lead.high < -NEAR_TIE => 0,
            Some(_) => {
                self.work_out(n - 1);
                u8::from(self.exact[1] >= self.exact[0])
            }
            None => return Vec::new(),
        };
        let mut states = vec![0; n];
        for (slot, ways) in states.iter_mut().zip(&self.ways).rev() {
            *slot = state;
            state = ways[usize::from(state)];
        }
        states
    }
}

/// The ways into a line's states and the lead after it; `None` near a tie.
fn advance(lead: f32, transition: &Transition, emission: f32) -> Option<(Ways, f32)> {
    let by_second = [0, 1].map(|to: usize| lead + transition[1][to] - transition[0][to]);
    if by_second.iter().any(|more| more.abs() < NEAR_TIE) {
        return None;
    }
    let ways = by_second.map(|more| u8::from(more > 0.0));
    let into = |to: usize| {
        if ways[to] == 1 {
            lead + transition[1][to]
        } else {
            transition[0][to]
        }
    };
    Some((ways, into(1) - into(0) + emission))
}

#[cfg(test)]
mod tests {
    use super::{Step, Transition, find_states};
    use proptest::prelude::*;

    /// The likeliest sequence with every question asked.
    fn work_out(steps: &[Step], answers: &[bool]) -> Vec<u8> {
        let told: Vec<Step> = steps
            .iter()
            .zip(answers)
            .map(|(step, yes)| Step {
                transition: step.if_yes.filter(|_| *yes).unwrap_or(step.transition),
                if_yes: None,
                ..*step
            })
            .collect();
        find_states(&told, |_| unreachable!("no question is left"))
    }

    fn odds() -> impl Strategy<Value = f32> {
        (-60_i8..60).prop_map(|tenths| f32::from(tenths) / 10.0)
    }

    fn transition() -> impl Strategy<Value = Transition> {
        [[odds(), odds()], [odds(), odds()]]
    }

    fn step() -> impl Strategy<Value = Step> {
        let if_yes = proptest::option::of(transition());
        (odds(), transition(), if_yes).prop_map(|(emission, transition, if_yes)| Step {
            emission,
            transition,
            if_yes,
        })
    }

    proptest! {
        #[test]
        fn putting_questions_off_changes_nothing(
            steps in proptest::collection::vec((step(), any::<bool>()), 0..60),
        ) {
            let (steps, answers): (Vec<Step>, Vec<bool>) = steps.into_iter().unzip();
            let states = find_states(&steps, |k| answers[k]);
            prop_assert_eq!(states, work_out(&steps, &answers));
        }
    }

    #[test]
    fn a_question_is_only_asked_where_the_answer_matters() {
        let step = |emission: f32| Step {
            emission,
            transition: [[0.0, -1.0], [-4.0, 1.2]],
            if_yes: Some([[0.0, -2.0], [-4.0, 2.5]]),
        };
        let mut n_asked = 0;
        let steps = vec![step(4.0); 100];
        let states = find_states(&steps, |_| {
            n_asked += 1;
            false
        });
        assert_eq!(states, vec![1; 100]);
        assert!(n_asked < 5, "{n_asked}");
    }
}
