//! HTML as a stream of tags and text. The one place that names html5ever.
//!
//! Only its tokenizer is used: it decodes entities and survives whatever is written in browsers'
//! dialects, and it builds no tree that could be too deep.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// What a document is made of.
pub(super) enum Piece<'a> {
    /// A tag that opens.
    Open(OpenTag<'a>),
    /// A tag that closes, by its name in small letters.
    Close(&'a str),
    /// Text, entities decoded.
    Text(&'a str),
}

/// A tag that opens.
pub(super) struct OpenTag<'a>(&'a Tag);

impl OpenTag<'_> {
    /// Its name in small letters.
    pub(super) fn name(&self) -> &str {
        &self.0.name
    }

    /// An attribute's value, entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.0
            .attrs
            .iter()
            .find(|attribute| &*attribute.name.local == name)
            .map(|attribute| &*attribute.value)
    }

    /// Does it close itself, or can nothing stand in it?
    pub(super) fn is_empty(&self) -> bool {
        const EMPTY: [&str; 13] = [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
            "track", "wbr",
        ];
        self.0.self_closing || EMPTY.contains(&self.name())
    }
}

/// Goes through a document, piece by piece.
pub(super) fn for_each_piece(text: &str, visit: &mut dyn FnMut(Piece<'_>)) {
    let sink = Sink {
        visit: RefCell::new(visit),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    // Without scripts the tokenizer stops for nothing.
    let _is_done = tokenizer.feed(&input);
    tokenizer.end();
}

struct Sink<'a> {
    visit: RefCell<&'a mut dyn FnMut(Piece<'_>)>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line_number: u64) -> TokenSinkResult<()> {
        let mut visit = self.visit.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let open = OpenTag(&tag);
                let raw = if open.is_empty() {
                    None
                } else {
                    raw_kind(open.name())
                };
                visit(Piece::Open(open));
                return raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            Token::TagToken(tag) => visit(Piece::Close(&tag.name)),
            Token::CharacterTokens(text) => visit(Piece::Text(&text)),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// In these, tags are no tags.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "title" | "textarea" => Some(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "script" => Some(RawKind::ScriptData),
        _ => None,
    }
}
