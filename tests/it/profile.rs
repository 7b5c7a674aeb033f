//! The page of a name: posts over time, company, meetings; and every figure opens its articles.

use crate::app::opened as library_opened;
use crate::samples::json_line;
use banmian::app::{App, Command, Generation, Job, JobEvent, Language, ProfileWish, Settings};
use banmian::library::{
    Chosen, Closeness, Facet, Figure, Library, Profile, Query, Reader, Sort, Stop, Subject,
};
use banmian::model::{ArticleId, Correction, Deed, EntityKind};
use std::collections::BTreeSet;
use std::sync::Arc;
use tempfile::TempDir;

/// A library of invented news; each line is a headline, a body and a day.
pub(crate) fn library(articles: &[(&str, &str, Option<&str>)]) -> (TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let lines: String = articles
        .iter()
        .map(|(headline, body, date)| json_line(headline, body, *date))
        .collect();
    library
        .import_bytes("a.jsonl", lines.as_bytes(), None)
        .unwrap();
    (folder, library)
}

fn sample() -> (TempDir, Reader) {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open_sample(folder.path()).unwrap();
    let reader = library.reader();
    (folder, reader)
}

pub(crate) fn subject(kind: EntityKind, name: &str) -> Subject {
    Subject::new(kind, name).unwrap()
}

fn profile_of(reader: &Reader, kind: EntityKind, name: &str) -> Profile {
    let profile = reader.profile(&subject(kind, name), usize::MAX).unwrap();
    assert!(profile.is_done && !profile.is_cut());
    assert_eq!(profile.n_read, profile.n_articles);
    profile
}

fn listed(reader: &Reader, profile: &Profile, figure: &Figure, sort: Sort) -> BTreeSet<ArticleId> {
    let chosen = profile.chosen(figure).unwrap();
    let marks = profile.marks(figure);
    let found = reader
        .chosen_rows(&chosen, &marks, sort, (0, 10_000), &Stop::never())
        .unwrap();
    assert_eq!((found.total, found.n_rows), (found.rows.len(), found.total));
    let ids: BTreeSet<ArticleId> = found.rows.into_iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), found.total, "each has a row of its own");
    ids
}

/// The articles that a list of a figure shows.
pub(crate) fn opened(reader: &Reader, profile: &Profile, figure: &Figure) -> BTreeSet<ArticleId> {
    listed(reader, profile, figure, Sort::Relevance)
}

/// Every figure that the page shows.
pub(crate) fn figures(profile: &Profile) -> Vec<Figure> {
    let months = profile.timeline.months.keys();
    let dates = months.filter_map(|(year, month)| {
        let date = banmian::model::PartialDate::new(*year, Some(*month), None);
        date.map(|date| banmian::library::DateRange {
            from: Some(date),
            to: Some(date),
        })
    });
    let mut figures = vec![Figure::All, Figure::Undated];
    figures.extend(dates.map(Figure::Dates));
    let posts = profile.posts.iter();
    figures.extend(posts.map(|tenure| Figure::Post(tenure.post.clone())));
    for company in &profile.company {
        for companion in &company.companions {
            for near in Closeness::ALL {
                let name = companion.name.clone();
                figures.push(Figure::Company(company.facet, name, near));
            }
        }
    }
    figures.extend((0..profile.meetings.len()).map(Figure::Meeting));
    figures
}

pub(crate) fn posts(profile: &Profile) -> Vec<(String, String, String, usize)> {
    let date = |date: Option<banmian::model::PartialDate>| {
        date.map_or_else(|| "-".to_owned(), |date| date.to_string())
    };
    let tenures = profile.posts.iter();
    tenures
        .map(|t| {
            (
                t.post.clone(),
                date(t.first),
                date(t.last),
                t.articles.len(),
            )
        })
        .collect()
}

#[test]
fn the_sample_pages_tell_a_career() {
    let (_folder, reader) = sample();
    let profile = profile_of(&reader, EntityKind::Person, "张红军");
    let posts = posts(&profile);
    let place = |end: &str, year: &str| {
        let at = posts
            .iter()
            .position(|(post, first, _, _)| post.ends_with(end) && first.starts_with(year));
        at.unwrap_or_else(|| panic!("{end} {year}: {posts:#?}"))
    };
    let deputy = place("管委会常务副主任", "2019");
    let director = place("管委会主任", "2021");
    let secretary = place("党工委书记", "2023");
    assert!(deputy < director && director < secretary, "{posts:#?}");
    // One row for a post, however much of the body's name is printed.
    for end in ["管委会主任", "党工委副书记", "党工委书记"] {
        let rows = posts.iter().filter(|(post, ..)| post.ends_with(end));
        assert_eq!(rows.count(), 1, "{end}: {posts:#?}");
    }
}

#[test]
fn every_figure_of_a_page_opens_so_many_articles() {
    let (_folder, reader) = sample();
    let mut n_near = 0;
    for (kind, name) in [
        (EntityKind::Person, "张红军"),
        (EntityKind::Person, "王新亭"),
        (EntityKind::Person, "史占勇"),
        (EntityKind::Organization, "管委会"),
        (EntityKind::Place, "高新区"),
        (EntityKind::Place, "郑州"),
    ] {
        let profile = profile_of(&reader, kind, name);
        assert!(profile.n_articles > 0, "{name}");
        assert_eq!(profile.timeline.n_articles(), profile.n_articles);
        let all = opened(&reader, &profile, &Figure::All);
        let mut nearer: Option<(String, BTreeSet<ArticleId>)> = None;
        for figure in figures(&profile) {
            let ids = opened(&reader, &profile, &figure);
            assert_eq!(Some(ids.len()), profile.count(&figure), "{name} {figure:?}");
            assert!(ids.is_subset(&all), "{name} {figure:?}");
            let Figure::Company(_, other, near) = figure else {
                continue;
            };
            // What is nearer comes first, and is among what is less near.
            if let Some((_, before)) = nearer.filter(|(of, _)| *of == other) {
                assert!(before.is_subset(&ids), "{name} {other}");
            }
            n_near += usize::from(near == Closeness::Sentence && !ids.is_empty());
            nearer = Some((other, ids));
        }
        // In every order it is the same list.
        let post = profile.posts.first().map(|t| Figure::Post(t.post.clone()));
        for figure in [Some(Figure::All), post].into_iter().flatten() {
            let ids = opened(&reader, &profile, &figure);
            for sort in [Sort::DateDown, Sort::DateUp, Sort::Source] {
                assert_eq!(listed(&reader, &profile, &figure, sort), ids);
            }
        }
    }
    assert!(n_near > 20, "{n_near}");
}

const NEWS: [(&str, &str, Option<&str>); 5] = [
    (
        "座谈",
        "本报讯 5月12日，云州市委书记宋佳明会见衡远集团董事长裴正。市长谭玉山说，要多办实事。\n裴正说，衡远集团将加快建设。",
        Some("2018-05-13"),
    ),
    (
        "调研",
        "本报讯 3月2日，省委常委、云州市委书记宋佳明到衡远集团调研，市长谭玉山陪同。",
        Some("2019-03-03"),
    ),
    (
        "又一次座谈",
        "本报讯 市委书记宋佳明主持座谈会。\n衡远集团董事长裴正在另一处参加活动。",
        None,
    ),
    (
        "转载",
        "本报讯 5月12日，云州市委书记宋佳明会见衡远集团董事长裴正。市长谭玉山说，要多办实事。\n裴正说，衡远集团将加快建设。",
        Some("2018-05-20"),
    ),
    (
        "别的事",
        "本报讯 云州大桥通车。市长谭玉山参加通车仪式。",
        Some("2020-01-01"),
    ),
];

#[test]
fn company_is_told_apart_by_sentence_paragraph_and_article() {
    let (_folder, library) = library(&NEWS);
    let reader = library.reader();
    let profile = profile_of(&reader, EntityKind::Person, "宋佳明");
    assert_eq!(profile.n_articles, 4);
    let n_at = |name: &str| {
        Closeness::ALL.map(|near| {
            let figure = Figure::Company(Facet::Person, name.to_owned(), near);
            profile.count(&figure).unwrap()
        })
    };
    assert_eq!(n_at("裴正"), [2, 2, 3]);
    assert_eq!(n_at("谭玉山"), [1, 3, 3]);
    let is_own =
        |company: &banmian::library::Company| company.companions.iter().any(|c| c.name == "宋佳明");
    assert!(
        !profile.company.iter().any(is_own),
        "nobody is his own company"
    );
}

#[test]
fn undated_articles_are_counted_and_come_last() {
    let (_folder, library) = library(&NEWS);
    let reader = library.reader();
    let profile = profile_of(&reader, EntityKind::Person, "宋佳明");
    assert_eq!(profile.timeline.n_undated, 1);
    assert_eq!(opened(&reader, &profile, &Figure::Undated).len(), 1);
    assert_eq!(profile.newest.last().unwrap().date, None);
    assert_eq!(profile.first.unwrap().to_string(), "2018-05-13");
    assert_eq!(profile.last.unwrap().to_string(), "2019-03-03");
    let secretary = profile.posts.iter().find(|t| t.post == "云州市委书记");
    let secretary = secretary.unwrap_or_else(|| panic!("{:#?}", profile.posts));
    assert_eq!((secretary.articles.len(), secretary.n_undated), (4, 1));
    // One who is only in undated articles has a page as well.
    let (_other, library) = self::library(&[NEWS[2]]);
    let alone = profile_of(&library.reader(), EntityKind::Person, "宋佳明");
    assert_eq!((alone.first, alone.n_articles), (None, 1));
    assert_eq!(alone.posts[0].n_undated, 1);
}

#[test]
fn meetings_come_newest_first_and_a_reprint_makes_no_second_card() {
    let (_folder, library) = library(&NEWS);
    let reader = library.reader();
    let profile = profile_of(&reader, EntityKind::Person, "宋佳明");
    let deeds: Vec<(Deed, usize)> = profile
        .meetings
        .iter()
        .map(|meeting| (meeting.card.deed, meeting.articles.len()))
        .collect();
    assert_eq!(
        deeds[..2],
        [(Deed::Visited, 1), (Deed::Met, 2)],
        "{:#?}",
        profile.meetings
    );
    let met = &profile.meetings[1];
    assert_eq!(
        (met.card.who.as_slice(), met.card.whom.as_slice()),
        (&["宋佳明".to_owned()][..], &["裴正".to_owned()][..])
    );
    let newest = profile.article_of_meeting(1).unwrap();
    let article = reader.article(newest, &Query::default()).unwrap().unwrap();
    assert_eq!(article.article.headline.text, "转载");
    let verb = banmian::model::clip(&article.text.text, met.card.verb);
    assert_eq!(verb, "会见");
}

#[test]
fn the_articles_of_a_figure_are_marked_where_they_tell_it() {
    let (_folder, library) = library(&NEWS);
    let reader = library.reader();
    let profile = profile_of(&reader, EntityKind::Person, "宋佳明");
    let figure = Figure::Company(Facet::Person, "裴正".to_owned(), Closeness::Sentence);
    let chosen = profile.chosen(&figure).unwrap();
    assert!(matches!(chosen, Chosen::Articles(_)));
    let marks = profile.marks(&figure);
    let rows = reader
        .chosen_rows(&chosen, &marks, Sort::DateUp, (0, 10), &Stop::never())
        .unwrap();
    for row in rows.rows {
        let hits = row.preview.hits.iter();
        let marked: Vec<&str> = hits
            .map(|hit| banmian::model::clip(&row.preview.text, *hit))
            .collect();
        assert_eq!(
            marked,
            ["宋佳明", "裴正"],
            "the sentence, and no other place"
        );
    }
}

#[test]
fn a_correction_changes_the_page() {
    let (_folder, mut library) = library(&NEWS);
    let reader = library.reader();
    let rule = |line: &str| line.parse::<Correction>().unwrap();
    let n_of = |name: &str| profile_of(&reader, EntityKind::Person, name).n_articles;
    assert_eq!(n_of("谭玉山"), 4);
    library.correct(&[rule("不是 人物 谭玉山")]).unwrap();
    let profile = profile_of(&reader, EntityKind::Person, "谭玉山");
    assert_eq!((profile.n_articles, profile.posts.len()), (0, 0));
    let other = profile_of(&reader, EntityKind::Person, "宋佳明");
    let figure = Figure::Company(Facet::Person, "谭玉山".to_owned(), Closeness::Article);
    assert_eq!(other.count(&figure), None, "nor is he anybody's company");

    library.correct(&[rule("改名 人物 裴正 → 裴政")]).unwrap();
    for name in ["裴正", "裴政"] {
        let profile = profile_of(&reader, EntityKind::Person, name);
        assert_eq!(profile.name, "裴政", "by either name it is his page");
        assert_eq!(profile.n_articles, 3);
        assert_eq!(profile.other_names, [("裴正".to_owned(), 3)]);
        for figure in figures(&profile) {
            let n = opened(&reader, &profile, &figure).len();
            assert_eq!(Some(n), profile.count(&figure), "{figure:?}");
        }
    }
}

#[test]
fn of_a_name_with_too_many_articles_the_newest_are_read() {
    let (_folder, library) = library(&NEWS);
    let reader = library.reader();
    let profile = reader
        .profile(&subject(EntityKind::Person, "宋佳明"), 2)
        .unwrap();
    assert!(profile.is_done && profile.is_cut());
    assert_eq!((profile.n_read, profile.n_articles), (2, 4));
    // What the index knows is of all of them.
    assert_eq!(profile.timeline.n_articles(), 4);
    assert_eq!(profile.first.unwrap().to_string(), "2018-05-13");
    for figure in figures(&profile) {
        let n = opened(&reader, &profile, &figure).len();
        assert_eq!(Some(n), profile.count(&figure), "{figure:?}");
    }
    let pei = Figure::Company(Facet::Person, "裴正".to_owned(), Closeness::Article);
    assert_eq!(profile.count(&pei), Some(3));
}

#[test]
fn a_page_is_read_step_by_step_and_grows() {
    let bodies: Vec<String> = (1..=40)
        .map(|nth| format!("本报讯 云州市委书记宋佳明说，第{nth}号码头开工。"))
        .collect();
    let articles: Vec<(&str, &str, Option<&str>)> = bodies
        .iter()
        .map(|body| ("码头", body.as_str(), Some("2020-02-02")))
        .collect();
    let (_folder, library) = library(&articles);
    let reader = library.reader();
    let of = subject(EntityKind::Person, "宋佳明");
    let mut reading = reader
        .begin_profile(&of, usize::MAX, &Stop::never())
        .unwrap();
    let first = reading.profile(&reader).unwrap();
    assert_eq!((first.n_articles, first.n_read), (40, 0));
    assert!(first.posts.is_empty() && !first.is_done);
    let mut n_read = vec![];
    while !reading.is_done() {
        reading.go_on(&reader).unwrap();
        let profile = reading.profile(&reader).unwrap();
        let n_with_post = profile.posts.first().map_or(0, |t| t.articles.len());
        assert_eq!(n_with_post, profile.n_read);
        n_read.push(profile.n_read);
    }
    assert!(n_read.is_sorted() && n_read.len() > 3, "{n_read:?}");
    assert_eq!(n_read.last(), Some(&40));
}

/// A program that has asked for the page of somebody, and which request that is.
fn asked(wish: ProfileWish, app: &mut App) -> Generation {
    let jobs = app.update(Command::Profile(wish));
    let asked = jobs.iter().find_map(|job| match job {
        Job::ReadProfile { generation, .. } => Some(*generation),
        _ => None,
    });
    asked.expect("a page is asked for")
}

#[test]
fn what_is_shown_of_a_page_stays_until_more_is_read() {
    let (_folder, library) = library(&NEWS);
    let reader = library.reader();
    let of = subject(EntityKind::Person, "宋佳明");
    let part = |n_most| Arc::new(reader.profile(&of, n_most).unwrap());
    let mut begun = reader
        .begin_profile(&of, usize::MAX, &Stop::never())
        .unwrap();
    let begun = Arc::new(begun.profile(&reader).unwrap());

    let mut app = App::new(Settings::default(), Language::Chinese);
    drop(app.apply(library_opened(false, false)));
    let first = asked(ProfileWish::Open(of.clone()), &mut app);
    drop(app.apply(JobEvent::ProfileRead(first, part(2))));
    assert!(
        !app.profile.is_reading,
        "the newest two are all that was asked for"
    );
    let second = asked(ProfileWish::ReadAll, &mut app);
    drop(app.apply(JobEvent::ProfileRead(second, begun)));
    let n_shown = |app: &App| app.profile.profile.as_ref().unwrap().n_read;
    assert_eq!((n_shown(&app), app.profile.coming), (2, Some((0, 4))));
    drop(app.apply(JobEvent::ProfileRead(first, part(1))));
    assert_eq!(n_shown(&app), 2, "what is late is dropped");
    drop(app.apply(JobEvent::ProfileRead(second, part(4))));
    assert_eq!((n_shown(&app), app.profile.coming), (4, None));
    // Another page begins empty, and leads back.
    let other = subject(EntityKind::Person, "裴正");
    asked(ProfileWish::Open(other), &mut app);
    assert!(app.profile.profile.is_none() && app.has_page_before());
    asked(ProfileWish::Back, &mut app);
    assert_eq!(app.profile.subject, Some(of));
    // Closed in the midst of reading, it is read no further.
    let jobs = app.update(Command::Profile(ProfileWish::Close));
    assert_eq!(jobs, [Job::StopProfile]);
}
