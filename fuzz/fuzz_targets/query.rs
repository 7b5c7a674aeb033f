//! A query printed and read again is the same query, and its hits hold what was asked for.
#![no_main]

use banmian::library::Query;
use banmian::model::clip;
use banmian::text::fold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (typed, text) = input;
    let query = Query::parse(typed);
    assert_eq!(Query::parse(&query.to_string()), query);
    for hit in query.find_in(text) {
        let found = fold(clip(text, hit)).text;
        assert!(
            query
                .terms
                .iter()
                .any(|t| found.contains(&fold(&t.text).text))
        );
    }
});
