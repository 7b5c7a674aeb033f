//! Values of arguments: dates, encodings, orders, kinds of names.

use crate::library::{NETWORK_KINDS, Sort};
use crate::model::{EntityKind, PartialDate, TextEncoding};

pub(super) fn parse_date(typed: &str) -> Result<PartialDate, String> {
    PartialDate::parse(typed).ok_or_else(|| "a date is YYYY-MM-DD, YYYY-MM or YYYY".to_owned())
}

pub(super) fn parse_encoding(typed: &str) -> Result<TextEncoding, String> {
    TextEncoding::of_name(typed).ok_or_else(|| {
        format!(
            "an encoding is {}",
            TextEncoding::ALL.map(TextEncoding::name).join(", ")
        )
    })
}

pub(super) fn parse_order(typed: &str) -> Result<Sort, String> {
    Ok(match typed {
        "best" => Sort::Relevance,
        "newest" => Sort::DateDown,
        "oldest" => Sort::DateUp,
        "source" => Sort::Source,
        _ => return Err("an order is best, newest, oldest or source".to_owned()),
    })
}

pub(super) fn parse_kind(typed: &str) -> Result<EntityKind, String> {
    let mut kinds = NETWORK_KINDS.into_iter();
    kinds
        .find(|kind| kind.as_str() == typed)
        .ok_or_else(|| "a kind is person, organization, facility, project or place".to_owned())
}
