//! From tokens to a [`Query`]. What cannot be understood is left out and becomes a [`Problem`].

use super::fields::FieldKind;
use super::lex::{Kind, Token, lex};
use super::own::read_own;
use super::problem::Trouble;
use super::values::{is_undated, read_amounts, read_dates, read_numbers};
use super::{Form, Leaf, NameKind, Node, Pattern, Problem, Query, Reach, Zone};
use crate::model::{Span, clip};
use crate::text::{as_latin_word, is_blank};

/// What was typed, as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What is searched for.
    pub query: Query,
    /// What was not understood, in order.
    pub problems: Vec<Problem>,
}

/// Reads what was typed.
#[must_use]
pub fn parse(typed: &str) -> Parsed {
    let mut parser = Parser {
        typed,
        tokens: lex(typed),
        at: 0,
        depth: 0,
        n_ignored: 0,
        problems: Vec::new(),
    };
    parser.free_lone_operators();
    let mut nodes = Vec::new();
    while parser.peek().is_some() {
        let from = parser.at;
        nodes.extend(parser.any(Context::default()));
        if parser.at == from {
            // Nothing should stop here; whatever does is passed by.
            parser.at += 1;
        }
    }
    let mut problems = parser.problems;
    problems.sort_by_key(|problem| problem.span);
    Parsed {
        query: Query::from(Node::all(nodes)),
        problems,
    }
}

/// Brackets in one another; what is deeper is read without them.
const N_DEEPEST: usize = 64;

/// A Latin word must be this long to be allowed an error.
pub(super) const N_FUZZY_CHARS: usize = 3;

/// Where a token stands.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    /// In the value of a field; is a whole name asked for?
    field: Option<(FieldKind, bool)>,
    /// In 同句( ) or its like.
    is_near: bool,
}

struct Parser<'a> {
    typed: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    /// Brackets that were too deep and are still open.
    n_ignored: usize,
    problems: Vec<Problem>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn complain(&mut self, trouble: Trouble, span: Span) {
        let piece = clip(self.typed, span);
        self.problems.push(trouble.at(span, piece));
    }

    /// From a token to the last one that was read.
    fn span_from(&self, first: Span) -> Span {
        let read = self.tokens.get(..self.at).and_then(<[Token]>::last);
        Span::new(first.start, read.map_or(first.end, |token| token.span.end))
    }

    /// Where nothing but operators and brackets was typed, they are what is searched for.
    fn free_lone_operators(&mut self) {
        let is_operand = |token: &Token| match &token.kind {
            Kind::Word(_) | Kind::Field(..) | Kind::Near(..) => true,
            Kind::Quoted(text) => text.chars().any(|c| !is_blank(c)),
            _ => false,
        };
        if self.tokens.iter().any(is_operand) {
            return;
        }
        for token in &mut self.tokens {
            if !matches!(token.kind, Kind::Quoted(_)) {
                token.kind = Kind::Quoted(clip(self.typed, token.span).to_owned());
            }
        }
    }

    /// Alternatives, up to a closing bracket or the end.
    fn any(&mut self, context: Context) -> Option<Node> {
        let mut nodes = Vec::new();
        let mut from = self.at;
        let mut left = self.all(context);
        // An OR too many is complained of once, not on both of its sides.
        let mut has_left = self.at > from;
        while matches!(self.peek(), Some(Kind::Or)) {
            let sign = self.next().map(|token| token.span).unwrap_or_default();
            from = self.at;
            let right = self.all(context);
            let has_right = self.at > from;
            if !has_left || !has_right {
                self.complain(Trouble::HalfOr, sign);
            }
            nodes.extend(left);
            (left, has_left) = (right, true);
        }
        nodes.extend(left);
        Node::any(nodes)
    }

    /// What must all be there, up to an OR, a closing bracket or the end.
    fn all(&mut self, context: Context) -> Option<Node> {
        let mut nodes = Vec::new();
        loop {
            match self.peek() {
                None | Some(Kind::Or) => break,
                Some(Kind::And) => self.at += 1,
                Some(Kind::Close) if self.n_ignored > 0 => {
                    self.n_ignored -= 1;
                    self.at += 1;
                }
                Some(Kind::Close) => break,
                Some(_) => nodes.extend(self.unary(context)),
            }
        }
        Node::all(nodes)
    }

    /// One thing, or its opposite.
    fn unary(&mut self, context: Context) -> Option<Node> {
        let mut is_denied = false;
        let mut last_not = None;
        while matches!(self.peek(), Some(Kind::Not)) {
            is_denied = !is_denied;
            last_not = self.next().map(|token| token.span);
        }
        let Some(not) = last_not else {
            return self.primary(context);
        };
        if matches!(self.peek(), None | Some(Kind::Or | Kind::Close | Kind::And)) {
            self.complain(Trouble::HalfNot, not);
            return None;
        }
        let node = self.primary(context)?;
        if context.is_near {
            self.complain(Trouble::NotNear, self.span_from(not));
            return None;
        }
        Some(if is_denied { node.negated() } else { node })
    }

    fn primary(&mut self, context: Context) -> Option<Node> {
        let Token { kind, span } = self.next()?;
        match kind {
            Kind::Word(text) => self.leaf(text, false, span, context),
            Kind::Quoted(text) => self.leaf(text, true, span, context),
            Kind::Open => self.group(span, 1, context),
            Kind::Near(reach, is_too_far) => {
                if is_too_far {
                    self.complain(Trouble::TooFar, span);
                }
                self.near(reach, span, context)
            }
            Kind::Field(..) if context.is_near => {
                self.complain(Trouble::FieldInNear, span);
                match self.peek() {
                    None | Some(Kind::Or | Kind::And | Kind::Close) => None,
                    Some(_) => self.unary(context),
                }
            }
            Kind::Field(field, is_whole) => match self.peek() {
                None | Some(Kind::Or | Kind::And | Kind::Close | Kind::Stray | Kind::Field(..)) => {
                    self.complain(Trouble::EmptyField(field), span);
                    None
                }
                Some(_) => self.unary(Context {
                    field: Some((field, is_whole)),
                    ..context
                }),
            },
            Kind::Stray => {
                self.complain(Trouble::StrayBracket, span);
                None
            }
            // The callers look before they ask.
            Kind::Close | Kind::Or | Kind::And | Kind::Not => None,
        }
    }

    /// What stands behind an opening bracket, to its end; `n_levels` is how deep its print may be.
    fn group(&mut self, open: Span, n_levels: usize, context: Context) -> Option<Node> {
        if self.depth + n_levels > N_DEEPEST {
            self.complain(Trouble::TooDeep, open);
            self.n_ignored += 1;
            return None;
        }
        self.depth += n_levels;
        let node = self.any(context);
        self.depth -= n_levels;
        if matches!(self.peek(), Some(Kind::Close)) {
            self.at += 1;
        } else {
            self.complain(Trouble::OpenBracket, open);
        }
        node
    }

    fn near(&mut self, reach: Reach, open: Span, context: Context) -> Option<Node> {
        let inside = Context {
            field: None,
            is_near: true,
        };
        if context.is_near {
            self.complain(Trouble::NotNear, open);
            return self.group(open, 1, inside);
        }
        let zone = match context.field {
            None => None,
            Some((FieldKind::Text(zone), _)) => Some(zone),
            Some(_) => {
                self.complain(Trouble::NearInField, open);
                None
            }
        };
        // Alternatives inside are printed in brackets around it.
        let node = self.group(open, 2, inside)?;
        let mut has_foreign = false;
        let near = near_node(node, zone, reach, &mut has_foreign);
        if has_foreign {
            self.complain(Trouble::NotNear, self.span_from(open));
        }
        near
    }

    fn leaf(
        &mut self,
        text: String,
        is_quoted: bool,
        span: Span,
        context: Context,
    ) -> Option<Node> {
        if text.chars().all(is_blank) {
            return None;
        }
        let read = match context.field {
            None => Ok((text_leaf(None, text, is_quoted), None)),
            Some((FieldKind::Text(Zone::Byline), true)) => Ok((
                Leaf::Name {
                    kind: NameKind::Author,
                    text,
                    is_whole: true,
                },
                None,
            )),
            Some((FieldKind::Text(zone), _)) => Ok((text_leaf(Some(zone), text, is_quoted), None)),
            Some((FieldKind::Name(kind), is_whole)) => Ok((
                Leaf::Name {
                    kind,
                    text,
                    is_whole,
                },
                None,
            )),
            Some((FieldKind::Date, _)) if is_undated(&text) => Ok((Leaf::Undated, None)),
            Some((FieldKind::Date, _)) => {
                read_dates(&text).map(|(range, trouble)| (Leaf::Date(range), trouble))
            }
            Some((FieldKind::Said, _)) => {
                read_dates(&text).map(|(range, trouble)| (Leaf::Said(range), trouble))
            }
            Some((FieldKind::Amount, _)) => {
                read_amounts(&text).map(|(range, trouble)| (Leaf::Amount(range), trouble))
            }
            Some((FieldKind::Number, _)) => read_numbers(&text),
            Some((own, _)) => read_own(own, &text, is_quoted)
                .unwrap_or(Err(Trouble::NotAMark))
                .map(|own| (Leaf::Own(own), None)),
        };
        let (leaf, trouble) = match read {
            Ok((leaf, trouble)) => (Some(leaf), trouble),
            Err(trouble) => (None, Some(trouble)),
        };
        if let Some(trouble) = trouble {
            self.complain(trouble, span);
        }
        leaf.map(Node::Leaf)
    }
}

/// A word: a Latin one with * or ~ behind it is more than it says.
fn text_leaf(zone: Option<Zone>, mut text: String, is_quoted: bool) -> Leaf {
    let mut form = Form::Literal;
    if !is_quoted {
        let (wanted, n_least) = match text.chars().next_back() {
            Some('*' | '＊') => (Form::Prefix, 1),
            Some('~' | '～') => (Form::Fuzzy, N_FUZZY_CHARS),
            _ => (Form::Literal, 0),
        };
        let mut word = text.clone();
        if wanted != Form::Literal
            && word.pop().is_some()
            && as_latin_word(&word).is_some_and(|latin| latin.n_chars >= n_least)
        {
            (text, form) = (word, wanted);
        }
    }
    Leaf::Text {
        zone,
        pattern: Pattern { text, form },
    }
}

/// Words near to each other; alternatives at the top are each near in themselves.
fn near_node(node: Node, zone: Option<Zone>, reach: Reach, has_foreign: &mut bool) -> Option<Node> {
    let list = match node {
        Node::Any(list) => {
            let alternatives = list
                .into_iter()
                .filter_map(|inner| near_node(inner, zone, reach, has_foreign))
                .collect();
            return Node::any(alternatives);
        }
        Node::All(list) => list,
        other => vec![other],
    };
    let mut words: Vec<Vec<Pattern>> = list
        .into_iter()
        .filter_map(|inner| {
            let word = word_of(inner);
            *has_foreign |= word.is_none();
            word
        })
        .collect();
    if words.len() > 1 {
        return Some(Node::Leaf(Leaf::Near { zone, reach, words }));
    }
    // One word alone is near to itself.
    let alternatives = words.pop()?.into_iter();
    Node::any(
        alternatives
            .map(|pattern| Node::Leaf(Leaf::Text { zone, pattern }))
            .collect(),
    )
}

/// What a word near to others may be; `None` when it is no word.
fn word_of(node: Node) -> Option<Vec<Pattern>> {
    match node {
        Node::Leaf(Leaf::Text { pattern, .. }) => Some(vec![pattern]),
        Node::Any(list) => {
            let words = list.into_iter().map(word_of);
            let words: Option<Vec<Vec<Pattern>>> = words.collect();
            words.map(|words| words.into_iter().flatten().collect())
        }
        _ => None,
    }
}
