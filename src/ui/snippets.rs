//! Snippets in as much room as there is: the first hit is seen, wherever in the words it stands.

use crate::library::Snippet;
use crate::model::{Span, clip};
use std::borrow::Cow;

/// The snippet where `n_chars` characters are seen of it: where the first hit would not be, from
/// somewhat before it on, so that it stands in the middle, or at the end where the words end.
pub(super) fn in_view(snippet: &Snippet, n_chars: usize) -> Cow<'_, Snippet> {
    let text = &snippet.text;
    let Some(hit) = snippet.hits.first() else {
        return Cow::Borrowed(snippet);
    };
    let count = |from, to| clip(text, Span::new(from, to)).chars().count();
    let (n_before, n_hit) = (count(0, hit.start), count(hit.start, hit.end));
    let n_all = n_before + n_hit + count(hit.end, text.len());
    if n_all <= n_chars || n_before + n_hit < n_chars {
        return Cow::Borrowed(snippet);
    }
    let n_kept = (n_chars.saturating_sub(n_hit) / 2).clamp(1, n_before.max(1));
    // No more than has to be: near the end, the words before it fill the room.
    let n_cut = n_before
        .saturating_sub(n_kept)
        .min((n_all + 1).saturating_sub(n_chars));
    let Some((start, _)) = text.char_indices().nth(n_cut).filter(|_| n_cut > 0) else {
        return Cow::Borrowed(snippet);
    };
    let sign = "…";
    let shifted = |at: usize| at - start + sign.len();
    let hits = snippet.hits.iter().filter(|hit| hit.start >= start);
    Cow::Owned(Snippet {
        text: format!("{sign}{}", clip(text, Span::new(start, text.len()))),
        hits: hits
            .map(|hit| Span::new(shifted(hit.start), shifted(hit.end)))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Snippet, Span, clip, in_view};

    fn seen(text: &str, hit: &str, n_chars: usize) -> (String, String) {
        let at = text.find(hit).unwrap();
        let snippet = Snippet {
            text: text.to_owned(),
            hits: vec![Span::new(at, at + hit.len())],
        };
        let shown = in_view(&snippet, n_chars);
        let first = shown.hits.first().copied().unwrap();
        (shown.text.clone(), clip(&shown.text, first).to_owned())
    }

    #[test]
    fn a_hit_far_to_the_right_is_brought_into_view() {
        let headline = "全市上下齐心协力优化营商环境推动高质量发展暨招商引资工作会议召开";
        let (text, hit) = seen(headline, "招商", 14);
        assert_eq!(hit, "招商");
        let n_before = text.chars().position(|c| c == '招').unwrap();
        assert!(text.starts_with('…') && n_before + 2 <= 14, "{text}");
        assert!(n_before >= 4, "it stands in the middle: {text}");
        assert_eq!(seen(headline, "全市", 14).0, headline);
        assert_eq!(seen("招商会", "商会", 3).0, "招商会", "all of it is seen");
        let (text, _) = seen("高新区党工委书记张红军带队赴上海考察招商项目", "项目", 18);
        assert_eq!(text.chars().count(), 18, "no room is left empty: {text}");
        let (text, hit) = seen("一二三四五六七八九十", "五六七八九十", 4);
        assert_eq!(
            (text.as_str(), hit.as_str()),
            ("…四五六七八九十", "五六七八九十")
        );
    }
}
