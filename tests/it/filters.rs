//! Filters beside the typed query, without a window.

use crate::app::{find_generation, opened, results};
use banmian::app::{App, Command, Compared, Filter, Generation, Job, JobEvent, Language, Settings};
use banmian::library::{DateRange, Facet, Facets, Leaf, Query, Timeline};
use banmian::model::PartialDate;

/// A program with an open library, counted.
fn app() -> App {
    let mut app = App::new(Settings::default(), Language::Chinese);
    let jobs = app.apply(opened(false, false));
    let jobs = app.apply(JobEvent::Found(find_generation(&jobs), results(250, 0)));
    let (generation, _, _, with_whole) = counting(&jobs).expect("counts are asked for");
    assert!(with_whole);
    let counted = (Facets::default(), Some(Timeline::default()));
    let jobs = app.apply(JobEvent::Counted(generation, Box::new(counted)));
    assert!(jobs.is_empty());
    app
}

type Counting = (Generation, Query, Option<Query>, bool);

fn counting(jobs: &[Job]) -> Option<Counting> {
    jobs.iter().find_map(|job| match job {
        Job::CountFacets {
            generation,
            query,
            dateless,
            with_whole,
            ..
        } => Some((*generation, query.clone(), dateless.clone(), *with_whole)),
        _ => None,
    })
}

fn searched(jobs: &[Job]) -> String {
    let found = jobs.iter().find_map(|job| match job {
        Job::Find { query, .. } => Some(query.to_string()),
        _ => None,
    });
    found.expect("a search goes out")
}

fn person(is_excluded: bool) -> Command {
    Command::ToggleFilter(Filter::name(Facet::Person, "王新亭", is_excluded))
}

fn month(month: u8) -> Command {
    let date = PartialDate::new(2019, Some(month), None);
    let range = DateRange {
        from: date,
        to: date,
    };
    Command::ToggleFilter(Filter::date(Leaf::Date(range), false))
}

#[test]
fn a_filter_stands_beside_what_is_typed() {
    let mut app = app();
    let _jobs = app.update(Command::SetQuery("会见 或 考察".to_owned()));
    let jobs = app.update(person(false));
    assert_eq!(searched(&jobs), "(会见 | 考察) 人物:=王新亭");
    assert_eq!(app.query_text, "会见 或 考察", "what is typed stays");
    // Typing on keeps the filter.
    let jobs = app.update(Command::SetQuery("会见".to_owned()));
    assert_eq!(searched(&jobs), "会见 人物:=王新亭");
    // The other way round, and off again.
    let jobs = app.update(person(true));
    assert_eq!(searched(&jobs), "会见 -人物:=王新亭");
    assert_eq!(app.filters.len(), 1);
    let jobs = app.update(person(true));
    assert_eq!(searched(&jobs), "会见");
}

#[test]
fn an_article_has_one_date_and_so_has_the_filter() {
    let mut app = app();
    assert_eq!(searched(&app.update(person(true))), "-人物:=王新亭");
    assert_eq!(
        searched(&app.update(month(8))),
        "-人物:=王新亭 日期:2019-08"
    );
    let jobs = app.update(month(9));
    assert_eq!(searched(&jobs), "-人物:=王新亭 日期:2019-09");
    // Months are counted among the articles of any date, so that another can be chosen.
    let jobs = app.apply(JobEvent::Found(find_generation(&jobs), results(3, 0)));
    let (_, query, dateless, with_whole) = counting(&jobs).unwrap();
    assert_eq!(query.to_string(), "-人物:=王新亭 日期:2019-09");
    assert_eq!(dateless.unwrap().to_string(), "-人物:=王新亭");
    assert!(!with_whole, "the axis is known");
    assert_eq!(searched(&app.update(month(9))), "-人物:=王新亭");
}

#[test]
fn counts_come_after_the_rows_and_never_from_an_older_list() {
    let mut app = app();
    let first = app.update(Command::SetQuery("郑".to_owned()));
    assert!(counting(&first).is_none(), "first the rows");
    assert!(app.has_stale_facets());
    let jobs = app.apply(JobEvent::Found(find_generation(&first), results(7, 0)));
    let (old, ..) = counting(&jobs).unwrap();
    let second = app.update(Command::SetQuery("郑州".to_owned()));
    let of_old = Facets {
        timeline: Timeline {
            n_undated: 7,
            ..Timeline::default()
        },
        lists: vec![],
        own: vec![],
    };
    let _jobs = app.apply(JobEvent::Counted(old, Box::new((of_old, None))));
    assert_eq!(app.facets.counted, Some(Facets::default()));
    let jobs = app.apply(JobEvent::Found(find_generation(&second), results(3, 0)));
    let (new, ..) = counting(&jobs).unwrap();
    assert!(app.has_stale_facets());
    let counted = Box::new((Facets::default(), None));
    let _jobs = app.apply(JobEvent::Counted(new, counted));
    assert!(!app.has_stale_facets());
    // More rows of the same list change no count.
    let jobs = app.update(Command::ShowRows(0..3));
    let jobs = jobs
        .into_iter()
        .chain(app.apply(JobEvent::Found(new, results(3, 0))));
    assert!(counting(&jobs.collect::<Vec<_>>()).is_none());
}

#[test]
fn filters_are_cleared_before_what_is_typed() {
    let mut app = app();
    let _jobs = app.update(Command::SetQuery("郑州".to_owned()));
    let _jobs = app.update(person(false));
    let jobs = app.update(Command::StepBack);
    assert_eq!(searched(&jobs), "郑州");
    let jobs = app.update(Command::StepBack);
    assert_eq!(searched(&jobs), "");
}

#[test]
fn filters_can_become_a_part_of_what_is_typed() {
    let mut app = app();
    let _jobs = app.update(Command::SetQuery("会见 或 考察".to_owned()));
    let _jobs = app.update(person(true));
    let before = app.query.clone();
    let jobs = app.update(Command::TypeFilters);
    assert!(jobs.iter().all(|job| !matches!(job, Job::Find { .. })));
    assert_eq!(app.query_text, "(会见 | 考察) -人物:=王新亭");
    assert!(app.filters.is_empty());
    assert_eq!(app.query, before);
    assert_eq!(Query::parse(&app.query_text), before);
    let jobs = app.update(Command::SetQuery("会见".to_owned()));
    assert_eq!(searched(&jobs), "会见");
}

#[test]
fn nothing_is_counted_that_is_not_shown() {
    let mut app = app();
    let jobs = app.update(Command::ToggleFacets);
    assert!(counting(&jobs).is_none());
    let jobs = app.update(Command::SetQuery("郑州".to_owned()));
    let jobs = app.apply(JobEvent::Found(find_generation(&jobs), results(3, 0)));
    assert!(counting(&jobs).is_none());
    assert!(counting(&app.update(Command::ToggleFacets)).is_some());
}

#[test]
fn two_queries_are_compared_without_their_dates_and_opened_with_one() {
    let mut app = app();
    let _jobs = app.update(Command::SetQuery("会见".to_owned()));
    let _jobs = app.update(person(false));
    let _jobs = app.update(month(8));
    let asked = |jobs: &[Job]| match jobs {
        [
            Job::Compare {
                generation,
                queries: [one, other],
                ..
            },
        ] => (*generation, one.to_string(), other.to_string()),
        other => panic!("{other:?}"),
    };
    let (old, listed, other) = asked(&app.update(Command::ToggleComparison));
    assert_eq!((listed.as_str(), other.as_str()), ("会见 人物:=王新亭", ""));
    let (new, _, other) = asked(&app.update(Command::CompareWith("考察 或 调研".to_owned())));
    assert_eq!(other, "考察 | 调研");
    // A late answer is dropped.
    let timelines = |n_undated| {
        let timeline = Timeline {
            n_undated,
            ..Timeline::default()
        };
        Box::new([timeline.clone(), timeline.clone(), timeline])
    };
    let _jobs = app.apply(JobEvent::Compared(new, timelines(2)));
    let _jobs = app.apply(JobEvent::Compared(old, timelines(1)));
    assert_eq!(app.comparison.timelines.as_ref().unwrap()[0].n_undated, 2);
    // A point of the list's own line leaves what is typed, one of the other asks for it.
    let range = match month(9) {
        Command::ToggleFilter(Filter {
            leaf: Leaf::Date(range),
            ..
        }) => range,
        other => panic!("{other:?}"),
    };
    let mut of_list = app.update(Command::OpenCompared(Compared::Listed, range));
    assert_eq!(searched(&of_list), "会见 人物:=王新亭 日期:2019-09");
    assert!(!app.comparison.is_open);
    of_list = app.update(Command::OpenCompared(Compared::Other, range));
    assert_eq!(searched(&of_list), "(考察 | 调研) 日期:2019-09");
    assert_eq!(app.query_text, "考察 或 调研");
    // Escape closes the comparison before anything else.
    let _jobs = app.update(Command::ToggleComparison);
    assert!(app.update(Command::StepBack).is_empty());
    assert!(!app.comparison.is_open && app.filters.len() == 1);
}

#[test]
fn all_names_of_a_facet_are_listed_anew_with_the_articles() {
    let mut app = app();
    assert!(
        app.update(Command::ListFacet(Some(String::new())))
            .is_empty()
    );
    let _jobs = app.update(Command::OpenFacet(Facet::Person));
    let jobs = app.update(Command::ListFacet(Some("王".to_owned())));
    let generation = match jobs.as_slice() {
        [
            Job::ListFacet {
                generation, part, ..
            },
        ] if part == "王" => *generation,
        other => panic!("{other:?}"),
    };
    let jobs = app.update(Command::SetQuery("郑州".to_owned()));
    let jobs = app.apply(JobEvent::Found(find_generation(&jobs), results(3, 0)));
    assert!(jobs.iter().any(|job| matches!(job, Job::ListFacet { .. })));
    let list = banmian::library::FacetList {
        facet: Facet::Person,
        n_values: 0,
        values: vec![],
    };
    let _jobs = app.apply(JobEvent::FacetListed(generation, list));
    assert!(
        app.facets.full.as_ref().unwrap().list.is_none(),
        "of older articles"
    );
    let _jobs = app.update(Command::ListFacet(None));
    assert!(app.facets.full.is_none());
}
