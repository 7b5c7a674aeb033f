//! `banmian extract --explain`: why every line became what it is.

use super::output::{Each, Output};
use crate::library::{Explanation, LineClass, RestoredSource};
use crate::model::{DOUBTFUL_BELOW, SURE_FROM, Sentence};
use serde::Serialize;
use serde_json::{Value, json};
use std::io;

/// Written page by page: as one value it would take many times the file's size.
pub(super) fn json_of<'a>(source: &'a RestoredSource, stem: &'a str) -> impl Serialize + 'a {
    #[derive(Serialize)]
    struct SourceJson<'a, P: Serialize> {
        page: &'a str,
        pages: P,
    }
    SourceJson {
        page: stem,
        pages: Each(move || {
            source.pages.iter().map(|page| {
                json!({
                    "page": page.page.name,
                    "explanation": page.explain().map(|explanation| json_of_page(&explanation)),
                })
            })
        }),
    }
}

fn json_of_sentence(sentence: &Sentence) -> Value {
    json!({"zh": sentence.zh, "en": sentence.en})
}

fn json_of_page(explanation: &Explanation) -> Value {
    let lines = explanation.lines.iter().map(|line| {
        json!({
            "line": line.number,
            "text": line.text,
            "class": line.class.as_str(),
            "article": line.article,
            "moved": line.is_moved,
            "reasons": line.reasons.iter().map(json_of_sentence).collect::<Vec<_>>(),
        })
    });
    let articles = explanation.articles.iter().map(|article| {
        let joins = article.joins.iter().map(|join| {
            json!({
                "kind": join.kind,
                "line": join.line,
                "confidence": join.confidence,
                "reason": json_of_sentence(&join.reason),
            })
        });
        json!({
            "headline": article.headline,
            "confidence": article.confidence,
            "joins": joins.collect::<Vec<_>>(),
        })
    });
    json!({
        "reordered": explanation.is_reordered,
        "lines": lines.collect::<Vec<_>>(),
        "articles": articles.collect::<Vec<_>>(),
    })
}

pub(super) fn print_source(output: &mut Output, source: &RestoredSource) -> io::Result<()> {
    for warning in &source.warnings {
        output.note(&format!("{}: {}", warning.place, warning.message));
    }
    for page in &source.pages {
        output.line(&format!("━━ {} ━━\n", page.page.name))?;
        match page.explain() {
            Some(explanation) => print_page(output, &explanation)?,
            None => output.line("It came as an article; nothing was decided.\n")?,
        }
    }
    Ok(())
}

fn print_page(output: &mut Output, explanation: &Explanation) -> io::Result<()> {
    if explanation.is_reordered {
        output.line("The columns of this page were read by turns; its lines were put in order.")?;
    }
    for line in &explanation.lines {
        let owner = match (line.article, line.class) {
            (_, LineClass::Furniture) | (None, _) => String::new(),
            (Some(idx), _) => format!(" #{}", idx + 1),
        };
        let class = line.class.as_str();
        output.line(&format!("{:>4} {class}{owner}  {}", line.number, line.text))?;
        let reasons: Vec<&str> = line.reasons.iter().map(|r| r.en.as_str()).collect();
        output.line(&format!("       {}", reasons.join("; ")))?;
    }
    output.line("")?;
    for (idx, article) in explanation.articles.iter().enumerate() {
        let headline = match article.headline.as_str() {
            "" => "（无题）",
            headline => headline,
        };
        let sure = percent(article.confidence);
        let verdict = match article.confidence {
            c if c >= SURE_FROM => ", sure",
            c if c < DOUBTFUL_BELOW => ", doubtful",
            _ => "",
        };
        output.line(&format!("#{} 【{headline}】 {sure}{verdict}", idx + 1))?;
        for join in &article.joins {
            let (line, sure) = (join.line, percent(join.confidence));
            output.line(&format!("  line {line}: {}, {sure}", join.reason.en))?;
        }
    }
    output.line("")
}

fn percent(confidence: f32) -> String {
    format!("{:.0} %", confidence * 100.0)
}
