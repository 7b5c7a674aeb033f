//! Who is who across articles: what is linked, what is kept apart, and that each says why.

use banmian::entity::resolution::{
    Apart, Identities, Observation, Reason, resolve, short_names_in,
};
use banmian::library::{Library, NameIdentities};
use banmian::model::{ArticleId, EntityKind, PartialDate, Span, clip};

fn seen(n: usize, date: &str, name: &str) -> Observation {
    Observation {
        article: Some(ArticleId(format!("article-{n}"))),
        date: PartialDate::parse(date),
        name: name.to_owned(),
        ..Observation::default()
    }
}

fn person(n: usize, date: &str, post: &str) -> Observation {
    Observation {
        posts: Option::into_iter((!post.is_empty()).then(|| post.to_owned())).collect(),
        ..seen(n, date, "林望舒")
    }
}

/// The groups as their members, and what stands open.
fn members(found: &Identities) -> (Vec<Vec<usize>>, Vec<usize>) {
    let groups = found.groups.iter().map(|group| group.members.clone());
    (groups.collect(), found.open.clone())
}

fn reason_of(found: &Identities, member: usize) -> &Reason {
    let mut links = found.groups.iter().flat_map(|group| &group.links);
    &links.find(|link| link.member == member).unwrap().reason
}

/// Each sentence is there in both languages, and names what it is about.
fn assert_told(found: &Identities) {
    let links = found.groups.iter().flat_map(|group| &group.links);
    let links = links.map(|link| link.reason.sentence());
    let apart = found.separations.iter().map(|s| s.reason.sentence());
    for sentence in links.chain(apart) {
        assert!(
            sentence.zh.ends_with('。') && sentence.en.ends_with('.'),
            "{sentence:?}"
        );
    }
    for group in &found.groups {
        assert_eq!(group.links.len() + 1, group.members.len());
    }
}

#[test]
fn a_career_is_one_person() {
    let found = resolve(
        EntityKind::Person,
        &[
            person(0, "2019-03-01", "青禾市发展改革委主任"),
            person(1, "2020-05-01", "青禾市副市长"),
            person(2, "2021-06-01", "云岭县委书记"),
            person(3, "2021-08-01", ""),
        ],
    );
    assert_eq!(members(&found), (vec![vec![0, 1, 2, 3]], vec![]));
    assert_eq!(found.separations, []);
    let posts: Vec<&str> = found.groups[0]
        .posts
        .iter()
        .map(|p| p.post.as_str())
        .collect();
    assert_eq!(
        posts,
        ["青禾市发展改革委主任", "青禾市副市长", "云岭县委书记"]
    );
    assert_told(&found);
}

#[test]
fn callings_that_exclude_each_other_are_two_persons() {
    let found = resolve(
        EntityKind::Person,
        &[
            person(0, "2019-03-01", "郑州市委书记"),
            person(1, "2019-05-01", "女排队员"),
            person(2, "2019-06-01", "郑州市委书记"),
            // It may be either.
            person(3, "2019-07-01", ""),
        ],
    );
    assert_eq!(members(&found), (vec![vec![0, 2], vec![1]], vec![3]));
    assert!(
        matches!(reason_of(&found, 2), Reason::SamePost { post, .. } if post == "郑州市委书记")
    );
    let [separation] = found.separations.as_slice() else {
        panic!("{:?}", found.separations);
    };
    let (one, other) = separation.reason.posts().unwrap();
    assert_eq!(
        (one.post.as_str(), other.post.as_str()),
        ("郑州市委书记", "女排队员")
    );
    assert!(separation.reason.sentence().zh.contains("女排队员"));
    assert_told(&found);
}

#[test]
fn a_student_becomes_a_director_in_time_and_one_article_bridges_two_posts() {
    let years_later = [
        person(0, "2009-03-01", "大学生"),
        person(1, "2019-05-01", "郑州市市长"),
    ];
    let found = resolve(EntityKind::Person, &years_later);
    assert_eq!(members(&found), (vec![vec![0, 1]], vec![]));

    let former = [
        person(0, "2019-03-01", "原女排队员"),
        person(1, "2019-05-01", "郑州市体育局局长"),
    ];
    let found = resolve(EntityKind::Person, &former);
    assert_eq!(found.groups.len(), 1);

    let mut bridge = person(2, "2019-06-01", "郑州市体育局局长");
    bridge.posts.push("河南女排队员".to_owned());
    let bridged = [
        person(0, "2019-03-01", "河南女排队员"),
        person(1, "2019-05-01", "郑州市体育局局长"),
        bridge,
    ];
    let found = resolve(EntityKind::Person, &bridged);
    assert_eq!(members(&found), (vec![vec![0, 1, 2]], vec![]));
}

#[test]
fn offices_of_two_places_by_turns_are_two_persons() {
    let turns = [
        person(0, "2019-01-01", "中牟县县长"),
        person(1, "2019-06-01", "扶风县县长"),
        person(2, "2019-12-01", "中牟县县委书记"),
    ];
    let found = resolve(EntityKind::Person, &turns);
    assert_eq!(members(&found), (vec![vec![0, 2], vec![1]], vec![]));
    assert!(matches!(found.separations[0].reason, Apart::Places { .. }));
    assert_told(&found);
    // A transfer comes once.
    let transfer = [
        person(0, "2019-01-01", "中牟县县长"),
        person(1, "2019-06-01", "中牟县县长"),
        person(2, "2019-12-01", "扶风县县委书记"),
    ];
    let found = resolve(EntityKind::Person, &transfer);
    assert_eq!(found.groups.len(), 1);
}

#[test]
fn offices_of_two_countries_and_ranks_of_one_year_are_two_persons() {
    for (one, other) in [
        ("英国前首相", "美国加利福尼亚州州长"),
        (
            "国务院国有资产监督管理委员会主任",
            "郑州市公安局车管所考试科科长",
        ),
    ] {
        let found = resolve(
            EntityKind::Person,
            &[person(0, "2019-01-01", one), person(1, "2019-03-01", other)],
        );
        assert_eq!(found.groups.len(), 2, "{one} {other}");
        assert_told(&found);
    }
    // 应…邀请: the post is the same.
    let led = [
        person(0, "2019-01-01", "国家主席"),
        person(1, "2019-03-01", "应国家主席"),
    ];
    let found = resolve(EntityKind::Person, &led);
    assert!(matches!(reason_of(&found, 1), Reason::SamePost { post, .. } if post == "国家主席"));
    assert_eq!(found.groups[0].posts.len(), 1);
}

#[test]
fn given_names_that_differ_are_two_persons() {
    let named = |n: usize, full: &str| Observation {
        aliases: vec!["布莱登".to_owned()],
        ..seen(n, "2019-03-01", full)
    };
    let found = resolve(
        EntityKind::Person,
        &[
            named(0, "詹姆·布莱登"),
            named(1, "马可·布莱登"),
            named(2, "詹姆·布莱登"),
            seen(3, "2019-03-01", "布莱登"),
        ],
    );
    assert_eq!(members(&found), (vec![vec![0, 2], vec![1]], vec![3]));
    assert!(matches!(
        found.separations[0].reason,
        Apart::GivenNames { .. }
    ));
    assert_told(&found);
}

#[test]
fn what_a_name_ends_with_is_short_for_it_in_its_article_alone() {
    let found = resolve(
        EntityKind::Organization,
        &[
            body(0, "云岭县招商中心", &["招商中心"]),
            body(1, "招商中心", &[]),
            body(2, "招商中心", &[]),
        ],
    );
    assert_eq!(members(&found), (vec![vec![1, 2], vec![0]], vec![]));
    assert_told(&found);
}

#[test]
fn company_links_who_has_no_post() {
    let with = |one: Observation, people: &[&str]| Observation {
        people: people.iter().map(|name| (*name).to_owned()).collect(),
        ..one
    };
    let found = resolve(
        EntityKind::Person,
        &[
            with(
                person(0, "2019-03-01", "郑州市委书记"),
                &["顾北辰", "沈听澜"],
            ),
            person(1, "2019-05-01", "女排队员"),
            with(person(2, "2019-06-01", ""), &["顾北辰", "沈听澜"]),
            with(person(3, "2019-06-01", ""), &["顾北辰"]),
        ],
    );
    assert_eq!(members(&found), (vec![vec![0, 2], vec![1]], vec![3]));
    assert!(
        matches!(reason_of(&found, 2), Reason::SameCompany { people, .. } if people.len() == 2)
    );
}

fn body(n: usize, name: &str, aliases: &[&str]) -> Observation {
    Observation {
        aliases: aliases.iter().map(|name| (*name).to_owned()).collect(),
        ..seen(n, "2019-03-01", name)
    }
}

#[test]
fn a_short_name_is_introduced_by_its_sentence() {
    let text = "恒澈传动科技有限公司（以下简称“恒澈传动”）与恒澈集团签约。恒澈传动负责建设。";
    let full = "恒澈传动科技有限公司";
    let names = [Span::new(0, full.len())];
    let said = short_names_in(text, &names);
    assert_eq!(said.len(), 1);
    assert_eq!(
        (said[0].full.as_str(), said[0].short.as_str()),
        (full, "恒澈传动")
    );
    assert!(clip(text, said[0].span).ends_with("恒澈传动"));

    let found = resolve(
        EntityKind::Organization,
        &[
            Observation {
                short_names: said,
                ..body(0, full, &[])
            },
            body(1, "恒澈传动", &[]),
            body(2, "恒澈集团", &[]),
        ],
    );
    assert_eq!(members(&found), (vec![vec![0, 1], vec![2]], vec![]));
    assert!(matches!(reason_of(&found, 1), Reason::SaidToBeShort { .. }));
    assert!(matches!(
        found.separations[0].reason,
        Apart::NotSaidToBeOne { .. }
    ));
    assert_told(&found);
}

#[test]
fn a_short_name_of_two_bodies_is_neither_by_itself() {
    let found = resolve(
        EntityKind::Organization,
        &[
            body(0, "恒澈集团有限公司", &["恒澈"]),
            body(1, "恒澈大数据有限公司", &["恒澈"]),
            body(2, "恒澈", &[]),
        ],
    );
    assert_eq!(members(&found), (vec![vec![0], vec![1]], vec![2]));
    let found = resolve(
        EntityKind::Organization,
        &[body(0, "恒澈集团有限公司", &["恒澈"]), body(1, "恒澈", &[])],
    );
    assert_eq!(members(&found), (vec![vec![0, 1]], vec![]));
    assert!(matches!(reason_of(&found, 1), Reason::OneInArticle { .. }));
}

#[test]
fn a_branch_is_not_its_parent() {
    let found = resolve(
        EntityKind::Organization,
        &[
            body(0, "恒澈集团", &[]),
            body(1, "恒澈集团郑州分公司", &[]),
            body(2, "恒澈集团", &[]),
        ],
    );
    assert_eq!(members(&found), (vec![vec![0, 2], vec![1]], vec![]));
    assert!(
        matches!(&found.separations[0].reason, Apart::PartOf { part, .. } if part == "恒澈集团郑州分公司")
    );
    assert_told(&found);
}

#[test]
fn a_body_of_a_rank_is_of_its_pages_place() {
    let at = |one: Observation, home: &str| Observation {
        home: Some(home.to_owned()),
        ..one
    };
    let found = resolve(
        EntityKind::Organization,
        &[
            at(body(0, "市公安局", &[]), "郑州"),
            at(body(1, "市公安局", &[]), "洛阳"),
            at(body(2, "郑州市公安局", &[]), "郑州"),
            body(3, "市公安局", &[]),
        ],
    );
    assert_eq!(members(&found), (vec![vec![0, 2], vec![1]], vec![3]));
    assert!(matches!(reason_of(&found, 2), Reason::OfThePagesPlace { place } if place == "郑州"));
    assert_eq!(found.separations.len(), 1);
    assert_told(&found);
}

fn who(library: &Library, kind: EntityKind, name: &str) -> NameIdentities {
    let reader = library.reader();
    reader.identities(kind, name).finish(&reader).unwrap()
}

#[test]
fn the_sample_pages_tell_one_career() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open_sample(&folder.path().join("library")).unwrap();
    let found = who(&library, EntityKind::Person, "张红军");
    let [group] = found.identities.groups.as_slice() else {
        panic!("{:?}", found.identities);
    };
    assert!(group.members.len() >= 3);
    assert!(group.posts.iter().any(|post| post.post.contains("管委会")));
    assert!(
        group
            .posts
            .is_sorted_by_key(|post| post.first.map(PartialDate::first_day))
    );
    assert_told(&found.identities);
    assert!(found.identities.open.is_empty());
    // Nobody, and no kind of thing that somebody can be.
    assert!(
        who(&library, EntityKind::Person, "林望舒")
            .identities
            .groups
            .is_empty()
    );
    assert!(
        who(&library, EntityKind::Date, "昨日")
            .identities
            .groups
            .is_empty()
    );
}

#[test]
fn namesakes_in_a_library_are_told_apart_with_their_articles() {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("library")).unwrap();
    let line = |headline: &str, date: &str, body: &str| {
        serde_json::json!({"headline": headline, "body": body, "date": date}).to_string() + "\n"
    };
    let lines = [
        line("甲", "2019-03-01", "1日，郑州市市长林望舒调研。"),
        line("乙", "2019-04-01", "1日，郑州市市长林望舒会见客商。"),
        line("丙", "2019-05-01", "决赛中，运动员林望舒夺冠。"),
    ];
    library
        .import_bytes("人名.jsonl", lines.concat().as_bytes(), None)
        .unwrap();
    let found = who(&library, EntityKind::Person, "林望舒");
    let sizes: Vec<usize> = found
        .identities
        .groups
        .iter()
        .map(|g| g.members.len())
        .collect();
    assert_eq!(sizes, [2, 1]);
    let (one, other) = found.identities.separations[0].reason.posts().unwrap();
    for cited in [one, other] {
        let id = cited.at.article.clone().unwrap();
        let loaded = library
            .reader()
            .article(&id, &Default::default())
            .unwrap()
            .unwrap();
        assert_eq!(clip(&loaded.text.text, cited.at.span), "林望舒");
        assert!(loaded.text.text.contains(&cited.post));
    }
}
