//! Repairing as the program does it, without a window: lines are chosen, a repair goes out, what
//! the library confirms is shown.

use banmian::app::{
    App, Ask, Command, CommandId, Deed, Generation, Job, JobEvent, Language, Mending, Notice,
    Settings, entry,
};
use banmian::library::{Counts, Library, LoadedArticle, Only, Owner, Query, Sort};
use banmian::model::{PartialDate, Place, Repair, Sentence};
use std::path::PathBuf;
use tempfile::TempDir;

const PAGE: &str = "夜市开张迎客三千人

本报讯 3月5日，位于石桥的夜市昨晚
开张，首日迎客三千人，热闹非凡。
　　摊主说，生意比去年好得多，明天还
要再来。
记者 沈一舟

开渔节渔民驾船出港

本报讯 3月6日，临溪镇举行开渔节，
渔民驾船出港，岸上锣鼓喧天。
记者 韩小满
";

/// The program with the page's second article open.
struct Desk {
    app: App,
    library: Library,
    _folder: TempDir,
}

impl Desk {
    fn new(is_read_only: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::open(&folder.path().join("library")).unwrap();
        library
            .import_bytes("page.txt", PAGE.as_bytes(), None)
            .unwrap();
        let mut app = App::new(Settings::default(), Language::Chinese);
        let jobs = app.apply(JobEvent::Opened {
            name: "试".to_owned(),
            dir: PathBuf::from("library"),
            is_sample: false,
            is_read_only,
            counts: Counts::default(),
            notes: vec![],
        });
        let mut desk = Self {
            app,
            library,
            _folder: folder,
        };
        desk.answer(jobs);
        let jobs = desk.app.update(Command::OpenRow(1));
        desk.answer(jobs);
        assert_eq!(desk.headline(), "开渔节渔民驾船出港");
        desk
    }

    /// Does what the threads would do.
    fn answer(&mut self, jobs: Vec<Job>) {
        let reader = self.library.reader();
        for job in jobs {
            let event = match job {
                Job::Find {
                    generation,
                    query,
                    only,
                    reprints,
                    sort,
                    offset,
                    limit,
                } => {
                    let found = reader.find_rows(&query, only, &reprints, sort, offset, limit);
                    JobEvent::Found(generation, found.unwrap())
                }
                Job::LoadArticle {
                    generation,
                    id,
                    query,
                } => {
                    let loaded = reader.article(&id, &query).unwrap();
                    JobEvent::Loaded(generation, Box::new(loaded))
                }
                Job::Repair { page, repair } => match self.library.repair(&page, &repair) {
                    Ok(report) => JobEvent::Repaired(Deed::Repaired, Some(Box::new(report))),
                    Err(error) => JobEvent::RepairFailed(error.sentence()),
                },
                Job::UndoRepair(_) => {
                    let report = self.library.undo_repair().unwrap();
                    JobEvent::Repaired(Deed::Undone, report.map(Box::new))
                }
                Job::RedoRepair(_) => {
                    let report = self.library.redo_repair().unwrap();
                    JobEvent::Repaired(Deed::Redone, report.map(Box::new))
                }
                _ => continue,
            };
            let more = self.app.apply(event);
            self.answer(more);
        }
    }

    fn run(&mut self, command: Command) {
        let jobs = self.app.update(command);
        self.answer(jobs);
    }

    fn open(&self) -> &LoadedArticle {
        self.app.article.as_ref().unwrap()
    }

    fn headline(&self) -> &str {
        &self.open().article.headline.text
    }

    fn body(&self) -> &str {
        &self.open().article.body.text
    }

    /// Chooses the line that holds words.
    fn choose(&mut self, words: &str) {
        let line = self.line_of(words);
        self.run(Command::SelectLine {
            line,
            extends: false,
        });
    }

    fn line_of(&self, words: &str) -> usize {
        let at = PAGE.find(words).unwrap();
        self.open().sheet.line_at(at).unwrap()
    }
}

#[test]
fn the_sheet_says_whose_each_line_is() {
    let desk = Desk::new(false);
    let sheet = &desk.open().sheet;
    let owner = |words: &str| sheet.lines[desk.line_of(words)].owner;
    let place = |words: &str| match owner(words) {
        Owner::Article {
            idx,
            place,
            paragraph,
            ..
        } => (idx, place, paragraph),
        other => panic!("{words}: {other:?}"),
    };
    assert_eq!(place("夜市开张迎客"), (0, Place::Headline, 0));
    assert_eq!(place("要再来"), (0, Place::Body, 1));
    assert_eq!(place("记者 韩小满"), (1, Place::Byline, 0));
    assert_eq!(sheet.lines[1].owner, Owner::Blank);
    assert_eq!(desk.app.open_on_page(), Some(1));
}

#[test]
fn chosen_lines_are_mended_and_the_article_stays_open_where_it_was() {
    let mut desk = Desk::new(false);
    desk.run(Command::ToggleRepair);
    assert!(desk.app.shows_page);
    assert!(!desk.app.can_mend(Mending::Body), "nothing is chosen");
    desk.choose("摊主说");
    let line = desk.line_of("要再来");
    desk.run(Command::SelectLine {
        line,
        extends: true,
    });
    let goto = desk.app.goto;
    let selection = desk.app.repair.selection;
    desk.run(Command::Mend(Mending::Body));
    assert!(
        desk.body()
            .contains("摊主说，生意比去年好得多，明天还要再来。")
    );
    assert_eq!(desk.headline(), "开渔节渔民驾船出港");
    assert_eq!(desk.app.goto, goto, "nothing moves");
    assert_eq!(desk.app.repair.selection, selection);
    assert_eq!(desk.app.repair.deed, Some(Deed::Repaired));
    assert_eq!(desk.open().article.confidence, 1.0);

    desk.run(Command::UndoRepair);
    assert!(!desk.body().contains("摊主说"));
    assert!(desk.app.repair.history.redo.is_some());
    desk.run(Command::RedoRepair);
    assert!(desk.body().contains("摊主说"));
    assert!(desk.app.repair.history.redo.is_none());
}

#[test]
fn each_mending_is_offered_where_it_makes_sense() {
    let mut desk = Desk::new(false);
    desk.run(Command::ToggleRepair);
    let offered = |desk: &mut Desk, words: &str| -> Vec<Mending> {
        desk.choose(words);
        let all = [
            Mending::Headline,
            Mending::Body,
            Mending::Split,
            Mending::Merge,
            Mending::Up,
            Mending::Down,
            Mending::Furniture,
        ];
        all.into_iter().filter(|m| desk.app.can_mend(*m)).collect()
    };
    use Mending::{Body, Down, Furniture, Headline, Merge, Split, Up};
    assert_eq!(
        offered(&mut desk, "开渔节渔民驾船"),
        [Body, Merge, Furniture],
        "its own headline"
    );
    assert_eq!(
        offered(&mut desk, "摊主说"),
        [Headline, Body, Split, Up, Furniture]
    );
    assert_eq!(
        offered(&mut desk, "本报讯 3月5日"),
        [Headline, Body, Down, Furniture],
        "a body is not split where it begins"
    );
    assert_eq!(
        offered(&mut desk, "渔民驾船出港，岸上"),
        [Headline, Split, Merge, Furniture]
    );
}

#[test]
fn articles_are_split_merged_and_set_right_by_key() {
    let mut desk = Desk::new(false);
    desk.run(Command::ToggleRepair);
    desk.choose("渔民驾船出港，岸上");
    desk.run(Command::Mend(Mending::Merge));
    assert_eq!(desk.open().sheet.articles.len(), 1);
    assert_eq!(
        desk.headline(),
        "夜市开张迎客三千人",
        "the open one went into it"
    );
    desk.choose("本报讯 3月6日");
    desk.run(Command::Mend(Mending::Split));
    assert_eq!(desk.open().sheet.articles.len(), 2);
    let second = desk.open().sheet.articles[1].id.clone();
    desk.run(Command::OpenArticle(second));
    assert!(desk.body().starts_with("本报讯 3月6日"));
    desk.choose("开渔节渔民驾船");
    desk.run(Command::Mend(Mending::Headline));
    assert_eq!(desk.headline(), "开渔节渔民驾船出港");
    // The same to another article by hand.
    desk.run(Command::MoveTo(0));
    assert_eq!(desk.headline(), "");
    desk.run(Command::MergeWith(0));
    assert_eq!(desk.open().sheet.articles.len(), 1);
    for _ in 0..5 {
        desk.run(Command::UndoRepair);
    }
    assert!(desk.app.repair.history.undo.is_none());
    assert_eq!(desk.open().sheet.articles.len(), 2);
}

#[test]
fn a_line_is_corrected_and_a_page_dated() {
    let mut desk = Desk::new(false);
    desk.run(Command::ToggleRepair);
    assert!(!desk.app.can_ask(Ask::Text), "no line is chosen");
    desk.choose("渔民驾船出港，岸上");
    desk.run(Command::Ask(Ask::Text));
    assert_eq!(desk.app.repair.ask, Some(Ask::Text));
    desk.run(Command::EditLine("渔民驾舟出港，岸上锣鼓喧天。".to_owned()));
    assert_eq!(desk.app.repair.ask, None);
    assert!(desk.body().contains("驾舟出港"));
    let edits = &desk.open().sheet.edits;
    assert_eq!((edits.len(), edits[0].1.as_str()), (1, "舟"));

    desk.run(Command::Ask(Ask::Date));
    let date = PartialDate::parse("2021-03");
    desk.run(Command::DatePage(date));
    assert_eq!(desk.open().article.date.unwrap().to_string(), "2021-03-06");
    // The same again is no repair.
    assert!(desk.app.update(Command::DatePage(date)).is_empty());
}

#[test]
fn lines_are_chosen_by_key_from_the_article_that_is_read() {
    let mut desk = Desk::new(false);
    desk.run(Command::ToggleRepair);
    let step = |forward, extends| Command::StepLine { forward, extends };
    let lines = |desk: &Desk| desk.app.repair.selection.unwrap().lines();
    desk.run(step(true, false));
    let first = desk.line_of("开渔节渔民驾船");
    assert_eq!(lines(&desk), first..=first);
    desk.run(step(true, true));
    assert_eq!(
        lines(&desk),
        first..=first + 2,
        "blank lines are stepped over"
    );
    desk.run(step(false, false));
    assert_eq!(lines(&desk), first..=first);
    assert_eq!(
        desk.app.repair.goto.span,
        desk.open().sheet.lines[first].span
    );
    // One thing after another is left by Escape.
    desk.run(Command::StepBack);
    assert!(desk.app.repair.selection.is_none() && desk.app.repair.is_on);
    desk.run(Command::StepBack);
    assert!(!desk.app.repair.is_on && desk.app.shows_page);
    desk.run(Command::StepBack);
    assert!(!desk.app.shows_page);
}

#[test]
fn nothing_is_repaired_where_nothing_may_be_changed() {
    let mut desk = Desk::new(true);
    desk.run(Command::ToggleRepair);
    assert!(!desk.app.repair.is_on);
    for id in [
        CommandId::ToggleRepair,
        CommandId::AskDate,
        CommandId::UndoRepair,
    ] {
        assert!(!(entry(id).is_offered)(&desk.app), "{id:?}");
    }
    assert!(desk.app.update(Command::DatePage(None)).is_empty());
    assert!(desk.app.update(Command::UndoRepair).is_empty());
}

#[test]
fn one_repair_at_a_time_and_a_refusal_is_said() {
    let mut desk = Desk::new(false);
    desk.run(Command::ToggleRepair);
    desk.choose("渔民驾船出港，岸上");
    let jobs = desk.app.update(Command::Mend(Mending::Furniture));
    assert!(matches!(
        jobs.as_slice(),
        [Job::Repair {
            repair: Repair::Furniture { .. },
            ..
        }]
    ));
    assert!(
        desk.app
            .update(Command::Mend(Mending::Furniture))
            .is_empty()
    );
    let why = Sentence::new("不行。", "No.");
    drop(desk.app.apply(JobEvent::RepairFailed(why.clone())));
    assert_eq!(desk.app.notice, Some(Notice::Failed(why)));
    assert!(desk.app.can_mend(Mending::Furniture));
}

#[test]
fn the_list_can_show_only_what_is_doubtful() {
    let mut desk = Desk::new(false);
    let text = "老渔民说，今年鱼汛来得早，往年要到\n四月才有这样的收成。\n";
    desk.library
        .import_bytes("doubtful.txt", text.as_bytes(), None)
        .unwrap();
    desk.run(Command::SetSort(Sort::DateDown));
    assert_eq!((desk.app.list.total, desk.app.list.n_doubtful), (3, 1));
    desk.run(Command::ToggleDoubtful);
    assert_eq!((desk.app.only, desk.app.list.total), (Only::Doubtful, 1));
    assert!(
        desk.open().article.is_doubtful(),
        "the first of them is opened"
    );
    desk.run(Command::SetQuery("鱼汛".to_owned()));
    assert_eq!(desk.app.list.total, 1);
    desk.run(Command::SetQuery("锣鼓".to_owned()));
    assert_eq!((desk.app.list.total, desk.app.list.n_doubtful), (0, 0));
    desk.run(Command::ToggleDoubtful);
    assert_eq!(desk.app.list.total, 1);
    assert_eq!(desk.app.query, Query::parse("锣鼓"));
}

#[test]
fn what_is_finished_in_the_background_refreshes_what_is_shown() {
    let mut desk = Desk::new(false);
    let progress = banmian::library::Progress {
        stage: banmian::library::Stage::Rebuilding,
        n_done: 1,
        n_total: 2,
        weight: (0, 1),
        elapsed: std::time::Duration::ZERO,
    };
    drop(desk.app.apply(JobEvent::Progressed(progress)));
    assert!(desk.app.is_busy() && desk.app.article.is_some());
    let counts = desk.library.counts().unwrap();
    let jobs = desk.app.apply(JobEvent::Completed { counts });
    assert!(!desk.app.is_busy());
    assert!(jobs.iter().any(|j| matches!(j, Job::Find { .. })));
    let late = Generation(0);
    drop(
        desk.app
            .apply(JobEvent::LoadFailed(late, Sentence::default())),
    );
    assert_eq!(desk.app.library.counts, counts);
}
