//! Learns the weights: a conditional random field by stochastic gradients with a step of its own
//! for each weight (AdaGrad). Annotation may leave labels open: then the sum over what it allows
//! counts. What public sets and our own news have in common is learnt once, what is only theirs
//! beside it; the model keeps the common part and our own. Same data, same model.

use crate::data::Lesson;
use banmian::entity::tagger::{ALL_LABELS, Model, N_LABELS, can_begin, can_end, can_follow};
use std::collections::HashMap;

/// How learning goes.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub n_rounds: usize,
    /// Features seen fewer times are left out.
    pub min_count: u32,
    pub step: f32,
    /// What the sum of squared slopes begins with: the more, the slower at first.
    pub caution_at_start: f32,
    /// Shrinks every weight by this much of itself at each of its steps.
    pub decay: f32,
    /// Weights below this are left out of the model.
    pub least: f32,
    /// How often a line of our own counts in each round.
    pub own_weight: usize,
    /// Are public sets given weights of their own beside the common ones?
    pub splits: bool,
    /// The share of our own weights in the model beside the common ones; the rest is public.
    pub mix: f32,
    /// The step of those beside as a share of the step of the common ones.
    pub beside: f32,
}

type Row = [f32; N_LABELS];

#[derive(Clone, Copy)]
struct Weights {
    value: Row,
    squares: Row,
}

fn start(plan: &Plan) -> Weights {
    Weights {
        value: [0.0; N_LABELS],
        squares: [plan.caution_at_start; N_LABELS],
    }
}

struct Example {
    features: Vec<Vec<u32>>,
    allowed: Vec<u32>,
    is_public: bool,
}

/// Weights that are common, and those of public sets alone.
struct Learner {
    common: Vec<Weights>,
    public: Vec<Weights>,
    own: Vec<Weights>,
    transitions: [[f32; N_LABELS]; N_LABELS],
    transition_squares: [[f32; N_LABELS]; N_LABELS],
}

/// What one pass over a line gives.
struct Pass {
    /// Probability of each label at each place.
    labels: Vec<Row>,
    /// Expected number of each step.
    steps: [[f32; N_LABELS]; N_LABELS],
}

/// The bytes of the model that the lessons make.
pub fn learn(lessons: &[Lesson], plan: &Plan) -> Vec<u8> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for lesson in lessons {
        let weight = if lesson.is_public { 1 } else { 2 };
        for key in lesson.keys.iter().flatten() {
            *counts.entry(*key).or_default() += weight;
        }
    }
    let mut keys: Vec<u32> = counts
        .into_iter()
        .filter(|(_, n)| *n >= plan.min_count)
        .map(|(key, _)| key)
        .collect();
    keys.sort_unstable();
    let places: HashMap<u32, u32> = keys.iter().copied().zip(0..).collect();
    let examples: Vec<Example> = lessons
        .iter()
        .map(|lesson| Example {
            features: lesson
                .keys
                .iter()
                .map(|keys| keys.iter().filter_map(|k| places.get(k).copied()).collect())
                .collect(),
            allowed: lesson.allowed.clone(),
            is_public: lesson.is_public,
        })
        .collect();
    eprintln!("{} lines, {} features", examples.len(), keys.len());
    let n_split = if plan.splits { keys.len() } else { 0 };
    let mut learner = Learner {
        common: vec![start(plan); keys.len()],
        public: vec![start(plan); n_split],
        own: vec![start(plan); n_split],
        transitions: [[0.0; N_LABELS]; N_LABELS],
        transition_squares: [[0.01; N_LABELS]; N_LABELS],
    };
    let mut order: Vec<usize> = examples
        .iter()
        .enumerate()
        .flat_map(|(i, e)| std::iter::repeat_n(i, if e.is_public { 1 } else { plan.own_weight }))
        .collect();
    let mut seed = 0x1234_5678_9abc_def0;
    for round in 0..plan.n_rounds {
        shuffle(&mut order, &mut seed);
        for i in &order {
            learner.study(&examples[*i], plan);
        }
        eprintln!("round {} of {}", round + 1, plan.n_rounds);
    }
    learner.pack(&keys, plan)
}

fn shuffle(order: &mut [usize], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(i, (*seed % (i as u64 + 1)) as usize);
    }
}

impl Learner {
    fn study(&mut self, example: &Example, plan: &Plan) {
        let beside: &[Weights] = if example.is_public {
            &self.public
        } else {
            &self.own
        };
        let scores: Vec<Row> = example
            .features
            .iter()
            .map(|features| {
                let mut sums = [0.0; N_LABELS];
                for feature in features {
                    add(&mut sums, &self.common[*feature as usize].value);
                    if plan.splits {
                        add(&mut sums, &beside[*feature as usize].value);
                    }
                }
                sums
            })
            .collect();
        let mut factors = [[0.0f32; N_LABELS]; N_LABELS];
        for (before, row) in factors.iter_mut().enumerate() {
            for (after, factor) in row.iter_mut().enumerate() {
                if can_follow(before, after) {
                    *factor = self.transitions[before][after].exp();
                }
            }
        }
        let all = vec![ALL_LABELS; scores.len()];
        let (Some(free), Some(bound)) = (
            pass(&scores, &factors, &all),
            pass(&scores, &factors, &example.allowed),
        ) else {
            return;
        };
        let beside_plan = Plan {
            step: plan.step * plan.beside,
            ..*plan
        };
        let beside = if example.is_public {
            &mut self.public
        } else {
            &mut self.own
        };
        for (i, features) in example.features.iter().enumerate() {
            let slope: Row = std::array::from_fn(|l| free.labels[i][l] - bound.labels[i][l]);
            if slope.iter().all(|g| g.abs() < 1e-4) {
                continue;
            }
            for feature in features {
                go_down(&mut self.common[*feature as usize], &slope, plan);
                if plan.splits {
                    go_down(&mut beside[*feature as usize], &slope, &beside_plan);
                }
            }
        }
        for before in 0..N_LABELS {
            for after in 0..N_LABELS {
                let g = free.steps[before][after] - bound.steps[before][after];
                if g.abs() > 1e-5 {
                    let squares = &mut self.transition_squares[before][after];
                    *squares += g * g;
                    self.transitions[before][after] -= plan.step * g / squares.sqrt();
                }
            }
        }
    }

    /// The common weights and our own together, as whole numbers.
    fn pack(&self, keys: &[u32], plan: &Plan) -> Vec<u8> {
        let values: Vec<Row> = (0..keys.len())
            .map(|i| {
                let mut row = self.common[i].value;
                if let (Some(own), Some(public)) = (self.own.get(i), self.public.get(i)) {
                    let beside = own.value.iter().zip(&public.value);
                    for (l, (weight, (own, public))) in row.iter_mut().zip(beside).enumerate() {
                        // Sites and projects are annotated in our own news alone.
                        let mix = if l > 4 * 3 { 1.0 } else { plan.mix };
                        *weight += mix * own + (1.0 - mix) * public;
                    }
                }
                row
            })
            .collect();
        let mut sizes: Vec<f32> = values.iter().flatten().map(|w| w.abs()).collect();
        sizes.sort_unstable_by(f32::total_cmp);
        // A hundredth of a thousandth of the weights may be cut off at the top.
        let most = sizes[sizes.len() - 1 - sizes.len() / 100_000];
        let unit = (127.0 / most).floor().max(1.0);
        let features: Vec<(u32, [i8; N_LABELS])> = keys
            .iter()
            .zip(&values)
            .map(|(key, row)| {
                let whole = row.map(|w| {
                    if w.abs() < plan.least {
                        0
                    } else {
                        (w * unit).round().clamp(-127.0, 127.0) as i8
                    }
                });
                (*key, whole)
            })
            .filter(|(_, row)| row.iter().any(|w| *w != 0))
            .collect();
        let transitions = self
            .transitions
            .map(|row| row.map(|w| (w * unit).round() as i16));
        eprintln!("{} features kept, 1.0 is {unit}", features.len());
        Model::write(unit as u16, &transitions, &features)
    }
}

fn add(sums: &mut Row, row: &Row) {
    for (sum, weight) in sums.iter_mut().zip(row) {
        *sum += weight;
    }
}

fn go_down(weights: &mut Weights, slope: &Row, plan: &Plan) {
    for ((value, squares), g) in weights
        .value
        .iter_mut()
        .zip(&mut weights.squares)
        .zip(slope)
    {
        let g = g + plan.decay * *value;
        *squares += g * g;
        *value -= plan.step * g / squares.sqrt();
    }
}

/// Forward and backward sums over all sequences of allowed labels; nothing when there is none.
fn pass(scores: &[Row], factors: &[[f32; N_LABELS]; N_LABELS], allowed: &[u32]) -> Option<Pass> {
    let n = scores.len();
    let gains: Vec<Row> = scores
        .iter()
        .zip(allowed)
        .map(|(row, set)| {
            let most = (0..N_LABELS)
                .filter(|l| set >> l & 1 == 1)
                .map(|l| row[l])
                .fold(f32::MIN, f32::max);
            std::array::from_fn(|l| {
                if set >> l & 1 == 1 {
                    (row[l] - most).exp()
                } else {
                    0.0
                }
            })
        })
        .collect();
    let mut forward = vec![[0.0f32; N_LABELS]; n];
    let mut scales = vec![0.0f32; n];
    for i in 0..n {
        let mut row: Row = [0.0; N_LABELS];
        if i == 0 {
            row = std::array::from_fn(|l| if can_begin(l) { gains[0][l] } else { 0.0 });
        } else {
            for (before, step) in forward[i - 1].iter().zip(factors) {
                if *before > 0.0 {
                    for (sum, factor) in row.iter_mut().zip(step) {
                        *sum += before * factor;
                    }
                }
            }
            for (sum, gain) in row.iter_mut().zip(&gains[i]) {
                *sum *= gain;
            }
        }
        let scale: f32 = row.iter().sum();
        if scale <= 0.0 || !scale.is_finite() {
            return None;
        }
        forward[i] = row.map(|x| x / scale);
        scales[i] = scale;
    }
    let mut labels = vec![[0.0f32; N_LABELS]; n];
    let mut steps = [[0.0f32; N_LABELS]; N_LABELS];
    let mut behind: Row = std::array::from_fn(|l| if can_end(l) { 1.0 } else { 0.0 });
    let total: f32 = forward[n - 1].iter().zip(&behind).map(|(a, b)| a * b).sum();
    if total <= 0.0 {
        return None;
    }
    for i in (0..n).rev() {
        labels[i] = std::array::from_fn(|l| forward[i][l] * behind[l] / total);
        if i == 0 {
            break;
        }
        let ahead: Row = std::array::from_fn(|l| gains[i][l] * behind[l] / scales[i]);
        let mut earlier: Row = [0.0; N_LABELS];
        for (before, step) in factors.iter().enumerate() {
            let source = forward[i - 1][before] / total;
            let mut sum = 0.0;
            for (after, factor) in step.iter().enumerate() {
                let weight = factor * ahead[after];
                sum += weight;
                steps[before][after] += source * weight;
            }
            earlier[before] = sum;
        }
        behind = earlier;
    }
    Some(Pass { labels, steps })
}
