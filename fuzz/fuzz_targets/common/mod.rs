//! What the targets share: the checks of the tests, and changes to pages line by line, which random
//! bytes hardly ever make.

#[path = "../../../tests/it/promises.rs"]
#[allow(dead_code, reason = "no target uses all of the tests' checks")]
pub mod promises;

/// Changes an input: every second time by libFuzzer's own means, else by moving, doubling,
/// dropping, cutting, joining or parting lines of its text.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    if seed % 2 == 0 {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    }
    let input = data[..size].to_vec();
    let end = input.iter().position(|b| *b == promises::END_OF_TEXT);
    let n_text = end.unwrap_or(size);
    let (text, numbers) = input.split_at(n_text);
    let mut lines: Vec<Vec<u8>> = text.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    let mut random = Random(u64::from(seed));
    for _ in 0..=random.below(3) {
        mutate_lines(&mut lines, &mut random);
    }
    let mut changed = lines.join(&b'\n');
    changed.extend_from_slice(numbers);
    changed.truncate(max_size);
    data[..changed.len()].copy_from_slice(&changed);
    changed.len()
}

fn mutate_lines(lines: &mut Vec<Vec<u8>>, random: &mut Random) {
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    let n = 1 + random.below(4).min(lines.len() - 1 - a.min(lines.len() - 1));
    let end = (a + n).min(lines.len());
    match random.below(8) {
        0 => lines.swap(a, b),
        1 => {
            let moved: Vec<Vec<u8>> = lines.drain(a..end).collect();
            let at = b.min(lines.len());
            lines.splice(at..at, moved);
        }
        2 => {
            let doubled = lines[a..end].to_vec();
            lines.splice(b..b, doubled);
        }
        3 => drop(lines.drain(a..end)),
        4 => lines.insert(a, Vec::new()),
        5 => {
            // Part a line, at a character for the most part.
            let whole = lines[a].clone();
            let mut at = random.below(whole.len() + 1);
            while at < whole.len() && whole[at] & 0xc0 == 0x80 {
                at += 1;
            }
            let (head, tail) = whole.split_at(at);
            lines.splice(a..=a, [head.to_vec(), tail.to_vec()]);
        }
        6 if a + 1 < lines.len() => {
            let tail = lines.remove(a + 1);
            lines[a].extend(tail);
        }
        6 | 7 => {
            let shorter = lines[a].len() / 2;
            lines[a].truncate(shorter);
        }
        _ => {}
    }
    if lines.is_empty() {
        lines.push(Vec::new());
    }
}

/// Numbers by xorshift; a fuzzer asks for no better.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = (self.0 ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        self.0 ^= self.0 >> 29;
        if end == 0 { 0 } else { (self.0 >> 8) as usize % end }
    }
}
