//! Trains the tagger of names, and measures recognition on annotated text. For whoever trains it
//! anew; no part of the program.
//!
//! ```text
//! cargo run --release -p tagger -- train NEWS.jsonl… SET_FOLDER…
//! cargo run --release -p tagger -- score SET_FOLDER…
//! cargo run --release -p tagger -- held-out NEWS.jsonl… SET_FOLDER…
//! cargo run --release -p tagger -- speed ARTICLES.jsonl
//! ```
//!
//! A file whose lines have a `headline` holds articles of our own, any other sentences of a public
//! set (`{"text", "entities": [{"start", "end", "type"}]}`).

mod data;
mod learn;
mod score;

use banmian::entity::tagger::{self, KINDS, Model, bundled};
use banmian::entity::{Layers, recognize_with};
use banmian::model::{ArticleText, EntityKind, Span};
use banmian::text::words;
use data::{Annotated, Lesson};
use learn::Plan;
use score::Score;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let paths: Vec<PathBuf> = arguments
        .iter()
        .skip(1)
        .filter(|a| !a.contains('='))
        .map(PathBuf::from)
        .collect();
    match arguments.first().map(String::as_str) {
        Some("train") => {
            let texts = read_all(&paths)?;
            let bytes = learn::learn(&lessons(&texts, |_| true), &plan());
            fs::write(
                option("out").unwrap_or_else(|| "assets/model/names.bin".to_owned()),
                bytes,
            )
        }
        Some("score") => score_all(&paths),
        Some("held-out") => held_out(&paths),
        Some("speed") => speed(&paths),
        _ => Err(io::Error::other(
            "say train, score, held-out or speed, and the files",
        )),
    }
}

/// The value of `name=value` on the command line.
fn option(name: &str) -> Option<String> {
    env::args().find_map(|a| a.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

fn number<T: std::str::FromStr>(name: &str, default: T) -> T {
    option(name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

fn plan() -> Plan {
    Plan {
        n_rounds: number("rounds", 8),
        min_count: number("min", 2),
        step: number("step", 0.04),
        caution_at_start: number("start", 0.01),
        decay: number("decay", 1e-4),
        least: number("least", 0.04),
        own_weight: number("own", 2),
        splits: number("splits", true),
        mix: number("mix", 1.0),
        beside: number("beside", 0.12),
    }
}

/// `caution=0,0.5,0,0,0 firm=1,0,0,0,0` for trials.
fn layers<'m>(model: Option<&'m Model>) -> Layers<'m> {
    let mut layers = Layers {
        tagger: model,
        ..Layers::all()
    };
    if let Some(list) = option("caution") {
        for (slot, value) in layers.caution.iter_mut().zip(list.split(',')) {
            *slot = value.parse().unwrap_or(0.0);
        }
    }
    layers.loyalty = number("loyalty", layers.loyalty);
    if let Some(list) = option("firm") {
        for (slot, value) in layers.firm.iter_mut().zip(list.split(',')) {
            *slot = value == "1";
        }
    }
    layers
}

fn read(path: &Path) -> io::Result<Vec<Annotated>> {
    if path.extension().is_some_and(|e| e == "txt") {
        data::read_marked(path)
    } else if fs::read_to_string(path)?.starts_with("{\"id\"") {
        data::read_news(path)
    } else {
        data::read_sentences(path)
    }
}

fn read_all(paths: &[PathBuf]) -> io::Result<Vec<Annotated>> {
    let mut texts = Vec::new();
    for path in paths {
        for file in data::files_below(path)? {
            texts.extend(read(&file)?);
        }
    }
    Ok(texts)
}

/// The lessons of the texts whose number passes.
fn lessons(texts: &[Annotated], takes: impl Fn(usize) -> bool) -> Vec<Lesson> {
    texts
        .iter()
        .enumerate()
        .filter(|(i, _)| takes(*i))
        .flat_map(|(_, text)| data::lessons_of(text))
        .collect()
}

fn recognise(text: &Annotated, layers: &Layers<'_>) -> Vec<(Span, EntityKind)> {
    recognize_with(std::slice::from_ref(&text.text), layers)
        .into_iter()
        .flat_map(|found| found.mentions)
        .map(|mention| (mention.span, mention.kind))
        .collect()
}

/// The segmenter's own tags as names.
fn segmenter_names(text: &Annotated) -> Vec<(Span, EntityKind)> {
    words::tag(&text.text.text)
        .into_iter()
        .filter_map(|word| {
            let kind = match &*word.tag {
                "nr" | "nrt" | "nrfg" => EntityKind::Person,
                "ns" => EntityKind::Place,
                "nt" => EntityKind::Organization,
                _ => return None,
            };
            Some((word.span, kind))
        })
        .collect()
}

fn score_with(texts: &[Annotated], find: impl Fn(&Annotated) -> Vec<(Span, EntityKind)>) -> Score {
    let mut score = Score::default();
    for text in texts {
        score.add(text, &find(text));
    }
    score
}

const NONE: [bool; KINDS.len()] = [false; KINDS.len()];

/// Everything, each layer left out, the tagger alone and the segmenter alone, on every set.
fn score_all(paths: &[PathBuf]) -> io::Result<()> {
    let read_model = option("model").map(fs::read).transpose()?;
    let model = read_model.as_deref().and_then(Model::read);
    let model = model.as_ref().or(bundled());
    let all = layers(model);
    for path in paths {
        for file in data::files_below(path)? {
            let texts = read(&file)?;
            println!("{} ({} texts)", file.display(), texts.len());
            print_scores(&texts, &all);
        }
    }
    Ok(())
}

fn print_scores(texts: &[Annotated], all: &Layers<'_>) {
    let table = |name: &str, score: Score| println!("  {name:18} {}", score.table());
    table("all layers", score_with(texts, |t| recognise(t, all)));
    if option("errors").is_some() {
        print_errors(texts, all);
    }
    if option("brief").is_some() {
        return;
    }
    let without = [
        (
            "without tagger",
            Layers {
                tagger: None,
                ..*all
            },
        ),
        (
            "without rules",
            Layers {
                rules: false,
                firm: NONE,
                ..*all
            },
        ),
        (
            "without evidence",
            Layers {
                evidence: false,
                ..*all
            },
        ),
    ];
    for (name, layers) in without {
        table(name, score_with(texts, |t| recognise(t, &layers)));
    }
    table("segmenter's tags", score_with(texts, segmenter_names));
}

/// Megabytes a second of the whole recognition, and of the segmenter's tags alone beside it, on
/// articles (`{"headline", "body"}` a line), with one thread.
fn speed(paths: &[PathBuf]) -> io::Result<()> {
    let start = Instant::now();
    let n_features = bundled().map_or(0, Model::n_features);
    println!(
        "the model's {n_features} features are read in {:?}",
        start.elapsed()
    );
    let start = Instant::now();
    drop(recognize_with(&[ArticleText::default()], &Layers::all()));
    drop(words::tag("词"));
    println!("lexicons and dictionary in {:?}", start.elapsed());
    for path in paths {
        let texts = data::read_plain(path, number("lines", 2000))?;
        let n_bytes: usize = texts.iter().map(|text| text.text.len()).sum();
        let rate = |work: &dyn Fn(&ArticleText)| {
            let start = Instant::now();
            texts.iter().for_each(work);
            n_bytes as f64 / 1e6 / start.elapsed().as_secs_f64()
        };
        let all = Layers::all();
        let rules = Layers {
            tagger: None,
            ..all
        };
        let whole = rate(&|text| drop(recognize_with(std::slice::from_ref(text), &all)));
        let ruled = rate(&|text| drop(recognize_with(std::slice::from_ref(text), &rules)));
        let tags = rate(&|text| drop(words::tag(&text.text)));
        println!(
            "{:.1} MB: {whole:.2} MB/s; without the tagger {ruled:.2}; the segmenter's tags alone {tags:.1}, {:.1} times as fast",
            n_bytes as f64 / 1e6,
            tags / whole
        );
    }
    Ok(())
}

/// Learns from four of five of our own articles (and all public sets) and scores the fifth.
fn held_out(paths: &[PathBuf]) -> io::Result<()> {
    let texts = read_all(paths)?;
    let fold: usize = number("fold", 0);
    let is_held = |i: usize| !texts[i].is_public && i % 5 == fold;
    let bytes = learn::learn(&lessons(&texts, |i| !is_held(i)), &plan());
    println!("{} bytes", bytes.len());
    if let Some(path) = option("out") {
        fs::write(path, &bytes)?;
    }
    let model = Model::read(&bytes);
    let held: Vec<Annotated> = (0..texts.len())
        .filter(|i| is_held(*i))
        .map(|i| texts[i].clone())
        .collect();
    print_scores(&held, &layers(model.as_ref()));
    Ok(())
}

/// Names missed (-) and found in vain (+), one a line.
fn print_errors(texts: &[Annotated], layers: &Layers<'_>) {
    for text in texts {
        let found = recognise(text, layers);
        let differs = |(span, kind): &(Span, EntityKind), others: &[(Span, EntityKind)]| {
            tagger::kind_idx(*kind).is_some() && !others.contains(&(*span, *kind))
        };
        for (mark, names, others) in [("-", &text.names, &found), ("+", &found, &text.names)] {
            for (span, kind) in names.iter().filter(|name| differs(name, others)) {
                let at = |from: usize, to: usize| text.text.text.get(from..to).unwrap_or_default();
                let before: String = at(0, span.start).chars().rev().take(6).collect();
                let before: String = before.chars().rev().collect();
                let after: String = at(span.end, text.text.text.len()).chars().take(6).collect();
                let name = at(span.start, span.end);
                println!("{mark} {:12} {before}[{name}]{after}", kind.as_str());
            }
        }
    }
}
