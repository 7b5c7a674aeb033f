//! How names sound: whether what was typed in pinyin, in its initials, in characters or in a
//! mixture of them stands in a name. The one place that names the crate `pinyin`. Every reading of a
//! character counts: who looks for 重庆 by "zq" or "cq" finds it.

use crate::model::Span;
use pinyin::ToPinyinMulti as _;
use std::collections::HashMap;

/// Characters of typed text that are looked at: one bit each of a `u64`, and one for the end.
pub const MAX_TYPED_CHARS: usize = 60;

/// The readings of a character, the usual one first: small letters without tones, each once; ü both as v and as u.
/// Empty for what has none.
fn readings(c: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let plain = reading.plain();
        let spellings = if plain.contains('ü') {
            vec![plain.replace('ü', "v"), plain.replace('ü', "u")]
        } else {
            vec![plain.to_owned()]
        };
        // "ê" and the like are not typed.
        let typed = spellings.into_iter().filter(|s| s.is_ascii());
        readings.extend(typed.filter(|s| !s.is_empty()));
    }
    // The usual one stays first.
    let mut known: Vec<String> = Vec::with_capacity(readings.len());
    for reading in readings {
        if !known.contains(&reading) {
            known.push(reading);
        }
    }
    known
}

/// What a character is, for comparing it with what is typed.
#[derive(Clone, Debug)]
struct Sound {
    /// The character, folded.
    character: char,
    readings: Vec<String>,
}

impl Sound {
    fn of(character: char) -> Self {
        Self {
            character,
            readings: readings(character),
        }
    }

    /// The letters that typed text may begin with to begin with this, as bits.
    fn first_letters(&self) -> u32 {
        let own = letter_bit(self.character);
        let of_readings = self.readings.iter().filter_map(|r| r.chars().next());
        of_readings.map(letter_bit).fold(own, |all, bit| all | bit)
    }

    /// Where typed text can be at after this character, as bits, when it was at `at` before it; by
    /// so many of its readings.
    fn step(&self, typed: &[char], at: usize, n_readings: usize) -> u64 {
        let rest = typed.get(at..).unwrap_or_default();
        let Some(first) = rest.first() else { return 0 };
        let mut reached = 0;
        if *first == self.character {
            reached |= bit(at + 1);
        }
        if !first.is_ascii_lowercase() {
            return reached;
        }
        for reading in self.readings.iter().take(n_readings) {
            let n_common = rest
                .iter()
                .zip(reading.chars())
                .take_while(|(typed, read)| **typed == *read)
                .count();
            if n_common == 0 {
                continue;
            }
            // An initial stands for its character, and so does the beginning of a reading that is
            // still being typed.
            let is_double = matches!(reading.get(..2), Some("zh" | "ch" | "sh"));
            reached |= bit(at + 1);
            if is_double && n_common >= 2 {
                reached |= bit(at + 2);
            }
            if n_common == reading.len() || n_common == rest.len() {
                reached |= bit(at + n_common);
            }
        }
        reached
    }
}

const fn bit(at: usize) -> u64 {
    1 << at
}

fn letter_bit(c: char) -> u32 {
    match c {
        'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
        _ => 0,
    }
}

/// Typed text, ready to be compared by sound.
#[derive(Clone, Debug)]
pub struct Typed {
    chars: Vec<char>,
}

impl Typed {
    /// Folded text; `None` where it holds no letter, so that sounds do not matter, or is longer
    /// than anything that is typed by sound.
    #[must_use]
    pub fn new(folded: &str) -> Option<Self> {
        // Apostrophes only part syllables (xi'an).
        let chars: Vec<char> = folded.chars().filter(|c| *c != '\'').collect();
        let has_letter = chars.iter().any(char::is_ascii_lowercase);
        (has_letter && chars.len() <= MAX_TYPED_CHARS).then_some(Self { chars })
    }

    /// How many characters were typed.
    #[must_use]
    pub fn n_chars(&self) -> usize {
        self.chars.len()
    }

    /// How many of the sounds the typed text takes, from the first on; `None` when it does not
    /// begin here.
    fn n_taken<'a>(
        &self,
        sounds: impl Iterator<Item = &'a Sound>,
        n_readings: usize,
    ) -> Option<usize> {
        let end = self.chars.len();
        let mut reached = bit(0);
        for (n_before, sound) in sounds.enumerate() {
            let mut next = 0;
            for at in (0..end).filter(|at| reached & bit(*at) != 0) {
                next |= sound.step(&self.chars, at, n_readings);
            }
            if next & bit(end) != 0 {
                return Some(n_before + 1);
            }
            if next == 0 {
                return None;
            }
            reached = next;
        }
        None
    }

    /// Where the typed text stands in a folded text, in bytes of it.
    #[must_use]
    pub fn find_in(&self, folded: &str) -> Option<Span> {
        let sounds: Vec<Sound> = folded.chars().map(Sound::of).collect();
        let byte = |nth: usize| {
            let at = folded.char_indices().nth(nth);
            at.map_or(folded.len(), |(at, _)| at)
        };
        (0..sounds.len()).find_map(|from| {
            let n_chars = self.n_taken(sounds.iter().skip(from), usize::MAX)?;
            Some(Span::new(byte(from), byte(from + n_chars)))
        })
    }
}

/// Many names as numbers of their characters, each character's readings looked up once.
#[derive(Clone, Debug, Default)]
pub struct Sounds {
    numbers: HashMap<char, u16>,
    sounds: Vec<Sound>,
    /// By number: the letters that typed text may begin with.
    first_letters: Vec<u32>,
    /// All names, one after another.
    names: Vec<u16>,
}

impl Sounds {
    /// Adds a folded name; gives where it stands among the characters of all.
    pub fn add(&mut self, name: &str) -> Span {
        let start = self.names.len();
        for c in name.chars() {
            let number = self.number_of(c);
            self.names.push(number);
        }
        Span::new(start, self.names.len())
    }

    fn number_of(&mut self, c: char) -> u16 {
        if let Some(number) = self.numbers.get(&c) {
            return *number;
        }
        // More different characters than numbers: the last one stands for the rest, and is found
        // by its characters only.
        let number = u16::try_from(self.sounds.len()).unwrap_or(u16::MAX);
        if usize::from(number) == self.sounds.len() {
            let sound = Sound::of(c);
            self.first_letters.push(sound.first_letters());
            self.sounds.push(sound);
            self.numbers.insert(c, number);
        }
        number
    }

    /// Typed text, ready to be looked for in many names.
    #[must_use]
    pub fn finder(&self, typed: &Typed) -> SoundFinder<'_> {
        let n_typed = typed.chars.len();
        let steps_by = |n_readings: usize| {
            let mut steps = Vec::with_capacity(self.sounds.len() * n_typed);
            for (sound, letters) in self.sounds.iter().zip(&self.first_letters) {
                for (at, c) in typed.chars.iter().enumerate() {
                    let may_fit = *c == sound.character || letters & letter_bit(*c) != 0;
                    steps.push(if may_fit {
                        sound.step(&typed.chars, at, n_readings)
                    } else {
                        0
                    });
                }
            }
            steps
        };
        SoundFinder {
            names: &self.names,
            n_typed,
            steps: steps_by(usize::MAX),
            usual_steps: steps_by(1),
        }
    }
}

/// Typed text and, for every character there is, how far each of its places leads: one look for a
/// character of a name.
#[derive(Debug)]
pub struct SoundFinder<'a> {
    names: &'a [u16],
    n_typed: usize,
    steps: Vec<u64>,
    /// The same by the usual readings alone.
    usual_steps: Vec<u64>,
}

impl SoundFinder<'_> {
    /// Where the typed text stands in a name: at its beginning only, or anywhere.
    #[must_use]
    pub fn find(&self, name: Span, anywhere: bool) -> Option<SoundHit> {
        let numbers = self.names.get(name.range())?;
        let n_places = if anywhere { numbers.len() } else { 1 };
        for n_before in 0..n_places.min(numbers.len()) {
            let rest = numbers.get(n_before..)?;
            if let Some(n_chars) = self.n_taken(&self.steps, rest) {
                return Some(SoundHit {
                    n_before,
                    n_chars,
                    is_usual: self.n_taken(&self.usual_steps, rest).is_some(),
                });
            }
        }
        None
    }

    fn n_taken(&self, steps: &[u64], numbers: &[u16]) -> Option<usize> {
        let end = bit(self.n_typed);
        let mut reached = bit(0);
        for (n_before, number) in numbers.iter().enumerate() {
            let row = usize::from(*number) * self.n_typed;
            let row = steps.get(row..row + self.n_typed)?;
            let mut next = 0;
            while reached != 0 {
                next |= row.get(reached.trailing_zeros() as usize)?;
                reached &= reached - 1;
            }
            if next & end != 0 {
                return Some(n_before + 1);
            }
            if next == 0 {
                return None;
            }
            reached = next;
        }
        None
    }
}

/// Where typed text stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoundHit {
    /// How many characters come before.
    pub n_before: usize,
    /// How many characters it takes.
    pub n_chars: usize,
    /// By the usual reading of each of them?
    pub is_usual: bool,
}

#[cfg(test)]
mod tests {
    use super::{Sounds, Typed};
    use crate::model::clip;

    fn found(typed: &str, name: &str) -> Option<String> {
        let span = Typed::new(typed)?.find_in(name)?;
        Some(clip(name, span).to_owned())
    }

    #[test]
    fn names_are_found_by_pinyin_initials_and_mixtures() {
        for typed in [
            "wxt",
            "wangxinting",
            "wangxt",
            "wxinting",
            "wangxinti",
            "王xt",
            "王xinting",
        ] {
            assert_eq!(found(typed, "王新亭").as_deref(), Some("王新亭"), "{typed}");
        }
        assert_eq!(found("xt", "王新亭").as_deref(), Some("新亭"));
        assert_eq!(found("wx", "王新亭").as_deref(), Some("王新"));
        assert_eq!(found("zhengzhou", "郑州市").as_deref(), Some("郑州"));
        assert_eq!(found("zhzh", "郑州市").as_deref(), Some("郑州"));
        assert_eq!(found("5gjz", "郑州5g基站").as_deref(), Some("5g基站"));
        assert_eq!(found("wtx", "王新亭"), None);
        assert_eq!(found("wangxintin王", "王新亭"), None);
        assert!(
            Typed::new("王新亭").is_none(),
            "characters have no sound to compare"
        );
    }

    #[test]
    fn every_reading_counts() {
        for (typed, name) in [
            ("cq", "重庆"),
            ("zq", "重庆"),
            ("changchun", "长春"),
            ("zhangchun", "长春"),
            ("shanxiong", "单雄"),
            ("danxiong", "单雄"),
            ("lv", "吕"),
            ("lu", "吕"),
            ("xi'an", "西安"),
            ("xian", "西安"),
        ] {
            assert_eq!(found(typed, name).as_deref(), Some(name), "{typed}");
        }
    }

    #[test]
    fn a_table_finds_what_single_names_find() {
        let names = ["王新亭", "郑州高新区", "中国电科第27研究所", "ibm公司"];
        let mut sounds = Sounds::default();
        let places = names.map(|name| sounds.add(name));
        for typed in ["wxt", "gxq", "zgdk", "ibmgs", "27yjs", "高xq", "新"] {
            for (name, place) in names.iter().zip(places) {
                let Some(typed) = Typed::new(typed) else {
                    continue;
                };
                let hit = sounds.finder(&typed).find(place, true);
                let in_table = hit.map(|h| (h.n_before, h.n_chars));
                let alone = typed.find_in(name).map(|span| {
                    let n_before = clip(name, crate::model::Span::new(0, span.start));
                    (n_before.chars().count(), clip(name, span).chars().count())
                });
                assert_eq!(in_table, alone, "{name}");
            }
        }
    }
}
