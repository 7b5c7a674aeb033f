//! The rows of the article list: headline, author, preview.

use super::hits::hits_in;
use super::{ArticleRow, RowWork, Snippet};
use crate::index::query::{Query, Zone};
use crate::model::{Article, Part, PartialDate, Span};
use crate::store::{Mark, StoredArticle};
use crate::text::is_blank;

/// Characters of a preview: two lines of the list, and some to spare.
const N_PREVIEW_CHARS: usize = 110;
/// Characters kept before the first hit.
const N_CHARS_BEFORE_HIT: usize = 18;
/// Characters of a body that stand in for a headline.
const N_HEADLINE_CHARS: usize = 30;
/// No printed headline is longer; a restoration gone wrong may be.
const N_LONGEST_HEADLINE: usize = 200;

pub(super) fn row_of(
    stored: StoredArticle,
    mark: Mark,
    query: &Query,
    n_reprints: usize,
) -> ArticleRow {
    let (date, is_date_inferred) = date_of(&stored);
    let article = stored.article;
    let has_headline = !article.headline.is_empty();
    let body_hits = hits_in(&article.body, query, Zone::Body);
    let headline = if has_headline {
        let hits = hits_in(&article.headline, query, Zone::Headline);
        cut_at(&article.headline, 0, N_LONGEST_HEADLINE, &hits)
    } else {
        cut_at(&article.body, 0, N_HEADLINE_CHARS, &body_hits)
    };
    ArticleRow {
        author: author_names(article.byline_text()),
        preview: preview_of(&article.body, &body_hits),
        id: stored.id,
        headline,
        has_headline,
        date,
        is_date_inferred,
        page: stored.page_name,
        confidence: article.confidence,
        is_read: mark.is_read,
        is_starred: mark.is_starred,
        work: RowWork::default(),
        n_reprints,
    }
}

/// The day, month or year that an article is of, and whether that is a conclusion.
pub(super) fn date_of(stored: &StoredArticle) -> (Option<PartialDate>, bool) {
    match stored.article.date {
        Some(date) => {
            let evidence = stored.article.date_evidence;
            (Some(date), evidence.is_some_and(|e| e.is_inferred))
        }
        None => (stored.page_date, stored.page_date.is_some()),
    }
}

/// A headline in one line, or the first words where there is none.
pub(super) fn headline_of(article: &Article) -> String {
    if article.headline.is_empty() {
        cut_at(&article.body, 0, N_HEADLINE_CHARS, &[]).text
    } else {
        cut_at(&article.headline, 0, N_LONGEST_HEADLINE, &[]).text
    }
}

/// The opening of a body, or the words around the first hit.
fn preview_of(body: &Part, hits: &[Span]) -> Snippet {
    let Some(hit) = hits.first() else {
        return cut_at(body, 0, N_PREVIEW_CHARS, hits);
    };
    let start = body
        .text
        .get(..hit.start)
        .unwrap_or_default()
        .char_indices()
        .rev()
        .nth(N_CHARS_BEFORE_HIT - 1)
        .map_or(0, |(at, _)| at);
    cut_at(body, start, N_PREVIEW_CHARS, hits)
}

/// `n_chars` characters from a byte on, in one line, with the part's hits.
fn cut_at(part: &Part, start: usize, n_chars: usize, hits: &[Span]) -> Snippet {
    let rest = part.text.get(start..).unwrap_or_default();
    let end = rest
        .char_indices()
        .nth(n_chars)
        .map_or(rest.len(), |(at, _)| at);
    let piece = rest.get(..end).unwrap_or_default();
    let from = start + piece.len() - piece.trim_start().len();
    let mut line = String::with_capacity(piece.len() + 6);
    if start > 0 {
        line.push('…');
    }
    // Where each byte of the piece went.
    let mut places = Vec::new();
    for (at, c) in piece.trim().char_indices() {
        places.push((from + at, line.len()));
        // One blank for any run of line ends.
        match c {
            '\n' if line.ends_with(' ') => {}
            '\n' => line.push(' '),
            c => line.push(c),
        }
    }
    let line_end = line.len();
    if end < rest.len() {
        line.push('…');
    }
    let place = |byte: usize| {
        let at = places.partition_point(|(from, _)| *from < byte);
        places.get(at).map_or(line_end, |(_, to)| *to)
    };
    let hits = hits
        .iter()
        .filter(|hit| hit.start >= start)
        .map(|hit| Span::new(place(hit.start), place(hit.end)))
        .filter(|hit| !hit.is_empty())
        .collect();
    Snippet { hits, text: line }
}

/// What a byline says besides names, longest first where one begins another.
const BYLINE_WORDS: [&str; 34] = [
    "全媒体记者",
    "融媒体记者",
    "本报通讯员",
    "特约通讯员",
    "特约记者",
    "首席记者",
    "见习记者",
    "实习记者",
    "实习生",
    "本报记者",
    "本报讯",
    "通讯员",
    "记者",
    "特约撰稿",
    "撰稿",
    "作者",
    "文/图",
    "图/文",
    "文／图",
    "图／文",
    "文图",
    "图文",
    "摄影报道",
    "综合报道",
    "报道",
    "摄影",
    "供图",
    "责任编辑",
    "编辑",
    "责编",
    "校对",
    "统筹",
    "整理",
    "通讯",
];
/// The same, of one character; only where it stands alone, since it may be part of a name.
const BYLINE_SIGNS: [&str; 4] = ["文", "图", "摄", "本报"];

/// The names of a byline, each set apart by one blank.
pub(super) fn author_names(byline: &str) -> String {
    if byline.is_empty() {
        return String::new();
    }
    let mut names = byline.to_owned();
    for word in BYLINE_WORDS {
        if names.contains(word) {
            names = names.replace(word, " ");
        }
    }
    names
        .split(|c: char| is_blank(c) || (!c.is_alphanumeric() && c != '·' && c != '-'))
        .filter(|name| !name.is_empty() && !BYLINE_SIGNS.contains(name))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::hits_in;
    use super::{Snippet, author_names, preview_of};
    use crate::index::query::{Query, Zone};
    use crate::model::{Part, Span, clip};

    /// The snippet with its hits in brackets.
    fn marked(snippet: &Snippet) -> String {
        let mut marked = String::new();
        let mut at = 0;
        for hit in &snippet.hits {
            marked.push_str(clip(&snippet.text, Span::new(at, hit.start)));
            marked.push('[');
            marked.push_str(clip(&snippet.text, *hit));
            marked.push(']');
            at = hit.end;
        }
        marked.push_str(clip(&snippet.text, Span::new(at, snippet.text.len())));
        marked
    }

    #[test]
    fn bylines_give_names() {
        for (byline, names) in [
            ("记者 孙庆辉 文/图", "孙庆辉"),
            ("本报记者 李明 王小红 通讯员 赵刚", "李明 王小红 赵刚"),
            ("（记者 买买提·艾力 摄）", "买买提·艾力"),
            ("", ""),
        ] {
            assert_eq!(author_names(byline), names, "{byline}");
        }
    }

    #[test]
    fn a_preview_shows_the_first_hit_in_its_words() {
        let body = format!("{}市长到场\n宣布开工。", "前".repeat(40));
        let body = Part {
            text: body,
            ..Part::default()
        };
        let hits = hits_in(&body, &Query::parse("场宣布"), Zone::Body);
        let preview = preview_of(&body, &hits);
        assert_eq!(
            marked(&preview),
            format!("…{}市长到[场 宣布]开工。", "前".repeat(15))
        );
    }
}
