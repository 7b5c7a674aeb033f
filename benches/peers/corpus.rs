//! The articles: as files of JSON lines of a size that can be held in memory.

use crate::maker::Maker;
use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Articles in a part.
const N_IN_PART: usize = 10_000;

/// An article as it comes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RawArticle {
    /// The headline.
    #[serde(alias = "headline")]
    pub(crate) title: String,
    /// The day.
    #[serde(default)]
    pub(crate) date: String,
    /// The paragraphs.
    pub(crate) body: String,
}

impl RawArticle {
    fn n_bytes(&self) -> usize {
        self.title.len() + self.body.len()
    }
}

/// All of the articles.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The files.
    pub(crate) paths: Vec<PathBuf>,
    /// How many articles are in them.
    pub(crate) n_articles: usize,
    /// Bytes of headlines and bodies.
    pub(crate) n_bytes: usize,
}

impl Parts {
    /// The articles of each file by turns.
    pub(crate) fn read(&self) -> impl Iterator<Item = anyhow::Result<Vec<RawArticle>>> + '_ {
        self.paths.iter().map(|path| read_lines(path, usize::MAX))
    }
}

fn read_lines(path: &Path, n_most: usize) -> anyhow::Result<Vec<RawArticle>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    BufReader::new(file)
        .lines()
        .take(n_most)
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect()
}

/// Puts so many articles into files in a folder: those of the file, or, where `is_made`, made of
/// them. What stands there already is used again.
pub(crate) fn write_parts(
    source: Option<&Path>,
    n_articles: usize,
    is_made: bool,
    folder: &Path,
) -> anyhow::Result<Parts> {
    let mut parts = Parts::default();
    if folder.exists() {
        parts.paths = std::fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect::<anyhow::Result<_>>()?;
        parts.paths.sort();
        let mut counted = Parts::default();
        for articles in parts.read() {
            let articles = articles?;
            counted.n_articles += articles.len();
            counted.n_bytes += articles.iter().map(RawArticle::n_bytes).sum::<usize>();
        }
        counted.paths = parts.paths;
        return Ok(counted);
    }
    std::fs::create_dir_all(folder)?;
    match source {
        Some(path) if !is_made => {
            let file = File::open(path).with_context(|| path.display().to_string())?;
            let articles = BufReader::new(file)
                .lines()
                .map(|line| Ok(serde_json::from_str(&line?)?));
            parts.write(folder, articles)?;
        }
        _ => {
            let pool = match source {
                Some(path) => read_lines(path, usize::MAX)?,
                None => crate::maker::seed_articles(),
            };
            let maker = Maker::new(pool);
            let articles = (0..n_articles).map(|nth| Ok(maker.make(nth as u64)));
            parts.write(folder, articles)?;
        }
    }
    Ok(parts)
}

impl Parts {
    fn write(
        &mut self,
        folder: &Path,
        articles: impl Iterator<Item = anyhow::Result<RawArticle>>,
    ) -> anyhow::Result<()> {
        let mut file: Option<BufWriter<File>> = None;
        for article in articles {
            let article = article?;
            if self.n_articles.is_multiple_of(N_IN_PART)
                && let Some(mut full) = file.take()
            {
                full.flush()?;
            }
            let out = match &mut file {
                Some(file) => file,
                None => {
                    let path = folder.join(format!("part-{:04}.jsonl", self.paths.len()));
                    let new = BufWriter::new(File::create(&path)?);
                    self.paths.push(path);
                    file.insert(new)
                }
            };
            serde_json::to_writer(&mut *out, &article)?;
            out.write_all(b"\n")?;
            self.n_articles += 1;
            self.n_bytes += article.n_bytes();
        }
        if let Some(mut last) = file {
            last.flush()?;
        }
        Ok(())
    }
}
