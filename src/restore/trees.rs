//! Boosted trees: a table of them, read once, and what they make of a row of values. Relies on
//! nothing.
//!
//! A line of the table is a tree, its nodes in the order of a walk that goes to the smaller values
//! first: `4<0.5` asks whether the fifth value is at most 0.5, a bare figure is a leaf.

use std::sync::OnceLock;

type Tree = Vec<Node>;

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
enum Node {
    /// Up to the threshold the next node follows, else the one at `above`.
    Ask {
        value: usize,
        threshold: f32,
        above: usize,
    },
    /// What the tree adds to the odds.
    Leaf(f32),
}

/// The natural-log odds that an article goes on, by the trees that `tools/press/fit_partings.py`
/// fitted to the values of [`partings`](super::partings); `None` without trees.
pub(super) fn odds_of_going_on(values: &[f32]) -> Option<f32> {
    static TREES: OnceLock<Vec<Tree>> = OnceLock::new();
    let table = include_str!("../../assets/trees/partings.txt");
    let trees = TREES.get_or_init(|| read_trees(table).unwrap_or_default());
    (!trees.is_empty()).then(|| trees.iter().map(|tree| answer(tree, values)).sum())
}

fn answer(tree: &[Node], values: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Leaf(odds)) => return *odds,
            Some(Node::Ask {
                value,
                threshold,
                above,
            }) => {
                let is_above = values.get(*value).is_some_and(|v| v > threshold);
                at = if is_above { *above } else { at + 1 };
            }
            None => return 0.0,
        }
    }
}

/// The trees of a table; `None` if a line is none.
fn read_trees(table: &str) -> Option<Vec<Tree>> {
    table.lines().map(read_tree).collect()
}

fn read_tree(line: &str) -> Option<Tree> {
    let mut nodes = Vec::new();
    // Questions whose greater side is still to come.
    let mut open: Vec<usize> = Vec::new();
    let mut is_whole = false;
    for word in line.split(' ') {
        if is_whole {
            return None;
        }
        match word.split_once('<') {
            Some((value, threshold)) => {
                open.push(nodes.len());
                nodes.push(Node::Ask {
                    value: value.parse().ok()?,
                    threshold: threshold.parse().ok()?,
                    above: 0,
                });
            }
            None => {
                nodes.push(Node::Leaf(word.parse().ok()?));
                let next = nodes.len();
                match open.pop().and_then(|question| nodes.get_mut(question)) {
                    Some(Node::Ask { above, .. }) => *above = next,
                    _ => is_whole = true,
                }
            }
        }
    }
    is_whole.then_some(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::restore::partings::SIGNS;

    #[test]
    fn a_tree_is_walked_to_its_leaf() {
        let trees = read_trees("0<1.5 1<0 -1 2 0<3 4 8\n0.5").unwrap();
        let odds = |values: &[f32]| trees.iter().map(|t| answer(t, values)).sum::<f32>();
        assert_eq!(odds(&[1.5, 0.0]), -0.5);
        assert_eq!(odds(&[1.0, 0.1]), 2.5);
        assert_eq!(odds(&[3.0, 0.0]), 4.5);
        assert_eq!(odds(&[3.5, 0.0]), 8.5);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for table in [
            "0<1",
            "0<1 2",
            "1 2",
            "0<1 2 3 4",
            "x<1 2 3",
            "0<y 2 3",
            "0<1 2 z",
        ] {
            assert!(read_trees(table).is_none(), "{table}");
        }
    }

    #[test]
    fn the_table_is_whole_and_asks_for_known_signs() {
        let table = include_str!("../../assets/trees/partings.txt");
        let trees = read_trees(table).unwrap();
        assert!(trees.len() > 1);
        for node in trees.iter().flatten() {
            if let Node::Ask { value, .. } = node {
                assert!(*value < SIGNS.len());
            }
        }
    }
}
