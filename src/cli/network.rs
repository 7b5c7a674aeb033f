//! `banmian network`: with whom a name stands in the same sentences, as GraphML or as a table.

use super::keep::fail_with;
use super::output::Output;
use crate::library::{
    Library, LibraryError, Network, NetworkRequest, Subject, graphml_of, ties_csv_of,
};
use crate::model::EntityKind;
use std::io;
use std::path::{Path, PathBuf};

/// What is asked for.
pub(super) struct Wish<'a> {
    pub(super) name: &'a str,
    pub(super) kind: Option<EntityKind>,
    pub(super) depth: u8,
    pub(super) has_places: bool,
    pub(super) graphml: Option<PathBuf>,
    pub(super) csv: Option<PathBuf>,
}

/// Makes the network of a name and writes it to the files that are named.
pub(super) fn network(output: &mut Output, folder: &Path, wish: &Wish<'_>) -> io::Result<()> {
    if wish.graphml.is_some() && wish.graphml == wish.csv {
        output.fail("Both would be written to one file: name two, and nothing is lost.");
        return Ok(());
    }
    let made = Library::open_for_reading(folder).and_then(|library| make(&library, wish));
    let network = match made {
        Ok(Some(network)) => network,
        Ok(None) => {
            output.fail(&format!("No article names {}.", wish.name));
            return Ok(());
        }
        Err(error) => return fail_with(output, &error),
    };
    let files = [
        (&wish.graphml, graphml_of as fn(&Network) -> String),
        (&wish.csv, |network| ties_csv_of(network, true, true)),
    ];
    for (file, text) in files {
        let Some(file) = file else { continue };
        if let Err(error) = std::fs::write(file, text(&network)) {
            output.fail(&format!("{} cannot be written: {error}.", file.display()));
        }
    }
    let (n_nodes, n_edges) = (network.nodes.len(), network.edges.len());
    let totals = network.totals;
    output.line(&format!(
        "{}: {n_nodes} of {} names, {n_edges} of {} ties, told by {} sentences; {} of {} articles read.",
        wish.name,
        totals.n_nodes,
        totals.n_edges,
        network.sentences.len(),
        totals.n_articles_read,
        totals.n_articles
    ))
}

fn make(library: &Library, wish: &Wish<'_>) -> Result<Option<Network>, LibraryError> {
    let reader = library.reader();
    let kind = match wish.kind {
        Some(kind) => Some(kind),
        None => reader.kind_of_name(wish.name)?,
    };
    let Some(kind) = kind else {
        return Ok(None);
    };
    let mut request = NetworkRequest::of(Subject {
        kind,
        name: wish.name.to_owned(),
    });
    request.depth = wish.depth;
    if wish.has_places {
        request.kinds.insert(EntityKind::Place);
    }
    let network = reader.network(request)?;
    Ok((network.totals.n_articles > 0).then_some(network))
}
