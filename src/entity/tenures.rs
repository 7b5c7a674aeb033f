//! Which posts a person was seen in, and when: from posts as articles print them to rows over time.
//!
//! Articles print one post in many forms: 区党工委副书记, 高新区党工委副书记, 党工委副书记. Two forms
//! are one post where one is the end of the other and holds all of its office (书记 is no short
//! form of 副书记), or where the office is the same and one body is a shorter form of the other. A
//! short form that fits two posts which are not one themselves stands for itself: which of them was
//! meant is not said. Pure; relies on the list of offices.

use super::group::is_short_body;
use super::posts::split_post;
use crate::model::PartialDate;
use std::collections::BTreeMap;

/// A post that a person was seen in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenure {
    /// The post as it is shown: the fullest form but for those that are rare.
    pub post: String,
    /// Every form, as printed, with the number of articles that print it; the most frequent first.
    pub forms: Vec<(String, usize)>,
    /// The day, month or year of the earliest article; `None` where none has a date.
    pub first: Option<PartialDate>,
    /// The same of the latest.
    pub last: Option<PartialDate>,
    /// The articles, by the numbers they were added with: ascending, none twice.
    pub articles: Vec<u32>,
    /// How many of them have no date.
    pub n_undated: usize,
}

/// A post in its parts, as they are compared.
#[derive(Clone, Debug, Default)]
struct Parts {
    /// All of it.
    text: String,
    body: String,
    office: String,
}

/// A post in one form, with the articles that print it.
#[derive(Clone, Debug)]
struct Form {
    parts: Parts,
    seen: BTreeMap<u32, Option<PartialDate>>,
}

/// Gathers the posts of one person.
#[derive(Clone, Debug, Default)]
pub struct Tenures {
    forms: BTreeMap<String, Form>,
}

/// A form that is more than so many times rarer than the most frequent one is not shown for it: it
/// may be a slip of the print, or of who read it.
const RARENESS: usize = 3;

impl Tenures {
    /// Takes in a post that an article gives the person.
    pub fn add(&mut self, post: &str, article: u32, date: Option<PartialDate>) {
        if post.is_empty() {
            return;
        }
        let form = self.forms.entry(post.to_owned()).or_insert_with(|| Form {
            parts: Parts::of(post),
            seen: BTreeMap::new(),
        });
        form.seen.insert(article, date);
    }

    /// The posts by the time they were first seen; those of no known time last.
    #[must_use]
    pub fn rows(&self) -> Vec<Tenure> {
        let mut rows: Vec<Tenure> = self.groups().iter().map(|group| row_of(group)).collect();
        rows.sort_by_cached_key(|row| (row.first.is_none(), row.first, row.last, row.post.clone()));
        rows
    }

    /// The forms of each post, the fullest first.
    fn groups(&self) -> Vec<Vec<(&str, &Form)>> {
        let mut forms: Vec<(&str, &Form)> = self
            .forms
            .iter()
            .map(|(post, form)| (post.as_str(), form))
            .collect();
        forms.sort_by_key(|(_, form)| std::cmp::Reverse(form.parts.text.len()));
        let mut groups: Vec<Vec<(&str, &Form)>> = Vec::new();
        for (post, form) in forms {
            let fits = |group: &Vec<(&str, &Form)>| {
                let mut fuller = group.iter();
                fuller.any(|(_, full)| form.parts.is_short_for(&full.parts))
            };
            let fitting: Vec<usize> = (0..groups.len())
                .filter(|at| groups.get(*at).is_some_and(fits))
                .collect();
            match fitting.as_slice() {
                [only] => {
                    if let Some(group) = groups.get_mut(*only) {
                        group.push((post, form));
                    }
                }
                _ => groups.push(vec![(post, form)]),
            }
        }
        groups
    }
}

fn row_of(group: &[(&str, &Form)]) -> Tenure {
    let most = group.iter().map(|(_, form)| form.seen.len()).max();
    let is_usual = |form: &Form| form.seen.len() * RARENESS >= most.unwrap_or(0);
    let usual = || group.iter().filter(|(_, form)| is_usual(form));
    // Where one body is also named alone, that is the post.
    let alone = usual().find(|(post, _)| !post.contains('、'));
    let shown = alone.or_else(|| usual().next());
    let mut forms: Vec<(String, usize)> = group
        .iter()
        .map(|(post, form)| ((*post).to_owned(), form.seen.len()))
        .collect();
    forms.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let seen: BTreeMap<u32, Option<PartialDate>> = group
        .iter()
        .flat_map(|(_, form)| &form.seen)
        .map(|(article, date)| (*article, *date))
        .collect();
    let dates = || seen.values().copied().flatten();
    Tenure {
        post: shown.map_or_else(String::new, |(post, _)| (*post).to_owned()),
        forms,
        // In the order of lists, where an unknown day comes before the known ones.
        first: dates().min(),
        last: dates().max(),
        n_undated: seen.values().filter(|date| date.is_none()).count(),
        articles: seen.into_keys().collect(),
    }
}

impl Parts {
    fn of(post: &str) -> Self {
        let (body, office) = split_post(post);
        // Of two bodies that share an office (区党工委、管委会主任) the last has it for sure.
        let body = short_words(body.rsplit('、').next().unwrap_or_default());
        Self {
            text: format!("{body}{office}"),
            body,
            office,
        }
    }

    /// Can this be a shorter form of another post?
    fn is_short_for(&self, full: &Self) -> bool {
        if full.text.ends_with(&self.text) {
            return self.text.len() >= full.office.len();
        }
        self.office == full.office && is_shorter_body(&self.body, &full.body)
    }
}

/// Long words of bodies' names, and how they are usually cut short.
const SHORT_WORDS: [(&str, &str); 6] = [
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("管理委员会", "管委会"),
    ("党工作委员会", "党工委"),
    ("人民政府", "政府"),
];

fn short_words(body: &str) -> String {
    let mut body = body.to_owned();
    for (long, short) in SHORT_WORDS {
        if body.contains(long) {
            body = body.replace(long, short);
        }
    }
    body
}

/// 云州副市长 for 云州市副市长; 恒澈传动 for 苏州恒澈传动科技有限公司.
fn is_shorter_body(short: &str, full: &str) -> bool {
    let levels = ["省", "市", "县", "区", "镇", "乡", "村"];
    full.ends_with(short)
        || is_short_body(short, full)
        || levels.iter().any(|level| {
            let stem = full.strip_suffix(level);
            stem.is_some_and(|stem| !short.is_empty() && stem.ends_with(short))
        })
}

#[cfg(test)]
mod tests {
    use super::{Tenure, Tenures};
    use crate::model::PartialDate;

    fn rows(seen: &[(&str, Option<&str>)]) -> Vec<Tenure> {
        let mut tenures = Tenures::default();
        for (article, (post, date)) in (0..).zip(seen) {
            tenures.add(post, article, date.and_then(PartialDate::parse));
        }
        tenures.rows()
    }

    fn lines(seen: &[(&str, Option<&str>)]) -> Vec<String> {
        let date = |date: Option<PartialDate>| date.map_or("-".to_owned(), |d| d.to_string());
        let line = |row: &Tenure| {
            let (first, last) = (date(row.first), date(row.last));
            format!("{} {first} {last} {}", row.post, row.articles.len())
        };
        rows(seen).iter().map(line).collect()
    }

    #[test]
    fn a_post_is_one_row_in_all_of_its_forms() {
        assert_eq!(
            lines(&[
                ("云州高新区党工委副书记", Some("2019-08")),
                ("区党工委副书记", Some("2020-03-26")),
                ("党工委副书记", Some("2018")),
                ("区纪委、党工委副书记", Some("2019")),
                ("高新区党工委副书记", None),
            ]),
            ["云州高新区党工委副书记 2018 2020-03-26 5"]
        );
        assert_eq!(
            lines(&[
                ("云州高新技术产业开发区管理委员会主任", Some("2021")),
                ("高新区管委会主任", Some("2022")),
                ("云州市人民政府秘书长", Some("2022")),
                ("市政府秘书长", Some("2023")),
                ("云州副市长", Some("2024")),
                ("云州市副市长", Some("2025")),
            ]),
            [
                "云州高新技术产业开发区管理委员会主任 2021 2022 2",
                "云州市人民政府秘书长 2022 2023 2",
                "云州市副市长 2024 2025 2",
            ]
        );
    }

    #[test]
    fn another_office_is_another_row_and_rows_are_in_order_of_time() {
        assert_eq!(
            lines(&[
                ("区党工委书记", Some("2023")),
                ("管委会主任", Some("2021")),
                ("管委会常务副主任", Some("2019")),
                ("管委会副主任", None),
                ("区党工委副书记", Some("2019-05")),
            ]),
            [
                "管委会常务副主任 2019 2019 1",
                "区党工委副书记 2019-05 2019-05 1",
                "管委会主任 2021 2021 1",
                "区党工委书记 2023 2023 1",
                "管委会副主任 - - 1",
            ]
        );
    }

    #[test]
    fn a_short_form_of_two_posts_stands_for_itself() {
        assert_eq!(
            lines(&[
                ("青石镇党委书记", Some("2016")),
                ("白河镇党委书记", Some("2020")),
                ("党委书记", Some("2018")),
                ("白河镇书记", Some("2021")),
            ]),
            [
                "青石镇党委书记 2016 2016 1",
                "党委书记 2018 2018 1",
                "白河镇党委书记 2020 2020 1",
                "白河镇书记 2021 2021 1",
            ]
        );
    }

    #[test]
    fn a_rare_form_is_not_shown_for_a_usual_one() {
        let usual = ("衡远集团董事长", Some("2020"));
        let seen = [
            usual,
            usual,
            usual,
            usual,
            ("市里来的衡远集团董事长", Some("2021")),
        ];
        let found = rows(&seen);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].post, "衡远集团董事长");
        assert_eq!(found[0].forms[0], ("衡远集团董事长".to_owned(), 4));
    }
}
