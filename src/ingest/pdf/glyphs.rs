//! What a PDF page draws, gathered instead of painted: letters with their places, rules, frames,
//! pictures.

use super::super::layout::{Glyph, Place, Sheet};
use hayro::hayro_interpret::font::{Glyph as FontGlyph, GlyphRun, PositionedGlyph};
use hayro::hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape as _, Vec2};

/// A page that draws more than this is no newspaper's, but made to keep a reader busy.
const N_STROKES_MOST: usize = 4_000_000;
/// Nor does a page have more letters.
const N_GLYPHS_MOST: usize = 400_000;
/// A fill or a line thinner than this, in points, is a rule.
const THICKEST_RULE: f64 = 2.5;
/// A rule is at least this long.
const SHORTEST_RULE: f64 = 20.0;
/// So many rules, frames and pictures tell something; more are a drawing's.
const N_MARKS_MOST: usize = 2_000;
/// PDF measures glyphs in thousandths of an em.
const EM: f64 = 1000.0;

/// The panic that ends the work on a page that is too much. It is never seen: the boundary in
/// [`super`] takes it for an answer.
pub(super) struct TooMuch;

/// What a page draws.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) sheet: Sheet,
    /// Letters of which the file does not say what they are.
    pub(super) n_unknown: usize,
}

/// Gathers what a page draws. Ends with a panic of [`TooMuch`] on a page that draws without end:
/// the interpreter asks nobody whether to go on.
pub(super) fn gather<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>) -> Gathered {
    let (width, height) = page.render_dimensions();
    let mut gatherer = Gatherer {
        to_paper: Affine::new(page.initial_transform(true).as_coeffs()),
        gathered: Gathered {
            sheet: Sheet {
                width,
                height,
                ..Sheet::default()
            },
            n_unknown: 0,
        },
        n_strokes: 0,
        last_filled: None,
    };
    let paper = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(Affine::IDENTITY, paper, cache, page.xref(), settings);
    interpret_page(page, &mut context, &mut gatherer);
    gatherer.gathered
}

struct Gatherer {
    to_paper: Affine,
    gathered: Gathered,
    n_strokes: usize,
    /// Where the glyphs of the last filled run start, and where the run stands: stroked once more,
    /// it is bold.
    last_filled: Option<(usize, Point)>,
}

impl Gatherer {
    fn count(&mut self, n: usize) {
        self.n_strokes += n;
        if self.n_strokes > N_STROKES_MOST || self.gathered.sheet.glyphs.len() > N_GLYPHS_MOST {
            std::panic::resume_unwind(Box::new(TooMuch));
        }
    }

    fn place(&self, rect: Rect) -> Option<Place> {
        let place = Place {
            left: rect.x0 as f32,
            top: rect.y0 as f32,
            right: rect.x1 as f32,
            bottom: rect.y1 as f32,
        };
        let sheet = &self.gathered.sheet;
        let is_on_paper = place.right > 0.0
            && place.bottom > 0.0
            && place.left < sheet.width
            && place.top < sheet.height;
        (place.is_sound() && is_on_paper).then_some(place)
    }

    fn take_mark(&mut self, rect: Rect, transform: Affine, mode: &DrawMode) {
        let line_width = match mode {
            DrawMode::Stroke(props) | DrawMode::FillAndStroke(_, props) => {
                f64::from(props.line_width)
            }
            DrawMode::Fill(_) => 0.0,
            DrawMode::Invisible => return,
        };
        let drawn = (self.to_paper * transform).transform_rect_bbox(rect);
        let Some(place) = self.place(drawn) else {
            return;
        };
        let (width, height) = (drawn.width(), drawn.height());
        let is_rule = width.min(height) <= THICKEST_RULE.max(line_width.min(4.0))
            && width.max(height) >= SHORTEST_RULE;
        let sheet = &mut self.gathered.sheet;
        let marks = if is_rule {
            &mut sheet.rules
        } else if width.min(height) >= SHORTEST_RULE {
            &mut sheet.boxes
        } else {
            return;
        };
        if marks.len() < N_MARKS_MOST {
            marks.push(place);
        }
    }

    fn take_glyph(&mut self, glyph: &PositionedGlyph<'_>, run: Affine, style: Style) {
        let to_paper = run * glyph.transform();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let mut text: String = text.chars().filter(|c| !c.is_control()).collect();
        if text.is_empty() {
            if is_blank_outline(glyph) {
                return;
            }
            self.gathered.n_unknown += 1;
            text.push('\u{fffd}');
        }
        let advance = advance_of(glyph, &text);
        let em_box = Rect::new(0.0, -0.12 * EM, advance, 0.88 * EM);
        let size = linear(to_paper, Vec2::new(0.0, EM)).hypot() as f32;
        let Some(place) = self.place(to_paper.transform_rect_bbox(em_box)) else {
            return;
        };
        if size > 0.5 {
            self.gathered.sheet.glyphs.push(Glyph {
                text,
                place,
                size,
                is_bold: style.is_bold,
                is_vertical: style.is_vertical,
            });
        }
    }
}

#[derive(Clone, Copy)]
struct Style {
    is_bold: bool,
    is_vertical: bool,
}

/// A vector as a transform turns and stretches it.
fn linear(transform: Affine, vector: Vec2) -> Vec2 {
    (transform * vector.to_point()) - (transform * Point::ZERO)
}

/// How far a glyph advances, in thousandths of an em; what the font leaves open is guessed.
fn advance_of(glyph: &PositionedGlyph<'_>, text: &str) -> f64 {
    let told = match &**glyph {
        FontGlyph::Outline(glyph) => glyph.advance_width(),
        FontGlyph::Type3(glyph) => glyph.advance_width(),
    };
    let usual = if text.is_ascii() { 0.5 * EM } else { EM };
    told.map(f64::from)
        .filter(|advance| (1.0..=4.0 * EM).contains(advance))
        .unwrap_or(usual)
}

/// A glyph without an outline that stands for nothing: a filler.
fn is_blank_outline(glyph: &PositionedGlyph<'_>) -> bool {
    match &**glyph {
        FontGlyph::Outline(glyph) => glyph.outline().elements().is_empty(),
        FontGlyph::Type3(_) => false,
    }
}

/// Is a font bold, by its weight or its name?
fn is_bold(glyph: &PositionedGlyph<'_>) -> bool {
    let FontGlyph::Outline(glyph) = &**glyph else {
        return false;
    };
    let Some(font) = glyph.font_data() else {
        return false;
    };
    const BOLD: [&str; 4] = ["bold", "heavy", "black", "heiti"];
    let name = font.postscript_name.unwrap_or_default().to_lowercase();
    font.weight.is_some_and(|weight| weight >= 600) || BOLD.iter().any(|word| name.contains(word))
}

impl<'a> Device<'a> for Gatherer {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.count(1);
        // Curves are drawings and letters turned into outlines.
        if path.elements().len() <= 12 {
            self.take_mark(path.bounding_box(), props.transform, draw_mode);
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, draw_mode: &DrawMode) {
        self.count(1);
        self.take_mark(*rect, props.transform, draw_mode);
    }

    fn push_clip_path(&mut self, _clip_path: &ClipPath) {
        self.count(1);
    }

    fn push_clip_rect(&mut self, _rect: &Rect) {
        self.count(1);
    }

    fn push_transparency_group(
        &mut self,
        _opacity: f32,
        _mask: Option<SoftMask<'a>>,
        _blend_mode: BlendMode,
    ) {
        self.count(1);
    }

    fn draw_glyph_run(
        &mut self,
        glyph_run: &GlyphRun<'_, 'a>,
        props: DrawProps<'a>,
        draw_mode: &DrawMode,
    ) {
        self.count(1 + glyph_run.glyphs().len());
        let Some(first) = glyph_run.glyphs().first() else {
            return;
        };
        let run = self.to_paper * props.transform;
        let origin = run * first.transform() * Point::ZERO;
        if let (DrawMode::Stroke(_), Some((from, filled))) = (draw_mode, self.last_filled)
            && filled.distance(origin) < 0.1
        {
            for glyph in self.gathered.sheet.glyphs.iter_mut().skip(from) {
                glyph.is_bold = true;
            }
            self.last_filled = None;
            return;
        }
        self.last_filled = Some((self.gathered.sheet.glyphs.len(), origin));
        let style = Style {
            is_bold: is_bold(first),
            is_vertical: glyph_run.writing_mode() == WritingMode::Vertical,
        };
        for glyph in glyph_run.glyphs() {
            self.take_glyph(glyph, run, style);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count(1);
        let unit = match &image {
            Image::Stencil(image) => Rect::new(
                0.0,
                0.0,
                f64::from(image.width()),
                f64::from(image.height()),
            ),
            Image::Raster(image) => Rect::new(
                0.0,
                0.0,
                f64::from(image.width()),
                f64::from(image.height()),
            ),
        };
        let drawn = (self.to_paper * props.transform).transform_rect_bbox(unit);
        if let Some(place) = self.place(drawn)
            && place.width().min(place.height()) > 20.0
            && self.gathered.sheet.pictures.len() < N_MARKS_MOST
        {
            self.gathered.sheet.pictures.push(place);
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(
        &mut self,
        _tag: &[u8],
        _properties: Option<&hayro::hayro_syntax::object::Dict<'_>>,
    ) {
        self.count(1);
    }
}
