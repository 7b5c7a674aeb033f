//! The program's state, driven without a window: wishes in, work out, reports in.

use banmian::app::{
    App, BatchColumn, BatchWish, COMMANDS, Command, CommandId, Generation, Job, JobEvent, Language,
    LibraryPlace, Notice, SearchDeed, SearchWish, Settings, ThemeChoice, entry,
};
use banmian::library::{
    ArticleRow, BatchRow, Counts, ImportReport, LoadedArticle, Only, Results, SavedRow,
    SavedSearch, Searches, Snippet, Suggestion, SuggestionKind,
};
use banmian::model::{ArticleId, EntityKind, Span};
use std::path::PathBuf;
use std::sync::Arc;

fn row(n: usize) -> ArticleRow {
    ArticleRow {
        id: ArticleId(format!("article-{n}")),
        headline: Snippet {
            text: format!("第{n}篇"),
            hits: vec![],
        },
        has_headline: true,
        date: None,
        is_date_inferred: false,
        page: "版一".to_owned(),
        author: String::new(),
        preview: Snippet::default(),
        confidence: 1.0,
        is_read: false,
        is_starred: false,
        work: banmian::library::RowWork::default(),
        n_reprints: 0,
    }
}

pub(crate) fn results(total: usize, offset: usize) -> Results {
    let rows = (offset..total.min(offset + 100)).map(row).collect();
    Results {
        total,
        n_rows: total,
        offset,
        rows,
        n_doubtful: 0,
        elapsed: std::time::Duration::ZERO,
    }
}

pub(crate) fn loaded(n: usize, n_hits: usize) -> Box<Option<LoadedArticle>> {
    Box::new(Some(LoadedArticle {
        id: ArticleId(format!("article-{n}")),
        article: banmian::model::Article::default(),
        text: banmian::model::ArticleText::default(),
        recognition: banmian::model::Recognition::default(),
        values: Vec::new(),
        listed: Vec::new(),
        meetings: Vec::new(),
        page: Arc::new(banmian::model::Page::default()),
        sheet: Arc::default(),
        citation: banmian::library::Citation::default(),
        page_id: 1,
        source: "版一.txt".to_owned(),
        hits: (0..n_hits).map(|i| Span::new(i * 10, i * 10 + 3)).collect(),
        is_read: false,
        is_starred: false,
        work: banmian::library::ArticleWork::default(),
    }))
}

pub(crate) fn opened(is_sample: bool, is_read_only: bool) -> JobEvent {
    JobEvent::Opened {
        name: "试".to_owned(),
        dir: PathBuf::from("library"),
        is_sample,
        is_read_only,
        counts: Counts {
            n_sources: 1,
            n_pages: 1,
            n_articles: 250,
        },
        notes: vec![],
    }
}

pub(crate) fn find_generation(jobs: &[Job]) -> Generation {
    jobs.iter()
        .find_map(|job| match job {
            Job::Find { generation, .. } => Some(*generation),
            _ => None,
        })
        .expect("a search goes out")
}

pub(crate) fn load_generation(jobs: &[Job]) -> Generation {
    jobs.iter()
        .find_map(|job| match job {
            Job::LoadArticle { generation, .. } => Some(*generation),
            _ => None,
        })
        .expect("an article is asked for")
}

/// A program with an open library of 250 articles, the first of them on the screen.
fn app(is_sample: bool, is_read_only: bool) -> App {
    // What is counted is tested for itself.
    let settings = Settings {
        shows_facets: false,
        shows_panel: false,
        ..Settings::default()
    };
    let mut app = App::new(settings, Language::Chinese);
    let jobs = app.apply(opened(is_sample, is_read_only));
    let jobs = app.apply(JobEvent::Found(find_generation(&jobs), results(250, 0)));
    let jobs = app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(0, 0)));
    assert!(
        jobs.is_empty(),
        "what opens by itself is not marked as read"
    );
    app
}

#[test]
fn the_first_rows_are_shown_before_they_are_counted() {
    let mut app = app(false, false);
    let jobs = app.update(Command::SetQuery("郑州".to_owned()));
    let generation = find_generation(&jobs);
    let _opens = app.apply(JobEvent::FirstFound(generation, results(24, 0)));
    assert!(app.list.row(23).is_some() && !app.list.is_counted);
    assert!(app.is_searching);
    let _counts = app.apply(JobEvent::Found(generation, results(250, 0)));
    assert!(app.list.is_counted && app.list.total == 250);
    assert!(!app.is_searching);
    let late = app.apply(JobEvent::FirstFound(generation, results(24, 0)));
    assert!(late.is_empty() && app.list.total == 250);
}

#[test]
fn an_answer_to_an_older_query_is_dropped() {
    let mut app = app(false, false);
    let first = app.update(Command::SetQuery("郑".to_owned()));
    let second = app.update(Command::SetQuery("郑州".to_owned()));
    let late = app.apply(JobEvent::Found(find_generation(&first), results(7, 0)));
    assert!(late.is_empty());
    assert!(app.is_searching);
    let on_time = app.apply(JobEvent::Found(find_generation(&second), results(3, 0)));
    assert_eq!(app.list.total, 3);
    assert!(!app.is_searching);
    assert!(
        matches!(on_time.as_slice(), [Job::LoadArticle { .. }]),
        "the first article is opened"
    );
}

#[test]
fn blanks_around_a_query_do_not_search_again() {
    let mut app = app(false, false);
    assert_eq!(app.update(Command::SetQuery("郑州".to_owned())).len(), 1);
    assert_eq!(app.update(Command::SetQuery("郑州 ".to_owned())), vec![]);
}

#[test]
fn rows_are_loaded_as_they_come_into_view_and_once() {
    let mut app = app(false, false);
    assert_eq!(app.update(Command::ShowRows(0..8)), vec![]);
    let jobs = app.update(Command::ShowRows(120..128));
    let [Job::Find { offset, limit, .. }] = jobs.as_slice() else {
        panic!("{jobs:?}")
    };
    assert_eq!((*offset, *limit), (100, 100));
    assert_eq!(
        app.update(Command::ShowRows(121..129)),
        vec![],
        "already asked for"
    );
    let more = app.apply(JobEvent::Found(find_generation(&jobs), results(250, 100)));
    assert!(more.is_empty());
    assert_eq!(
        app.list.row(127).map(|r| r.id.0.as_str()),
        Some("article-127")
    );
}

#[test]
fn past_the_last_hit_lies_the_next_article() {
    let mut app = app(false, false);
    let jobs = app.update(Command::SetQuery("郑州".to_owned()));
    let jobs = app.apply(JobEvent::Found(find_generation(&jobs), results(2, 0)));
    let quiet = app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(0, 2)));
    assert!(quiet.is_empty());
    assert_eq!(app.hit_idx, Some(0), "an article opens at its first hit");
    assert_eq!(app.update(Command::NextHit), vec![]);
    assert_eq!(app.hit_idx, Some(1));
    let jobs = app.update(Command::NextHit);
    let marks = app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(1, 3)));
    assert_eq!((app.selected_row, app.hit_idx), (Some(1), Some(0)));
    assert_eq!(
        marks,
        vec![Job::MarkRead(ArticleId("article-1".to_owned()), true)]
    );
    let jobs = app.update(Command::PreviousHit);
    let marks = app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(0, 2)));
    assert_eq!(
        (app.selected_row, app.hit_idx),
        (Some(0), Some(1)),
        "backwards one enters at the last hit"
    );
    assert_eq!(marks.len(), 1);
}

#[test]
fn one_can_walk_back_to_what_was_open() {
    let mut app = app(false, false);
    for n in 1..=2 {
        let jobs = app.update(Command::OpenRow(n));
        drop(app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(n, 0))));
    }
    let jobs = app.update(Command::GoBack);
    let [Job::LoadArticle { id, .. }] = jobs.as_slice() else {
        panic!("{jobs:?}")
    };
    assert_eq!(id.0, "article-1");
    drop(app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(1, 0))));
    assert!(app.can_go_forward() && app.can_go_back());
    let jobs = app.update(Command::GoForward);
    assert!(matches!(jobs.as_slice(), [Job::LoadArticle { id, .. }] if id.0 == "article-2"));
}

#[test]
fn an_import_into_the_sample_library_opens_the_readers_own() {
    let mut app = app(true, false);
    let paths = vec![PathBuf::from("报纸.txt")];
    let jobs = app.update(Command::Import(paths.clone()));
    assert_eq!(
        jobs,
        vec![Job::Open {
            place: LibraryPlace::Own,
            import: paths
        }]
    );
}

#[test]
fn a_read_only_library_is_said_to_be_and_keeps_no_marks() {
    let mut app = app(false, true);
    assert_eq!(app.notice, Some(Notice::ReadOnly));
    assert_eq!(app.update(Command::ToggleStar), vec![]);
    assert_eq!(app.update(Command::ToggleRead), vec![]);
    assert_eq!(
        app.update(Command::Import(vec![PathBuf::from("a.txt")])),
        vec![]
    );
    let jobs = app.update(Command::OpenRow(1));
    assert_eq!(
        app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(1, 0))),
        vec![]
    );
}

#[test]
fn a_star_shows_at_once_in_article_and_list() {
    let mut app = app(false, false);
    let jobs = app.update(Command::ToggleStar);
    assert_eq!(
        jobs,
        vec![Job::Star(ArticleId("article-0".to_owned()), true)]
    );
    assert!(app.article.as_ref().is_some_and(|a| a.is_starred));
    assert!(app.list.row(0).is_some_and(|r| r.is_starred));
}

#[test]
fn escape_closes_one_thing_at_a_time_and_then_the_query() {
    let mut app = app(false, false);
    for command in [
        Command::SetQuery("郑州".to_owned()),
        Command::TogglePage,
        Command::ToggleHelp,
    ] {
        drop(app.update(command));
    }
    drop(app.update(Command::StepBack));
    assert!(!app.shows_help && app.shows_page);
    drop(app.update(Command::StepBack));
    assert!(!app.shows_page && !app.query.is_empty());
    drop(app.update(Command::StepBack));
    assert!(app.query.is_empty() && app.query_text.is_empty());
}

#[test]
fn an_import_ends_with_its_report_and_a_fresh_list() {
    let mut app = app(false, false);
    let report = ImportReport {
        n_added: 2,
        n_articles: 9,
        ..ImportReport::default()
    };
    let counts = Counts {
        n_sources: 3,
        n_pages: 3,
        n_articles: 259,
    };
    let jobs = app.apply(JobEvent::Imported {
        report: report.clone(),
        counts,
    });
    assert_eq!(app.notice, Some(Notice::Imported(report)));
    assert_eq!(app.library.counts, counts);
    assert!(
        jobs.iter()
            .any(|j| matches!(j, Job::Find { offset: 0, .. }))
    );
}

#[test]
fn settings_survive_damage_and_keep_within_bounds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep").join("settings.json");
    assert_eq!(Settings::load(&path), Settings::default(), "none yet");
    let mut settings = Settings {
        theme: ThemeChoice::Dark,
        body_size: 21.0,
        ..Settings::default()
    };
    settings.hidden_kinds.insert(EntityKind::Quantity);
    settings.save(&path).unwrap();
    assert_eq!(Settings::load(&path), settings);
    std::fs::write(
        &path,
        br#"{"body_size": 900, "theme": "dark", "unheard_of": 1}"#,
    )
    .unwrap();
    assert_eq!(Settings::load(&path).body_size, *Settings::BODY_SIZES.end());
    std::fs::write(&path, b"{\"theme\": ").unwrap();
    assert_eq!(Settings::load(&path), Settings::default());
}

#[test]
fn the_interface_speaks_the_systems_language() {
    for (locale, language) in [
        (Some("zh-CN"), Language::Chinese),
        (Some("zh_TW.UTF-8"), Language::Chinese),
        (Some("en-GB"), Language::English),
        (Some("de_DE"), Language::English),
        (Some("C"), Language::Chinese),
        (None, Language::Chinese),
    ] {
        assert_eq!(Language::from_locale(locale), language, "{locale:?}");
    }
}

#[test]
fn no_two_commands_share_a_key_but_where_the_later_one_takes_it_over() {
    let mut seen = Vec::new();
    let mut shared = Vec::new();
    for line in COMMANDS {
        assert_eq!(entry(line.id).id, line.id);
        for shortcut in line.shortcuts {
            let label = shortcut.label();
            if seen.contains(&label) {
                shared.push((label, line.id));
            } else {
                seen.push(label);
            }
        }
    }
    // While a page is repaired, the arrows choose lines instead of articles, and the digits say what
    // lines are instead of what names are; in a network the arrows walk through its names.
    let expected = [
        ("↓", CommandId::NextLine),
        ("↑", CommandId::PreviousLine),
        ("1", CommandId::MendHeadline),
        ("2", CommandId::MendDeck),
        ("3", CommandId::MendBody),
        ("4", CommandId::MendByline),
        ("5", CommandId::MendCaption),
        ("6", CommandId::MendSplit),
        ("7", CommandId::MendMerge),
        ("8", CommandId::MendFurniture),
        ("9", CommandId::AskTarget),
        ("0", CommandId::AskText),
        ("↓", CommandId::NextNode),
        ("↑", CommandId::PreviousNode),
    ];
    let expected: Vec<(String, CommandId)> =
        expected.map(|(label, id)| (label.to_owned(), id)).to_vec();
    assert_eq!(shared, expected);
    let mut app = app(false, false);
    let is_offered = |app: &App| (entry(CommandId::NextLine).is_offered)(app);
    assert!(!is_offered(&app));
    drop(app.update(Command::ToggleRepair));
    assert!(is_offered(&app));
}

#[test]
fn work_that_fails_leaves_the_program_ready_and_what_was_done_shown() {
    let mut app = app(false, false);
    let progress = banmian::library::Progress {
        stage: banmian::library::Stage::Importing,
        n_done: 1,
        n_total: 9,
        weight: (0, 1),
        elapsed: std::time::Duration::ZERO,
    };
    assert!(app.apply(JobEvent::Progressed(progress)).is_empty());
    assert!(app.is_busy() && !app.can_import());
    let why = banmian::model::Sentence::new("磁盘满了。", "The disk is full.");
    let jobs = app.apply(JobEvent::WorkFailed {
        sentence: why.clone(),
        counts: None,
    });
    assert!(!app.is_busy() && app.can_import());
    assert_eq!(app.notice, Some(Notice::Failed(why)));
    assert!(jobs.iter().any(|j| matches!(j, Job::Find { .. })));
}

#[test]
fn a_library_that_was_completed_at_its_opening_is_not_busy() {
    let mut app = App::new(Settings::default(), Language::Chinese);
    let progress = banmian::library::Progress {
        stage: banmian::library::Stage::Indexing,
        n_done: 1,
        n_total: 2,
        weight: (0, 1),
        elapsed: std::time::Duration::ZERO,
    };
    assert!(app.apply(JobEvent::Progressed(progress)).is_empty());
    drop(app.apply(opened(false, false)));
    assert!(!app.is_busy());
}

#[test]
fn what_comes_up_while_typing_is_one_step_back_at_most() {
    let mut app = app(false, false);
    for (typed, n) in [("郑", 5), ("郑州", 6), ("郑州市", 7)] {
        let jobs = app.update(Command::SetQuery(typed.to_owned()));
        let mut found = results(3, 0);
        found.rows[0].id = ArticleId(format!("article-{n}"));
        let jobs = app.apply(JobEvent::Found(find_generation(&jobs), found));
        drop(app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(n, 1))));
    }
    assert!(!app.can_go_back(), "the reader chose nothing yet");
    let jobs = app.update(Command::OpenRow(1));
    drop(app.apply(JobEvent::Loaded(load_generation(&jobs), loaded(1, 1))));
    assert!(app.can_go_back());
}

#[test]
fn a_theme_for_one_run_is_not_kept() {
    let mut app = App::new(Settings::default(), Language::Chinese);
    app.run_theme = Some(ThemeChoice::Dark);
    assert_eq!(app.theme(), ThemeChoice::Dark);
    let jobs = app.apply(opened(false, false));
    let Some(Job::SaveSettings(kept)) = jobs.first() else {
        panic!("{jobs:?}")
    };
    assert_eq!(kept.theme, ThemeChoice::System);
    drop(app.update(Command::SetTheme(ThemeChoice::Light)));
    assert_eq!(app.theme(), ThemeChoice::Light);
}

#[test]
fn the_picture_of_a_page_is_asked_for_once_and_kept() {
    let mut app = app(false, false);
    let mut article = loaded(0, 0);
    if let Some(article) = article.as_mut() {
        let page = Arc::make_mut(&mut article.page);
        page.layout = Some(banmian::model::PageLayout {
            page_number: 1,
            ..Default::default()
        });
        app.article = Some(article.clone());
    }
    let jobs = app.update(Command::TogglePage);
    assert_eq!(jobs, [Job::DrawPage { page_id: 1 }]);
    drop(app.update(Command::TogglePage));
    assert_eq!(app.update(Command::TogglePage), [], "it is on its way");
    let picture = Some(Arc::new(banmian::library::Picture::default()));
    drop(app.apply(JobEvent::Drawn {
        page_id: 1,
        picture,
    }));
    assert!(app.pictures.of(1).is_some());
    drop(app.update(Command::TogglePage));
    assert_eq!(app.update(Command::TogglePage), [], "it is at hand");
    // A text file's page is not drawn.
    app.article = *loaded(1, 0);
    drop(app.update(Command::TogglePage));
    assert_eq!(app.update(Command::TogglePage), []);
}

fn suggestion(text: &str) -> Suggestion {
    Suggestion {
        kind: SuggestionKind::Past,
        label: Snippet::default(),
        example: banmian::model::Sentence::default(),
        n_articles: Some(1),
        text: text.to_owned(),
        caret: text.len(),
    }
}

fn suggest(app: &mut App, text: &str) -> Generation {
    let jobs = app.update(Command::Suggest {
        text: text.to_owned(),
        caret: text.len(),
    });
    match jobs.as_slice() {
        [Job::Suggest { generation, .. }] => *generation,
        other => panic!("{other:?}"),
    }
}

#[test]
fn suggestions_for_an_older_text_are_dropped_and_never_taken() {
    let mut app = app(false, false);
    let first = suggest(&mut app, "王");
    let second = suggest(&mut app, "王新");
    let nothing = app.apply(JobEvent::Suggested(first, vec![suggestion("王军")]));
    assert!(nothing.is_empty() && !app.has_suggestions());
    let _none = app.apply(JobEvent::Suggested(second, vec![suggestion("王新亭")]));
    assert!(app.has_suggestions());
    assert_eq!(app.suggest.chosen, None, "nothing is chosen by itself");

    // More is typed, and the answer for it is not there yet.
    let _third = suggest(&mut app, "王新亭来");
    assert!(app.update(Command::TakeSuggestion(0)).is_empty());
    assert_eq!(app.query_text, "");

    let fourth = suggest(&mut app, "王新");
    let rows = vec![suggestion("王新亭"), suggestion("王新")];
    let _none = app.apply(JobEvent::Suggested(fourth, rows));
    for chosen in [Some(0), Some(1), None, Some(0)] {
        let _none = app.update(Command::StepSuggestion { forward: true });
        assert_eq!(app.suggest.chosen, chosen);
    }
    let jobs = app.update(Command::TakeSuggestion(0));
    assert_eq!(app.query_text, "王新亭");
    assert!(!app.has_suggestions());
    let noted = Job::KeepSearch(SearchDeed::Note("王新亭".to_owned()));
    assert!(jobs.contains(&noted), "what was chosen is remembered");
}

#[test]
fn a_search_is_remembered_when_the_reader_dwells_on_it_and_once() {
    let mut app = app(false, false);
    let is_noted = |jobs: &[Job]| jobs.iter().any(|job| matches!(job, Job::KeepSearch(_)));
    let jobs = app.update(Command::SetQuery("郑州".to_owned()));
    assert!(!is_noted(&jobs), "not at every key");
    let opened = app.apply(JobEvent::Found(find_generation(&jobs), results(3, 0)));
    assert!(!is_noted(&opened), "the first article opened by itself");
    let jobs = app.update(Command::OpenRow(1));
    assert!(jobs.contains(&Job::KeepSearch(SearchDeed::Note("郑州".to_owned()))));
    assert!(!is_noted(&app.update(Command::OpenRow(2))));
    assert!(!is_noted(&app.update(Command::EnterQuery)));
    let _jobs = app.update(Command::SetQuery("郑州市".to_owned()));
    assert!(is_noted(&app.update(Command::EnterQuery)));
}

#[test]
fn what_is_new_in_a_saved_search_is_opened_alone_and_counts_as_seen_then() {
    let mut app = app(false, false);
    let saved = SavedSearch {
        saved_id: 7,
        name: "动态".to_owned(),
        typed: "招商".to_owned(),
        seen_up_to: 3,
    };
    let kept = Searches {
        past: vec![],
        saved: vec![SavedRow {
            saved,
            n_found: 9,
            n_new: 2,
        }],
        newest_source: 5,
    };
    let _none = app.apply(JobEvent::Searches(kept));
    assert_eq!(app.n_with_new(), 1);
    let jobs = app.update(Command::Searches(SearchWish::OpenSaved(7)));
    assert_eq!(app.only, Only::All);
    assert!(
        !jobs.contains(&Job::KeepSearch(SearchDeed::See(7, 5))),
        "new articles among all are not seen yet"
    );
    let jobs = app.update(Command::Searches(SearchWish::OpenNew(7)));
    assert_eq!(app.query_text, "招商");
    assert_eq!(app.only, Only::ImportedAfter(3));
    assert!(jobs.contains(&Job::KeepSearch(SearchDeed::See(7, 5))));
    let _jobs = app.update(Command::SetQuery("别的".to_owned()));
    assert_eq!(app.only, Only::All, "another query is not narrowed unseen");

    let jobs = app.update(Command::Searches(SearchWish::Delete(7)));
    assert_eq!(jobs, [Job::KeepSearch(SearchDeed::Delete(7))]);
    let jobs = app.update(Command::Searches(SearchWish::UndoDelete));
    assert!(
        matches!(jobs.as_slice(), [Job::KeepSearch(SearchDeed::Restore(s))] if s.saved_id == 7)
    );
}

#[test]
fn rows_of_a_batch_that_was_stopped_or_begun_anew_are_dropped() {
    let mut app = app(false, false);
    let batch_row = |name: &str, n_articles| BatchRow {
        name: name.to_owned(),
        typed: name.to_owned(),
        n_articles,
        first: None,
        last: None,
        n_sources: 0,
        sources: vec![],
        problems: vec![],
    };
    let _none = app.update(Command::Batch(BatchWish::Edit("甲\n乙\n丙".to_owned())));
    let run = |app: &mut App| match app.update(Command::Batch(BatchWish::Run)).as_slice() {
        [Job::Batch { generation, lines }] => {
            assert_eq!(lines.len(), 3);
            *generation
        }
        other => panic!("{other:?}"),
    };
    let first = run(&mut app);
    let _none = app.apply(JobEvent::BatchFound(first, vec![batch_row("甲", 1)]));
    assert!(app.batch.is_running);
    assert_eq!(
        app.update(Command::Batch(BatchWish::Stop)),
        [Job::StopBatch]
    );
    let _none = app.apply(JobEvent::BatchFound(first, vec![batch_row("乙", 9)]));
    assert_eq!(
        app.batch.n_rows(),
        1,
        "what was found stays, what comes late is dropped"
    );
    let second = run(&mut app);
    let rows = vec![batch_row("甲", 1), batch_row("乙", 9), batch_row("丙", 4)];
    let _none = app.apply(JobEvent::BatchFound(second, rows));
    assert!(!app.batch.is_running);
    let names =
        |app: &App| -> Vec<String> { app.batch.rows().into_iter().map(|row| row.name).collect() };
    assert_eq!(names(&app), ["甲", "乙", "丙"]);
    let _none = app.update(Command::Batch(BatchWish::SortBy(BatchColumn::Articles)));
    assert_eq!(names(&app), ["乙", "丙", "甲"]);
    let _none = app.update(Command::Batch(BatchWish::SortBy(BatchColumn::Articles)));
    assert_eq!(names(&app), ["甲", "丙", "乙"]);
}
