//! The page of a name that several have, or that has other names: who is who, why, and in which
//! articles.

use crate::profile::{figures, library, opened, posts, subject};
use banmian::app::{App, Command, Generation, Job, JobEvent, Language, ProfileWish, Settings};
use banmian::library::{Figure, Narrowing, Profile, Query, Reader, Reason, Stop, Subject, Who};
use banmian::model::{ArticleId, Correction, EntityKind, clip};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Two of one name, and an article that may be of either.
const NAMESAKES: [(&str, &str, Option<&str>); 5] = [
    (
        "调研",
        "1日，云州市市长林望舒到衡远集团调研。",
        Some("2019-03-01"),
    ),
    (
        "会见",
        "1日，云州市市长林望舒会见衡远集团董事长裴正。",
        Some("2019-04-01"),
    ),
    (
        "夺冠",
        "决赛中，运动员林望舒夺冠。教练谭玉山很高兴。",
        Some("2019-05-01"),
    ),
    (
        "名单",
        "林望舒在座谈会上说，大家都要多看书。",
        Some("2019-06-01"),
    ),
    ("别的事", "1日，云州大桥通车。", Some("2019-06-02")),
];

fn person(name: &str) -> Subject {
    subject(EntityKind::Person, name)
}

fn who(profile: &Profile) -> Arc<Who> {
    Arc::clone(profile.who.as_ref().expect("all is found out"))
}

/// The headlines of some articles.
fn headlines(reader: &Reader, ids: impl IntoIterator<Item = ArticleId>) -> BTreeSet<String> {
    let articles = ids.into_iter().map(|id| {
        let loaded = reader.article(&id, &Query::default()).unwrap().unwrap();
        loaded.article.headline.text
    });
    articles.collect()
}

/// The page of one of several.
fn narrowed(reader: &Reader, of: &Subject, who: Arc<Who>, nth: usize) -> Profile {
    let narrowing = Narrowing { who, nth };
    let mut reading = reader
        .begin_narrowed_profile(of, narrowing, &Stop::never())
        .unwrap();
    while !reading.is_done() {
        reading.go_on(reader).unwrap();
    }
    reading.profile(reader).unwrap()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn namesakes_are_told_apart_by_what_one_can_check() {
    let (_folder, library) = library(&NAMESAKES);
    let reader = library.reader();
    let profile = reader.profile(&person("林望舒"), usize::MAX).unwrap();
    let who = who(&profile);
    assert!(who.is_of_several() && !who.is_cut);
    let labels: Vec<String> = who.namesakes.iter().map(|one| one.label()).collect();
    assert_eq!(labels, ["云州市市长", "运动员"]);
    // Each number opens its articles, and all together are those of the page.
    let listed = |figure: &Figure| {
        let ids = opened(&reader, &profile, figure);
        assert_eq!(Some(ids.len()), profile.count(figure), "{figure:?}");
        headlines(&reader, ids)
    };
    assert_eq!(listed(&Figure::Namesake(0)), set(&["调研", "会见"]));
    assert_eq!(listed(&Figure::Namesake(1)), set(&["夺冠"]));
    assert_eq!(listed(&Figure::Open), set(&["名单"]));
    assert_eq!(profile.n_articles, 4);
    assert_eq!(profile.count(&Figure::Namesake(2)), None);
    // The reason says both posts, and each has its place.
    let [parting] = who.partings.as_slice() else {
        panic!("{:?}", who.partings);
    };
    assert_eq!(parting.namesakes, (0, 1));
    assert_eq!(parting.evidence.len(), 2);
    for shown in &parting.evidence {
        assert!(parting.reason.sentence().zh.contains(&shown.post));
        let id = shown.at.article.as_ref().unwrap();
        let article = reader.article(id, &Query::default()).unwrap().unwrap();
        assert_eq!(clip(&article.text.text, shown.at.span), "林望舒");
    }
}

#[test]
fn the_page_of_one_of_several_has_its_articles_alone() {
    let (_folder, library) = library(&NAMESAKES);
    let reader = library.reader();
    let of = person("林望舒");
    let whole = reader.profile(&of, usize::MAX).unwrap();
    let who = who(&whole);
    for (nth, post, companion, others) in [
        (0, "云州市市长", "裴正", "谭玉山"),
        (1, "运动员", "谭玉山", "裴正"),
    ] {
        let one = narrowed(&reader, &of, Arc::clone(&who), nth);
        assert_eq!(one.nth_namesake(), Some(nth));
        assert_eq!(one.n_articles, who.namesakes[nth].articles.len());
        assert_eq!(
            (one.n_read, one.newest.len()),
            (one.n_articles, one.n_articles)
        );
        assert_eq!(one.timeline.n_articles(), one.n_articles);
        let held: Vec<String> = posts(&one).into_iter().map(|(post, ..)| post).collect();
        assert_eq!(held, [post]);
        let names: BTreeSet<&str> = one
            .company
            .iter()
            .flat_map(|company| &company.companions)
            .map(|companion| companion.name.as_str())
            .collect();
        assert!(
            names.contains(companion) && !names.contains(others),
            "{names:?}"
        );
        let own = opened(&reader, &whole, &Figure::Namesake(nth));
        assert_eq!(opened(&reader, &one, &Figure::All), own);
        for figure in figures(&one) {
            let ids = opened(&reader, &one, &figure);
            assert_eq!(Some(ids.len()), one.count(&figure), "{figure:?}");
            assert!(ids.is_subset(&own), "{figure:?}");
        }
    }
    let n_meetings = |nth| narrowed(&reader, &of, Arc::clone(&who), nth).meetings.len();
    assert!(n_meetings(0) > 0);
    assert_eq!(n_meetings(1), 0, "it was the other one who met somebody");
}

/// A short name that a text introduces and others use alone.
const SHORT: [(&str, &str, Option<&str>); 3] = [
    (
        "签约",
        "1日，恒澈传动科技有限公司（以下简称“恒澈传动”）签约落户。恒澈传动将建设新厂。",
        Some("2020-03-01"),
    ),
    (
        "开工",
        "1日，恒澈传动科技有限公司举行开工仪式。",
        Some("2020-05-01"),
    ),
    ("别的事", "1日，云州大桥通车。", Some("2020-06-02")),
];

#[test]
fn another_name_has_its_articles_and_the_sentence_that_gives_it() {
    let (_folder, library) = library(&SHORT);
    let reader = library.reader();
    let of = subject(EntityKind::Organization, "恒澈传动科技有限公司");
    let profile = reader.profile(&of, usize::MAX).unwrap();
    assert!(!who(&profile).is_of_several());
    let also = profile.also_written();
    let also = also.iter().find(|also| also.name == "恒澈传动");
    let also = also.unwrap_or_else(|| panic!("{:#?}", profile.who));
    let Some(Reason::SaidToBeShort { short, full, .. }) = &also.reason else {
        panic!("{:?}", also.reason);
    };
    assert_eq!(
        (short.as_str(), full.as_str()),
        ("恒澈传动", of.name.as_str())
    );
    let at = also.at.as_ref().unwrap();
    let id = at.article.as_ref().unwrap();
    let article = reader.article(id, &Query::default()).unwrap().unwrap();
    assert!(clip(&article.text.text, at.span).ends_with("以下简称“恒澈传动"));
    let figure = Figure::AlsoWritten("恒澈传动".to_owned());
    let ids = opened(&reader, &profile, &figure);
    assert_eq!(headlines(&reader, ids.clone()), set(&["签约"]));
    assert_eq!(profile.count(&figure), Some(ids.len()));
}

#[test]
fn one_career_is_one_person_and_nothing_is_open() {
    let (_folder, library) = library(&NAMESAKES[..2]);
    let reader = library.reader();
    let profile = reader.profile(&person("林望舒"), usize::MAX).unwrap();
    let who = who(&profile);
    assert!(!who.is_of_several());
    assert_eq!((who.namesakes.len(), who.open.len()), (1, 0));
    // Nobody at all has a page, too.
    let nobody = reader.profile(&person("韩小满"), usize::MAX).unwrap();
    assert!(nobody.is_done && nobody.who.unwrap().namesakes.is_empty());
}

/// What is asked for, and which request that is.
fn asked(app: &mut App, wish: ProfileWish) -> (Generation, Option<usize>) {
    let jobs = app.update(Command::Profile(wish));
    asked_by(&jobs).expect("a page is asked for")
}

fn asked_by(jobs: &[Job]) -> Option<(Generation, Option<usize>)> {
    jobs.iter().find_map(|job| match job {
        Job::ReadProfile {
            generation,
            narrowing,
            ..
        } => Some((*generation, narrowing.as_ref().map(|one| one.nth))),
        _ => None,
    })
}

#[test]
fn the_page_of_one_stays_his_when_the_library_changes() {
    let (_folder, mut library) = library(&NAMESAKES);
    let reader = library.reader();
    let of = person("林望舒");
    let whole = Arc::new(reader.profile(&of, usize::MAX).unwrap());
    let mut app = App::new(Settings::default(), Language::Chinese);
    drop(app.apply(crate::app::opened(false, false)));
    let (first, _) = asked(&mut app, ProfileWish::Open(of.clone()));
    drop(app.apply(JobEvent::ProfileRead(first, Arc::clone(&whole))));
    let (second, nth) = asked(&mut app, ProfileWish::Choose(Some(0)));
    assert_eq!((nth, app.chosen_namesake()), (Some(0), Some(0)));
    let one = Arc::new(narrowed(&reader, &of, who(&whole), 0));
    drop(app.apply(JobEvent::ProfileRead(second, one)));
    let n_shown = |app: &App| app.profile.profile.as_ref().unwrap().n_articles;
    assert_eq!((n_shown(&app), app.profile.is_reading), (2, false));

    // A rule changes his company.
    let rule = "不是 人物 裴正".parse::<Correction>().unwrap();
    library.correct(&[rule]).unwrap();
    let (third, nth) = asked(&mut app, ProfileWish::ReadAll);
    assert_eq!(nth, None, "first it is seen who is who");
    let whole = Arc::new(reader.profile(&of, usize::MAX).unwrap());
    let jobs = app.apply(JobEvent::ProfileRead(third, Arc::clone(&whole)));
    let (fourth, nth) = asked_by(&jobs).expect("then his page is read");
    assert_eq!((nth, n_shown(&app)), (Some(0), 2), "what is shown stays");
    let one = Arc::new(narrowed(&reader, &of, who(&whole), 0));
    drop(app.apply(JobEvent::ProfileRead(fourth, one)));
    let shown = app.profile.profile.clone().unwrap();
    assert!(
        shown
            .company
            .iter()
            .all(|c| c.companions.iter().all(|c| c.name != "裴正"))
    );

    // Where there is one only, his page is that of all.
    let alone = Arc::new(self::alone());
    let (fifth, _) = asked(&mut app, ProfileWish::ReadAll);
    drop(app.apply(JobEvent::ProfileRead(fifth, alone)));
    assert_eq!(app.chosen_namesake(), None);

    // And back to all of them, what is on its way comes too late.
    let (sixth, _) = asked(&mut app, ProfileWish::ReadAll);
    drop(app.apply(JobEvent::ProfileRead(sixth, whole)));
    asked(&mut app, ProfileWish::Choose(Some(1)));
    let jobs = app.update(Command::Profile(ProfileWish::Choose(None)));
    assert_eq!((jobs, n_shown(&app)), (vec![Job::StopProfile], 4));
}

/// The page of the name in a library where one alone has it.
fn alone() -> Profile {
    let (_folder, library) = library(&NAMESAKES[..2]);
    let reader = library.reader();
    reader.profile(&person("林望舒"), usize::MAX).unwrap()
}
