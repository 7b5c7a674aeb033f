//! A page of a PDF as a picture.

use super::super::IngestError;
use hayro::hayro_interpret::InterpreterSettings;
#[cfg(feature = "gui")]
use hayro::hayro_interpret::font::FontQuery;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Pictures are at most this wide, in pixels.
const WIDEST: u32 = 4_000;
/// No side is longer: what draws the window takes no larger texture everywhere.
const LONGEST: f32 = 8_192.0;

/// A picture in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Red, green, blue and opacity of each pixel, from the upper left corner, line by line; all
    /// are opaque.
    pub rgba: Vec<u8>,
}

/// Draws a page, counted from 1, at a width in pixels; narrower where the page is so long or the
/// width so large that the picture would be too big.
pub(in crate::ingest) fn draw_page(
    bytes: &[u8],
    page_number: u32,
    width: u32,
) -> Result<Picture, IngestError> {
    super::with_pdf(bytes, |pdf| draw(pdf, page_number, width))?
}

/// Chinese fonts that are not in the file are drawn in ours, where there is a window to show it.
fn settings() -> InterpreterSettings {
    let usual = InterpreterSettings::default();
    #[cfg(feature = "gui")]
    let usual = InterpreterSettings {
        font_resolver: std::sync::Arc::new(|query| match query {
            FontQuery::Fallback(font) if font.character_collection.is_some() => {
                Some((std::sync::Arc::new(crate::faces::SONG), 0))
            }
            FontQuery::Fallback(font) => Some(font.pick_standard_font().get_font_data()),
            FontQuery::Standard(font) => Some(font.get_font_data()),
        }),
        ..usual
    };
    usual
}

fn draw(pdf: &Pdf, page_number: u32, width: u32) -> Result<Picture, IngestError> {
    let idx = usize::try_from(page_number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    let page = idx
        .and_then(|idx| pdf.pages().get(idx))
        .ok_or(IngestError::Damaged)?;
    let (page_width, page_height) = page.render_dimensions();
    if !(page_width >= 1.0 && page_height >= 1.0) {
        return Err(IngestError::Damaged);
    }
    let scale = (width.clamp(1, WIDEST) as f32 / page_width)
        .min(LONGEST / page_width)
        .min(LONGEST / page_height);
    // Half a pixel more, so that rounding down gives the width that was asked for.
    let pixmap = render(
        page,
        &RenderCache::new(),
        &settings(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale + 0.5 / page_width,
            y_scale: scale + 0.5 / page_height,
            bg_color: WHITE,
        },
    );
    Ok(Picture {
        width: usize::from(pixmap.width()),
        height: usize::from(pixmap.height()),
        rgba: pixmap.data_as_u8_slice().to_vec(),
    })
}
