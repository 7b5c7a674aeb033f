//! How an article is cited: by GB/T 7714—2015, as RIS and as BibTeX.
//!
//! What is not known is left out and never made up: no paper, no day, no page. A date that is a
//! conclusion stands in square brackets, as GB/T 7714 has it for what is not printed in the source.

use crate::model::{Article, ArticleId, PartialDate};
use crate::text::is_han;
use std::fmt::Write as _;

/// GB/T 7714 names so many authors, and then 等.
const N_AUTHORS_NAMED: usize = 3;

/// Bytes of an article's id in its key.
const N_KEY_BYTES: usize = 12;

/// What is known of where an article is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// Who wrote it; empty where nobody is named.
    pub authors: Vec<String>,
    /// Its headline in one line; its first words where it has none.
    pub title: String,
    /// Is `title` the newspaper's own?
    pub has_headline: bool,
    /// The newspaper, where its name is printed on the page or comes with the article.
    pub paper: Option<String>,
    /// The day, month or year.
    pub date: Option<PartialDate>,
    /// Is that a conclusion?
    pub is_date_inferred: bool,
    /// The number of the page, as it is counted: 3, A3.
    pub page: Option<String>,
}

/// In what form articles are cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CitationForm {
    /// A line by GB/T 7714—2015, for the list of references.
    GbT7714,
    /// For Zotero, EndNote and the like.
    Ris,
    /// For LaTeX.
    BibTex,
}

impl Citation {
    /// In one of the forms; it ends with a line end but for GB/T 7714. `id` is the article's: BibTeX
    /// needs a key that is the article's for good.
    #[must_use]
    pub fn text(&self, form: CitationForm, id: &ArticleId) -> String {
        match form {
            CitationForm::GbT7714 => self.gb_t_7714(),
            CitationForm::Ris => self.ris(),
            CitationForm::BibTex => {
                let end = id.0.floor_char_boundary(N_KEY_BYTES);
                let key = id.0.get(..end).unwrap_or_default();
                self.bibtex(&format!("banmian-{key}"))
            }
        }
    }

    /// "孙庆辉. 题名[N]. 郑州日报, 2019-08-21(3)."
    fn gb_t_7714(&self) -> String {
        let mut line = String::new();
        if !self.authors.is_empty() {
            let named = self.authors.iter().take(N_AUTHORS_NAMED);
            let named: Vec<&str> = named.map(String::as_str).collect();
            line.push_str(&named.join(", "));
            if self.authors.len() > N_AUTHORS_NAMED {
                line.push_str(", 等");
            }
            line.push_str(". ");
        }
        line.push_str(&self.bracketed_title());
        line.push_str("[N].");
        let mut where_printed: Vec<String> = self.paper.iter().cloned().collect();
        where_printed.extend(self.date.map(|date| {
            let page = self.page.as_deref().unwrap_or_default();
            let page = if page.is_empty() {
                String::new()
            } else {
                format!("({page})")
            };
            format!("{}{page}", self.bracketed_date(date))
        }));
        if self.date.is_none() {
            where_printed.extend(self.page.as_ref().map(|page| format!("({page})")));
        }
        if !where_printed.is_empty() {
            line.push(' ');
            line.push_str(&where_printed.join(", "));
            line.push('.');
        }
        line
    }

    fn ris(&self) -> String {
        let mut lines = String::from("TY  - NEWS\r\n");
        let mut line = |tag: &str, value: &str| {
            // A line end would begin another tag.
            let value = value.replace(['\r', '\n'], " ");
            // Into a string there is nothing to fail.
            let _written = write!(lines, "{tag}  - {value}\r\n");
        };
        for author in &self.authors {
            line("AU", author);
        }
        line("TI", &self.bracketed_title());
        if let Some(paper) = &self.paper {
            line("T2", paper);
        }
        if let Some(date) = self.date {
            line("PY", &format!("{:04}", date.year));
            let part = |part: Option<u8>| part.map_or_else(String::new, |n| format!("{n:02}"));
            let (month, day) = (part(date.month), part(date.day));
            line("DA", &format!("{:04}/{month}/{day}/", date.year));
            if self.is_date_inferred {
                line("N1", &format!("日期为推断 / date inferred: [{date}]"));
            }
        }
        if let Some(page) = &self.page {
            line("SP", page);
        }
        line("LA", "zh");
        lines.push_str("ER  - \r\n\r\n");
        lines
    }

    fn bibtex(&self, key: &str) -> String {
        let mut fields: Vec<(&str, String)> = Vec::new();
        if !self.authors.is_empty() {
            // Braces keep a Chinese name from being cut into two.
            let authors: Vec<String> = self.authors.iter().map(|name| braced(name)).collect();
            fields.push(("author", format!("{{{}}}", authors.join(" and "))));
        }
        fields.push(("title", braced(&braced_inner(&self.bracketed_title()))));
        if let Some(paper) = &self.paper {
            fields.push(("journal", braced(&braced_inner(paper))));
        }
        if let Some(date) = self.date {
            fields.push(("year", format!("{{{:04}}}", date.year)));
            if let Some(month) = date.month {
                fields.push(("month", month.to_string()));
            }
            if let Some(day) = date.day {
                fields.push(("day", format!("{{{day}}}")));
            }
            if self.is_date_inferred {
                fields.push(("note", "{日期为推断}".to_owned()));
            }
        }
        if let Some(page) = &self.page {
            fields.push(("pages", braced(&braced_inner(page))));
        }
        fields.push(("entrysubtype", "{newspaper}".to_owned()));
        fields.push(("langid", "{chinese}".to_owned()));
        let lines: Vec<String> = fields
            .into_iter()
            .map(|(name, value)| format!("  {name} = {value}"))
            .collect();
        format!("@article{{{key},\n{}\n}}\n\n", lines.join(",\n"))
    }

    /// What is not printed stands in brackets.
    fn bracketed_title(&self) -> String {
        if self.has_headline {
            self.title.clone()
        } else {
            format!("[{}]", self.title)
        }
    }

    fn bracketed_date(&self, date: PartialDate) -> String {
        if self.is_date_inferred {
            format!("[{date}]")
        } else {
            date.to_string()
        }
    }
}

/// In braces; what TeX would take for a command is escaped.
fn braced(text: &str) -> String {
    if text.starts_with('{') {
        return format!("{{{text}}}");
    }
    format!("{{{}}}", escaped(text))
}

fn braced_inner(text: &str) -> String {
    format!("{{{}}}", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\r' | '\n' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A headline in one line; lines of Chinese are set apart by a blank, as in lists.
pub(super) fn title_of(article: &Article) -> String {
    article.headline.text.replace('\n', " ")
}

/// Names of newspapers end so …
const PAPER_ENDINGS: [&str; 1] = ["报"];
/// … and these are none, though they do.
const NO_PAPERS: [&str; 14] = [
    "本报", "海报", "公报", "电报", "预报", "简报", "通报", "举报", "汇报", "申报", "情报", "上报",
    "日报", "晚报",
];
/// A name of a newspaper is no longer.
const N_PAPER_CHARS: usize = 12;

/// The newspaper that the page's own lines name; `None` where none does, or several do.
pub(super) fn paper_in<'a>(furniture: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut found: Option<&str> = None;
    for word in furniture.flat_map(|text| text.split(|c: char| !is_han(c))) {
        let n_chars = word.chars().count();
        let is_paper = (3..=N_PAPER_CHARS).contains(&n_chars)
            && PAPER_ENDINGS.iter().any(|ending| word.ends_with(ending))
            && !NO_PAPERS
                .iter()
                .any(|no| n_chars <= 4 && word.ends_with(no) && !is_daily(no));
        if is_paper {
            match found {
                Some(before) if before != word => return None,
                _ => found = Some(word),
            }
        }
    }
    found.map(str::to_owned)
}

/// 日报 and 晚报 alone are no newspaper, but end the names of most.
fn is_daily(word: &str) -> bool {
    matches!(word, "日报" | "晚报")
}

#[cfg(test)]
mod tests {
    use super::{Citation, CitationForm, paper_in};
    use crate::model::{ArticleId, PartialDate};

    fn citation() -> Citation {
        Citation {
            authors: vec!["沈一舟".to_owned(), "纪长庚".to_owned()],
            title: "开发区两个项目开工 投资50%由企业承担".to_owned(),
            has_headline: true,
            paper: Some("云州日报".to_owned()),
            date: PartialDate::parse("2019-08-21"),
            is_date_inferred: false,
            page: Some("A3".to_owned()),
        }
    }

    fn id() -> ArticleId {
        ArticleId("0123456789abcdef".to_owned())
    }

    #[test]
    fn articles_are_cited_by_the_standard() {
        let whole = citation();
        assert_eq!(
            whole.text(CitationForm::GbT7714, &id()),
            "沈一舟, 纪长庚. 开发区两个项目开工 投资50%由企业承担[N]. 云州日报, 2019-08-21(A3)."
        );
        let bare = Citation {
            authors: vec!["甲".into(), "乙".into(), "丙".into(), "丁".into()],
            paper: None,
            is_date_inferred: true,
            page: None,
            has_headline: false,
            title: "本报讯 昨日…".to_owned(),
            ..whole.clone()
        };
        assert_eq!(
            bare.text(CitationForm::GbT7714, &id()),
            "甲, 乙, 丙, 等. [本报讯 昨日…][N]. [2019-08-21]."
        );
        let unknown = Citation {
            title: "题".to_owned(),
            has_headline: true,
            ..Citation::default()
        };
        assert_eq!(unknown.text(CitationForm::GbT7714, &id()), "题[N].");
    }

    #[test]
    fn other_programs_can_read_it() {
        let ris = citation().text(CitationForm::Ris, &id());
        assert!(ris.starts_with("TY  - NEWS\r\nAU  - 沈一舟\r\nAU  - 纪长庚\r\n"));
        assert!(ris.contains("DA  - 2019/08/21/\r\n") && ris.ends_with("ER  - \r\n\r\n"));
        let bibtex = citation().text(CitationForm::BibTex, &id());
        assert!(
            bibtex.contains("author = {{沈一舟} and {纪长庚}}"),
            "{bibtex}"
        );
        assert!(bibtex.contains("title = {{开发区两个项目开工 投资50\\%由企业承担}}"));
        assert!(bibtex.contains("month = 8,") && bibtex.contains("{banmian-0123456789ab,"));
    }

    #[test]
    fn a_paper_is_named_only_where_one_is() {
        let paper = |texts: &[&str]| paper_in(texts.iter().copied());
        assert_eq!(
            paper(&["云州日报 2019年8月21日", "责编 李 云州日报"]).as_deref(),
            Some("云州日报")
        );
        assert_eq!(paper(&["云州日报", "河西晚报"]), None);
        assert_eq!(paper(&["本报讯", "天气预报", "举报电话 日报"]), None);
    }
}
