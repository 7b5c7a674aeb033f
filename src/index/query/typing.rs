//! What is being typed: the word at the caret, the field it stands in, and the whole text with
//! something else in its place.

use super::fields::FieldKind;
use super::lex::{Kind, lex};
use super::{Form, Leaf, NameKind, Node, Pattern, Query, Zone};
use crate::model::{Span, clip};

/// The word at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedWord {
    /// What a choice takes the place of, its field included; empty where no word stands.
    pub span: Span,
    /// The word, without quotes and field.
    pub text: String,
    /// The field it stands in.
    pub field: Option<FieldKind>,
    /// It stands in 同句( ) or its like, where only words can stand.
    pub is_near: bool,
}

/// The word that ends or stands at the caret, which is a byte of what was typed.
#[must_use]
pub fn word_at(typed: &str, caret: usize) -> TypedWord {
    let tokens = lex(typed);
    let mut word = TypedWord {
        span: Span::new(caret, caret),
        text: String::new(),
        field: None,
        is_near: false,
    };
    // Which brackets are open: is each one of 同句( )?
    let mut open: Vec<bool> = Vec::new();
    let mut field: Option<(FieldKind, Span)> = None;
    for token in tokens {
        if token.span.start >= caret {
            break;
        }
        let of_field = field
            .take()
            .filter(|(_, span)| span.end == token.span.start);
        match token.kind {
            Kind::Near(..) => open.push(true),
            Kind::Open => open.push(false),
            Kind::Close => {
                open.pop();
            }
            Kind::Field(kind, _) => {
                field = Some((kind, token.span));
                if token.span.end == caret {
                    word.span = token.span;
                    word.field = Some(kind);
                }
            }
            Kind::Word(text) | Kind::Quoted(text) if caret <= token.span.end => {
                word.span = token.span;
                word.text = text;
                if let Some((kind, span)) = of_field {
                    word.span.start = span.start;
                    word.field = Some(kind);
                }
            }
            _ => {}
        }
        word.is_near = open.last().copied().unwrap_or(false);
    }
    word
}

/// All words of what was typed, in order, each with its field.
#[must_use]
pub fn words_of(typed: &str) -> Vec<TypedWord> {
    let tokens = lex(typed).into_iter();
    tokens
        .filter(|token| matches!(token.kind, Kind::Word(_) | Kind::Quoted(_)))
        .map(|token| word_at(typed, token.span.end))
        .collect()
}

impl TypedWord {
    /// The whole text with this in the word's place, and where the caret goes. At the end, a blank
    /// makes room for the next word, unless what was put in waits for more.
    #[must_use]
    pub fn replaced(&self, typed: &str, by: &str) -> (String, usize) {
        let before = clip(typed, Span::new(0, self.span.start));
        let after = clip(typed, Span::new(self.span.end, typed.len()));
        let waits = by.ends_with([':', '(']);
        let blank = if after.is_empty() && !waits { " " } else { "" };
        let mut text = format!("{before}{by}{blank}");
        let caret = text.len();
        text.push_str(after);
        (text, caret)
    }

    /// How a name is asked for in the word's place: in its field, or in the field that stands there
    /// already; within 同句( ) as words.
    #[must_use]
    pub fn name_text(&self, kind: NameKind, name: &str, is_whole: bool) -> String {
        let zone = match self.field {
            Some(FieldKind::Text(Zone::Byline)) => None,
            Some(FieldKind::Text(zone)) => Some(zone),
            _ => None,
        };
        if self.is_near || zone.is_some() {
            return text_in(zone, name);
        }
        print(Leaf::Name {
            kind,
            text: name.to_owned(),
            is_whole,
        })
    }

    /// How a headline is asked for.
    #[must_use]
    pub fn headline_text(&self, headline: &str) -> String {
        text_in(Some(Zone::Headline).filter(|_| !self.is_near), headline)
    }
}

fn text_in(zone: Option<Zone>, text: &str) -> String {
    print(Leaf::Text {
        zone,
        pattern: Pattern {
            text: text.to_owned(),
            form: Form::Literal,
        },
    })
}

fn print(leaf: Leaf) -> String {
    Query::from(Some(Node::Leaf(leaf))).to_string()
}

#[cfg(test)]
mod tests {
    use super::{TypedWord, word_at};
    use crate::index::query::fields::FieldKind;
    use crate::index::query::{NameKind, Zone};
    use crate::model::clip;

    /// The word at the sign ‸.
    fn at_caret(marked: &str) -> (TypedWord, String) {
        let caret = marked.find('‸').unwrap();
        let typed = marked.replace('‸', "");
        (word_at(&typed, caret), typed)
    }

    #[test]
    fn the_word_at_the_caret_is_found_with_its_field() {
        let people = Some(FieldKind::Name(NameKind::Person));
        for (marked, text, replaced, field) in [
            ("王新‸", "王新", "王新", None),
            ("网络靶场 wx‸", "wx", "wx", None),
            ("网络‸靶场 wx", "网络靶场", "网络靶场", None),
            ("网络靶场、wx‸", "wx", "wx", None),
            ("人物:wx‸ 日期:2021", "wx", "人物:wx", people),
            ("人物：=王‸", "王", "人物：=王", people),
            ("人物:‸", "", "人物:", people),
            ("人物: ‸", "", "", None),
            ("-人物:王‸", "王", "人物:王", people),
            ("-王‸", "王", "王", None),
            ("(招商 或 项‸)", "项", "项", None),
            ("“网络 靶‸", "网络 靶", "“网络 靶", None),
            (
                "标题:招‸",
                "招",
                "标题:招",
                Some(FieldKind::Text(Zone::Headline)),
            ),
            ("王 ‸", "", "", None),
            ("‸王", "", "", None),
            ("招商 或‸", "", "", None),
        ] {
            let (word, typed) = at_caret(marked);
            assert_eq!(word.text, text, "{marked}");
            assert_eq!(clip(&typed, word.span), replaced, "{marked}");
            assert_eq!(word.field, field, "{marked}");
        }
    }

    #[test]
    fn a_choice_takes_the_place_of_the_word_and_keeps_the_rest() {
        for (marked, kind, chosen) in [
            ("wxt‸", NameKind::Person, "人物:王新亭 ‸"),
            (
                "网络靶场 wxt‸ 日期:2021",
                NameKind::Person,
                "网络靶场 人物:王新亭‸ 日期:2021",
            ),
            ("人物:wxt‸", NameKind::Person, "人物:王新亭 ‸"),
            ("-wxt‸", NameKind::Person, "-人物:王新亭 ‸"),
            ("同句(wxt‸ 靶场)", NameKind::Person, "同句(王新亭‸ 靶场)"),
            ("标题:wxt‸", NameKind::Person, "标题:王新亭 ‸"),
            ("作者:wxt‸", NameKind::Author, "作者:=王新亭 ‸"),
        ] {
            let (word, typed) = at_caret(marked);
            let (mut text, caret) = word.replaced(&typed, &word.name_text(kind, "王新亭", false));
            text.insert(caret, '‸');
            assert_eq!(text, chosen, "{marked}");
        }
    }
}
