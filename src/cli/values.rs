//! What dates and quantities come to, as JSON.

use crate::library::{Count, Value};
use crate::text::Decimal;
use serde_json::{Value as Json, json};

/// A date as in ISO 8601 ("2019-08-21", "2019-01-31/2019-02-02"); a quantity as an object.
pub(super) fn json_of_value(value: &Value) -> Json {
    match value {
        Value::Days(days) => json!(days.iso()),
        Value::Count(count) => json_of_count(count),
    }
}

fn json_of_count(count: &Count) -> Json {
    let mut json = serde_json::Map::new();
    if count.least == count.most {
        json.insert("number".to_owned(), json_of_number(count.least));
    } else {
        json.insert("from".to_owned(), json_of_number(count.least));
        json.insert("to".to_owned(), json_of_number(count.most));
    }
    match count.unit.currency() {
        Some(currency) => json.insert("currency".to_owned(), json!(currency.code())),
        None => json.insert("unit".to_owned(), json!(count.unit.name())),
    };
    json.insert("exactness".to_owned(), json!(count.exactness.as_str()));
    Json::Object(json)
}

/// A number of JSON where that is exact, else its digits as a text.
fn json_of_number(number: Decimal) -> Json {
    if let Some(whole) = number.as_whole() {
        return json!(whole);
    }
    let digits = number.to_string();
    match digits.parse::<f64>() {
        Ok(near) if near.to_string() == digits => json!(near),
        _ => json!(digits),
    }
}
