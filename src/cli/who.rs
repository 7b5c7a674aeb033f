//! `banmian who`: who or what has a name in a library, and why.

use super::keep::fail_with;
use super::output::{Output, write_json};
use crate::library::{Group, Library, NameIdentities, Reason};
use crate::model::EntityKind;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// Reasons of one kind that are printed for a group.
const N_REASONS: usize = 5;

pub(super) fn who(
    output: &mut Output,
    name: &str,
    kind: EntityKind,
    folder: &Path,
    is_json: bool,
) -> io::Result<()> {
    let found = Library::open_for_reading(folder).and_then(|library| {
        let reader = library.reader();
        reader.identities(kind, name).finish(&reader)
    });
    match found {
        Ok(found) if is_json && !found.identities.groups.is_empty() => {
            write_json(output.stdout(), &json_of(&found))
        }
        Ok(found) => print(output, name, &found),
        Err(error) => fail_with(output, &error),
    }
}

fn print(output: &mut Output, name: &str, found: &NameIdentities) -> io::Result<()> {
    let groups = &found.identities.groups;
    if groups.is_empty() {
        output.fail(&format!("Nobody and nothing is named {name} here."));
        return Ok(());
    }
    for (nth, group) in groups.iter().enumerate() {
        print_group(output, nth + 1, group, n_articles(found, &group.members))?;
    }
    for separation in &found.identities.separations {
        let (one, other) = separation.groups;
        output.line(&format!(
            "{} ≠ {}: {}",
            one + 1,
            other + 1,
            separation.reason.sentence().en
        ))?;
    }
    if !found.identities.open.is_empty() {
        output.line(&format!(
            "Open: {}, of one or another.",
            articles(n_articles(found, &found.identities.open))
        ))?;
    }
    if found.is_cut {
        output.note("There are more articles; the oldest were looked at.");
    }
    Ok(())
}

fn print_group(
    output: &mut Output,
    number: usize,
    group: &Group,
    n_articles: usize,
) -> io::Result<()> {
    let names = group.names.iter();
    let names: Vec<String> = names.map(|(name, n)| format!("{name} ({n})")).collect();
    let dates = group
        .dates
        .map(|(first, last)| format!(", {first} to {last}"));
    output.line(&format!(
        "{number}. {}: {}{}",
        names.join(", "),
        articles(n_articles),
        dates.unwrap_or_default()
    ))?;
    for post in &group.posts {
        let dates = post.first.zip(post.last).map(|(first, last)| {
            if first == last {
                format!("{first}  ")
            } else {
                format!("{first} to {last}  ")
            }
        });
        let dates = dates.unwrap_or_default();
        output.line(&format!("   {dates}{} ({})", post.post, post.n_articles))?;
    }
    for (reason, n) in reasons_of(group) {
        output.line(&format!("   = {}{}", reason.sentence().en, times(n)))?;
    }
    Ok(())
}

fn times(n: usize) -> String {
    if n == 1 {
        String::new()
    } else {
        format!(" (×{n})")
    }
}

/// An article may have a name twice, for two entities.
fn articles(n: usize) -> String {
    format!("{n} article{}", if n == 1 { "" } else { "s" })
}

fn n_articles(found: &NameIdentities, members: &[usize]) -> usize {
    let articles = members
        .iter()
        .filter_map(|idx| found.observations.get(*idx));
    let articles: BTreeSet<_> = articles.map(|seen| &seen.article).collect();
    articles.len()
}

/// The reasons of a group, those of one kind that say the same counted together.
fn reasons_of(group: &Group) -> Vec<(&Reason, usize)> {
    let mut counted: BTreeMap<(&str, String), (&Reason, usize)> = BTreeMap::new();
    for link in &group.links {
        let key = (link.reason.as_str(), link.reason.sentence().en);
        counted.entry(key).or_insert((&link.reason, 0)).1 += 1;
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut listed: Vec<(&Reason, usize)> = counted.into_values().collect();
    listed.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    listed.retain(|(reason, _)| {
        let n_listed = kinds.entry(reason.as_str()).or_default();
        *n_listed += 1;
        *n_listed <= N_REASONS
    });
    listed
}

fn json_of(found: &NameIdentities) -> Value {
    let article = |idx: &usize| {
        let seen = found.observations.get(*idx)?;
        seen.article.as_ref().map(|id| id.0.as_str())
    };
    let groups = found.identities.groups.iter().map(|group| {
        let links = group.links.iter().map(|link| {
            let sentence = link.reason.sentence();
            let evidence = link.reason.evidence();
            json!({
                "article": article(&link.member),
                "reason": link.reason.as_str(),
                "zh": sentence.zh,
                "en": sentence.en,
                "evidence": evidence.and_then(|at| at.article.as_ref()).map(|id| &id.0),
            })
        });
        let posts = group.posts.iter().map(|post| {
            json!({
                "post": post.post,
                "first": post.first.map(|date| date.to_string()),
                "last": post.last.map(|date| date.to_string()),
                "articles": post.n_articles,
            })
        });
        let names = group.names.iter();
        json!({
            "names": names.map(|(name, n)| json!({"name": name, "articles": n})).collect::<Vec<_>>(),
            "first": group.dates.map(|(first, _)| first.to_string()),
            "last": group.dates.map(|(_, last)| last.to_string()),
            "articles": group.members.iter().filter_map(article).collect::<Vec<_>>(),
            "posts": posts.collect::<Vec<_>>(),
            "links": links.collect::<Vec<_>>(),
        })
    });
    let separations = found.identities.separations.iter().map(|separation| {
        let sentence = separation.reason.sentence();
        json!({
            "groups": [separation.groups.0, separation.groups.1],
            "reason": separation.reason.as_str(),
            "zh": sentence.zh,
            "en": sentence.en,
        })
    });
    json!({
        "groups": groups.collect::<Vec<_>>(),
        "separations": separations.collect::<Vec<_>>(),
        "open": found.identities.open.iter().filter_map(article).collect::<Vec<_>>(),
        "is_cut": found.is_cut,
    })
}
