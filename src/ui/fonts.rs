//! The bundled faces: a Hei face for the interface, a Song face for reading, each with a real
//! bold. The system's fonts are asked only for characters that these lack.

use crate::faces::SONG;
use egui::{FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

const SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");
const SANS_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf");
const SONG_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Bold.ttf");

/// The Hei face, for the interface.
pub(super) fn sans(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The Hei face, bold.
pub(super) fn sans_bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("hei-bold".into()))
}

/// The Song face, for reading.
pub(super) fn song(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("song".into()))
}

/// The Song face, bold.
pub(super) fn song_bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("song-bold".into()))
}

/// Installs the faces. With `asks_system`, rarer characters come from the system's fonts; tests
/// leave it out, so that a gap in the bundled faces shows.
pub(super) fn install(ctx: &egui::Context, asks_system: bool) {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in [
        ("sans", SANS),
        ("sans-bold", SANS_BOLD),
        ("serif", SONG),
        ("serif-bold", SONG_BOLD),
    ] {
        fonts
            .font_data
            .insert(name.into(), Arc::new(FontData::from_static(bytes)));
    }
    // The Chinese face stands first, so that “ ” … — · come at full width from it.
    let rest = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let family = |first: &[&str]| -> Vec<String> {
        first
            .iter()
            .map(|s| (*s).to_owned())
            .chain(rest.iter().cloned())
            .collect()
    };
    fonts
        .families
        .insert(FontFamily::Proportional, family(&["sans"]));
    fonts.families.insert(
        FontFamily::Name("hei-bold".into()),
        family(&["sans-bold", "sans"]),
    );
    fonts
        .families
        .insert(FontFamily::Name("song".into()), family(&["serif", "sans"]));
    fonts.families.insert(
        FontFamily::Name("song-bold".into()),
        family(&["serif-bold", "serif", "sans"]),
    );
    if let Some(mono) = fonts.families.get_mut(&FontFamily::Monospace) {
        mono.push("sans".into());
    }
    ctx.set_fonts(fonts);
    if asks_system {
        // The simplified forms, where a system face holds several nations' forms.
        ctx.add_font_provider(Arc::new(
            egui_system_font_provider::SystemFontProvider::new().with_locale(Some("zh-CN")),
        ));
    }
}
