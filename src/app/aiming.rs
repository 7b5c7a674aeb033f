//! What a correction of a name is about, and what can be said of it. Pure.

use super::{App, NameAsk, NameDeed, NameTarget};
use crate::library::LoadedArticle;
use crate::model::{Entity, EntityKind, Mention, Span, clip};
use std::collections::BTreeSet;

/// The kinds that something can be said to be of.
const KINDS: [EntityKind; 5] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Facility,
    EntityKind::Project,
];

/// What is corrected, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AimedName {
    /// The name.
    pub name: String,
    /// Every name that stands in the text for it.
    pub surfaces: Vec<String>,
    /// Its kind; `None` where nothing was recognised.
    pub kind: Option<EntityKind>,
    /// The name of the thing that it is of.
    pub of: Option<String>,
    /// A recognised name that it is longer or shorter than.
    pub crossed: Option<(String, EntityKind)>,
}

impl AimedName {
    /// Its other names, which may be somebody else's.
    #[must_use]
    pub fn other_names(&self) -> Vec<&str> {
        let of = self.of.as_deref().unwrap_or_default();
        let names = self.surfaces.iter().map(String::as_str);
        names
            .filter(|name| *name != of && self.of.is_some())
            .collect()
    }
}

impl App {
    /// What stands at a target, in words.
    #[must_use]
    pub fn name_at(&self, target: NameTarget) -> Option<AimedName> {
        let article = self.article.as_ref()?;
        let aimed = match target {
            NameTarget::Text(span) => {
                let can_be = can_be_name(clip(&article.text.text, span));
                can_be.then(|| of_text(article, span))?
            }
            NameTarget::Mention(idx) => {
                let mention = article.recognition.mentions.get(idx)?;
                let name = surface(article, mention);
                AimedName {
                    surfaces: vec![name.clone()],
                    kind: Some(mention.kind),
                    of: entity_of(article, idx).map(|entity| entity.name.clone()),
                    crossed: None,
                    name,
                }
            }
            NameTarget::Entity(idx) => {
                let entity = article.recognition.entities.get(idx)?;
                AimedName {
                    name: entity.name.clone(),
                    surfaces: surfaces(article, entity),
                    kind: Some(entity.kind),
                    of: Some(entity.name.clone()),
                    crossed: None,
                }
            }
        };
        (!aimed.name.is_empty()).then_some(aimed)
    }

    /// What can be said of what stands at a target, now.
    #[must_use]
    pub fn name_deeds(&self, target: NameTarget) -> Vec<NameDeed> {
        // Under a network nothing is corrected unseen.
        let is_possible = self.can_change() && !self.repair.is_on && !self.network.covers();
        let Some(aimed) = self.name_at(target).filter(|_| is_possible) else {
            return Vec::new();
        };
        let is_value = matches!(aimed.kind, Some(EntityKind::Date | EntityKind::Quantity));
        let is_known = aimed.kind.is_some();
        let mut deeds = Vec::new();
        if is_known {
            deeds.push(NameDeed::NotEntity);
        }
        for kind in KINDS {
            if aimed.kind != Some(kind) {
                deeds.push(NameDeed::Is(kind));
            }
        }
        let asks = [
            (NameAsk::Extent, is_known),
            (NameAsk::Rename, is_known && !is_value),
            (NameAsk::Alias, !is_value),
            (NameAsk::Merge, is_known && !is_value),
            (NameAsk::Split, !aimed.other_names().is_empty() && !is_value),
        ];
        let asks = asks.into_iter().filter(|(_, can)| *can);
        deeds.extend(asks.map(|(ask, _)| NameDeed::Ask(ask)));
        deeds
    }
}

/// No name is longer, in characters.
const N_CHARS_MOST: usize = 80;

/// A passage that is longer can only be noted.
fn can_be_name(text: &str) -> bool {
    text.chars().nth(N_CHARS_MOST).is_none() && !text.contains(char::is_control)
}

fn surface(article: &LoadedArticle, mention: &Mention) -> String {
    clip(&article.text.text, mention.span).trim().to_owned()
}

/// The names under which a thing stands in the text.
fn surfaces(article: &LoadedArticle, entity: &Entity) -> Vec<String> {
    let mentions = entity.mention_idxs.iter();
    let mentions = mentions.filter_map(|idx| article.recognition.mentions.get(*idx));
    let names: BTreeSet<String> = mentions.map(|m| surface(article, m)).collect();
    names.into_iter().collect()
}

fn entity_of(article: &LoadedArticle, mention: usize) -> Option<&Entity> {
    let mut entities = article.recognition.entities.iter();
    entities.find(|entity| entity.mention_idxs.contains(&mention))
}

fn of_text(article: &LoadedArticle, span: Span) -> AimedName {
    let name = clip(&article.text.text, span).trim().to_owned();
    let mut mentions = article.recognition.mentions.iter().enumerate();
    let touched = mentions.find(|(_, mention)| mention.span.overlaps(span));
    let mut aimed = AimedName {
        surfaces: vec![name.clone()],
        name,
        ..AimedName::default()
    };
    if let Some((idx, mention)) = touched {
        let known = surface(article, mention);
        if known == aimed.name {
            aimed.kind = Some(mention.kind);
            aimed.of = entity_of(article, idx).map(|entity| entity.name.clone());
        } else if known.contains(&aimed.name) || aimed.name.contains(&known) {
            aimed.crossed = Some((known, mention.kind));
        }
    }
    aimed
}
