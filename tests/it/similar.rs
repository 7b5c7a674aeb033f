//! Articles near to the open one: what they share is characteristic, and really there.

use crate::app::{find_generation, load_generation, loaded, opened, results};
use banmian::app::{App, Command, Job, JobEvent, Language, Settings};
use banmian::index::query::NameKind;
use banmian::index::{ArticleIndex, Entry, Portrait, group_number};
use banmian::library::{Library, Query, SimilarArticle, Sort};
use banmian::model::ArticleId;
use banmian::text::fold;

/// An article with a text and people.
fn entry(id: &str, text: &str, people: &[&str]) -> Entry {
    let person = |name: &&str| (NameKind::Person, (*name).to_owned());
    Entry {
        id: id.to_owned(),
        text: vec![text.to_owned()],
        names: people.iter().map(person).collect(),
        ..Entry::default()
    }
}

fn portrait(entry: &Entry) -> Portrait {
    Portrait {
        id: entry.id.clone(),
        texts: entry.text.clone(),
        names: entry.names.clone(),
    }
}

fn index_of(entries: &[Entry]) -> ArticleIndex {
    let index = ArticleIndex::create_in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (nth, entry) in entries.iter().enumerate() {
        writer.add(entry.clone()).unwrap();
        if nth == 3 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    index
}

#[test]
fn near_is_what_shares_rare_names_and_words() {
    let mut entries = vec![
        entry(
            "of",
            "网络靶场项目签约，专家考察实验室。",
            &["王新亭", "李明"],
        ),
        entry(
            "nearest",
            "专家考察网络靶场，实验室揭牌。",
            &["王新亭", "李明"],
        ),
        entry("near", "网络靶场的实验室已经开工。", &["李明"]),
        entry("far", "果园里的苹果熟了，农民喜笑颜开。", &["赵刚"]),
    ];
    for idx in 0..40 {
        let text = format!("天气第{idx}号：今天多云，气温适中。");
        entries.push(entry(&format!("weather{idx}"), &text, &[]));
    }
    let index = index_of(&entries);
    let near = index.similar(&portrait(&entries[0]), 5).unwrap();
    let ids: Vec<&str> = near.iter().map(|near| near.id.as_str()).collect();
    assert_eq!(ids, ["nearest", "near"]);
    assert!(near[0].share > near[1].share && near[0].share <= 1.0);
    assert_eq!(near[1].shared[0], "李明", "names come first");
    assert!(near[0].shared.contains(&"实验室".to_owned()));
    assert_eq!(index.similar(&portrait(&entries[0]), 1).unwrap().len(), 1);
    // Nothing is near to what shares only what is common.
    assert_eq!(index.similar(&portrait(&entries[3]), 5).unwrap(), []);
    assert_eq!(index.similar(&portrait(&entries[7]), 5).unwrap(), []);
    assert_eq!(index.similar(&Portrait::default(), 5).unwrap(), []);
}

#[test]
fn a_reprint_is_not_near_but_the_same() {
    let people = ["王新亭", "李明"];
    let text = "网络靶场项目签约，专家考察实验室。";
    let other = "专家考察网络靶场，实验室揭牌。";
    let reprint = |id: &str, text: &str, of: &str| Entry {
        reprint_group: Some(group_number(of)),
        ..entry(id, text, &people)
    };
    let mut entries = vec![
        entry("of", text, &people),
        reprint("again", text, "of"),
        entry("near", other, &people),
        reprint("near again", other, "near"),
    ];
    for idx in 0..40 {
        let text = format!("天气第{idx}号：今天多云，气温适中。");
        entries.push(entry(&format!("weather{idx}"), &text, &[]));
    }
    let index = index_of(&entries);
    for opened in [0, 1] {
        let near = index.similar(&portrait(&entries[opened]), 5).unwrap();
        assert_eq!(near.len(), 1, "{near:?}");
        assert!(near[0].id.starts_with("near"));
    }
}

#[test]
fn on_the_pages_what_is_shared_stands_in_both() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open_sample(&folder.path().join("library")).unwrap();
    let reader = library.reader();
    let none = Query::default();
    let rows = reader.find(&none, Sort::Relevance, 0, 100).unwrap().rows;
    let text = |id: &ArticleId| fold(&reader.article(id, &none).unwrap().unwrap().text.text).text;
    let mut n_near = 0;
    for row in &rows {
        let own = text(&row.id);
        for near in reader.similar(&row.id, 5).unwrap() {
            assert_ne!(near.id, row.id);
            let other = text(&near.id);
            for shared in near.shared.iter().map(|shared| fold(shared).text) {
                assert!(own.contains(&shared) && other.contains(&shared), "{shared}");
            }
            n_near += 1;
        }
    }
    assert!(n_near > 5, "{n_near}");
    assert!(
        reader
            .similar(&ArticleId("none".to_owned()), 5)
            .unwrap()
            .is_empty()
    );
}

fn similar(n: usize) -> SimilarArticle {
    SimilarArticle {
        id: ArticleId(format!("article-{n}")),
        headline: format!("第{n}篇"),
        date: None,
        page: "版一".to_owned(),
        shared: vec!["网络靶场".to_owned()],
    }
}

#[test]
fn they_come_after_the_article_and_only_where_they_are_seen() {
    let mut app = App::new(Settings::default(), Language::Chinese);
    let jobs = app.apply(opened(false, false));
    let jobs = app.apply(JobEvent::Found(find_generation(&jobs), results(250, 0)));
    let jobs = app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(0, 0)));
    let asked = |jobs: &[Job]| {
        jobs.iter().find_map(|job| match job {
            Job::FindSimilar { id } => Some(id.0.clone()),
            _ => None,
        })
    };
    assert_eq!(asked(&jobs).as_deref(), Some("article-0"));
    let first = ArticleId("article-0".to_owned());
    let _jobs = app.apply(JobEvent::FoundSimilar(first.clone(), vec![similar(7)]));
    assert_eq!(app.similar_articles().len(), 1);
    // Another article: nothing is shown until its own are there, and late ones never.
    let jobs = app.update(Command::NextArticle);
    let jobs = app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(1, 0)));
    assert_eq!(asked(&jobs).as_deref(), Some("article-1"));
    let _jobs = app.apply(JobEvent::FoundSimilar(first, vec![similar(7)]));
    assert!(app.similar_articles().is_empty());
    let _jobs = app.update(Command::TogglePanel);
    let jobs = app.update(Command::NextArticle);
    let jobs = app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(2, 0)));
    assert_eq!(asked(&jobs), None);
    assert!(asked(&app.update(Command::TogglePanel)).is_some());
}
