//! Sets of things that are found to be one, step by step.

/// Which of many are one.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    parents: Vec<usize>,
}

impl Joined {
    pub(super) fn new(n: usize) -> Self {
        Self {
            parents: (0..n).collect(),
        }
    }

    /// The first of those that are one with this.
    pub(super) fn root(&self, of: usize) -> usize {
        let mut at = of;
        while let Some(parent) = self.parents.get(at).copied()
            && parent != at
        {
            at = parent;
        }
        at
    }

    /// Makes two one; false where they were already.
    pub(super) fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = (one.min(other), one.max(other));
        if let Some(parent) = self.parents.get_mut(second) {
            *parent = first;
        }
        first != second
    }

    /// All sets, by their first.
    pub(super) fn sets(&self) -> Vec<Vec<usize>> {
        let mut places = vec![usize::MAX; self.parents.len()];
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for idx in 0..self.parents.len() {
            let root = self.root(idx);
            let Some(place) = places.get_mut(root) else {
                continue;
            };
            if *place == usize::MAX {
                *place = sets.len();
                sets.push(Vec::new());
            }
            if let Some(set) = sets.get_mut(*place) {
                set.push(idx);
            }
        }
        sets
    }
}
