//! A page as it was printed, with lines boxed: the picture of a PDF's page, or, where there is none,
//! the lines' text at their places on an empty sheet.
//!
//! Knows lines and places, nothing of articles: who draws says which spans are marked, and is told
//! which line the pointer is on.

use super::{fonts, theme::Palette};
use crate::library::Picture;
use crate::model::{Area, PageLayout, PlacedLine, Span, clip};
use egui::{
    Align2, Color32, ColorImage, Painter, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind,
    TextureFilter, TextureHandle, TextureOptions, Ui, UiBuilder, Vec2, pos2, vec2,
};
use std::sync::Arc;

/// Side of the pieces that a picture is cut into, in pixels: every graphics card takes these.
const TILE: usize = 2048;
/// Pictures are mostly shown smaller than they are; without steps between, thin strokes would vanish.
const SMOOTH: TextureOptions = TextureOptions::LINEAR.with_mipmap_mode(Some(TextureFilter::Linear));
/// White around the sheet.
const MARGIN: f32 = 12.0;
/// How far the sheet may be enlarged beyond the pane's width.
const ZOOMS: std::ops::RangeInclusive<f32> = 1.0..=6.0;

/// What is drawn.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    /// Which page: pictures are kept by it.
    pub(super) page_id: i64,
    /// The page's text.
    pub(super) text: &'a str,
    /// Where its lines stand.
    pub(super) layout: &'a PageLayout,
    /// Its picture, once it is there.
    pub(super) picture: Option<&'a Arc<Picture>>,
}

/// What is pointed out on it.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks<'a> {
    /// Spans of the text, sorted; every line that shares a byte with one is boxed.
    pub(super) marked: &'a [Span],
    /// The line that is pointed at elsewhere.
    pub(super) hovered: Option<Span>,
}

/// The view's own state: how far it is enlarged, and the pieces of the picture it shows.
#[derive(Default)]
pub(super) struct PictureView {
    zoom: Option<f32>,
    /// The page and the size of the picture that `tiles` are of.
    shown: Option<(i64, usize)>,
    tiles: Vec<Option<TextureHandle>>,
}

impl PictureView {
    /// Draws the sheet, as wide as the pane, or wider where the reader enlarged it (Ctrl and the
    /// wheel). With `seeks_mark` the first marked line comes into view. Returns the line that the
    /// pointer is on.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        sheet: Sheet<'_>,
        marks: Marks<'_>,
        seeks_mark: bool,
    ) -> Option<Span> {
        let palette = Palette::of(ui);
        let zoom = self.zoom_ui(ui);
        let paper = paper_of(sheet.layout);
        let scale = (ui.available_width() - 2.0 * MARGIN).max(80.0) * zoom / paper.x;
        let size = paper * scale;
        let mut area = ScrollArea::both()
            .id_salt("page picture")
            .auto_shrink(false);
        let first = sheet
            .layout
            .lines
            .iter()
            .find(|line| is_marked(line.span, marks.marked));
        if let (true, Some(line)) = (seeks_mark, first) {
            let to = |edge: i32| (edge as f32 * scale - 40.0).max(0.0);
            area = area.vertical_scroll_offset(to(line.area.top));
            area = area.horizontal_scroll_offset(if zoom > 1.0 { to(line.area.left) } else { 0.0 });
        }
        let shown = area.show_viewport(ui, |ui, viewport| {
            let whole = size + Vec2::splat(2.0 * MARGIN);
            let (rect, response) = ui.allocate_exact_size(whole, Sense::hover());
            let to_screen = ToScreen {
                origin: rect.min + Vec2::splat(MARGIN),
                scale,
            };
            let seen = viewport.translate(rect.min.to_vec2());
            let painter = ui.painter().clone();
            let ground = Rect::from_min_size(to_screen.origin, size);
            match sheet.picture {
                Some(picture) => {
                    self.paint_picture(&painter, sheet.page_id, picture, ground, seen);
                }
                None => paint_facsimile(&painter, sheet, &to_screen, ground, seen, palette),
            }
            let pointed = response
                .hover_pos()
                .and_then(|at| line_at(sheet.layout, to_screen.point_on_paper(at)));
            paint_boxes(
                &painter,
                sheet.layout,
                marks,
                pointed,
                &to_screen,
                seen,
                palette,
            );
            tell_lines(ui, sheet, marks, &to_screen, seen);
            pointed
        });
        shown.inner
    }

    fn zoom_ui(&mut self, ui: &Ui) -> f32 {
        let zoom = self.zoom.unwrap_or(1.0);
        let change = ui.input(egui::InputState::zoom_delta);
        let is_here = ui.rect_contains_pointer(ui.available_rect_before_wrap());
        let zoom = if is_here { zoom * change } else { zoom };
        let zoom = zoom.clamp(*ZOOMS.start(), *ZOOMS.end());
        self.zoom = Some(zoom);
        zoom
    }

    fn paint_picture(
        &mut self,
        painter: &Painter,
        page_id: i64,
        picture: &Picture,
        ground: Rect,
        seen: Rect,
    ) {
        let (n_across, n_down) = (picture.width.div_ceil(TILE), picture.height.div_ceil(TILE));
        if self.shown != Some((page_id, picture.rgba.len())) {
            self.shown = Some((page_id, picture.rgba.len()));
            self.tiles = vec![None; n_across * n_down];
        }
        let pixel = vec2(
            ground.width() / picture.width.max(1) as f32,
            ground.height() / picture.height.max(1) as f32,
        );
        painter.rect_filled(ground, 0.0, Color32::WHITE);
        for (idx, slot) in self.tiles.iter_mut().enumerate() {
            let (x, y) = ((idx % n_across) * TILE, (idx / n_across) * TILE);
            let width = TILE.min(picture.width - x);
            let height = TILE.min(picture.height - y);
            let corner = ground.min + vec2(x as f32, y as f32) * pixel;
            let place = Rect::from_min_size(corner, vec2(width as f32, height as f32) * pixel);
            if !place.intersects(seen) {
                continue;
            }
            let texture = slot.get_or_insert_with(|| {
                let image = cut_tile(picture, [x, y], [width, height]);
                let name = format!("page {page_id} at {x}, {y}");
                painter.ctx().load_texture(name, image, SMOOTH)
            });
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            painter.image(texture.id(), place, whole, Color32::WHITE);
        }
    }
}

/// From tenths of a point on paper to points on the screen.
struct ToScreen {
    origin: Pos2,
    scale: f32,
}

impl ToScreen {
    fn rect(&self, area: Area) -> Rect {
        let at = |x: i32, y: i32| self.origin + vec2(x as f32, y as f32) * self.scale;
        Rect::from_min_max(at(area.left, area.top), at(area.right, area.bottom))
    }

    fn point_on_paper(&self, at: Pos2) -> Vec2 {
        (at - self.origin) / self.scale
    }
}

/// The paper's size, never nothing.
fn paper_of(layout: &PageLayout) -> Vec2 {
    let right = layout.lines.iter().map(|line| line.area.right).max();
    let bottom = layout.lines.iter().map(|line| line.area.bottom).max();
    let side = |told: i32, reached: Option<i32>| {
        let side = if told > 0 { told } else { reached.unwrap_or(0) };
        side.max(100) as f32
    };
    vec2(side(layout.width, right), side(layout.height, bottom))
}

fn is_marked(span: Span, marked: &[Span]) -> bool {
    let from = marked.partition_point(|mark| mark.end <= span.start);
    marked.get(from).is_some_and(|mark| mark.start < span.end)
}

/// The line at a point of the paper, in tenths of a point.
fn line_at(layout: &PageLayout, at: Vec2) -> Option<Span> {
    let holds = |area: Area| {
        (area.left as f32..=area.right as f32).contains(&at.x)
            && (area.top as f32..=area.bottom as f32).contains(&at.y)
    };
    let found = layout.lines.iter().find(|line| holds(line.area));
    found.map(|line| line.span)
}

fn cut_tile(picture: &Picture, [x, y]: [usize; 2], [width, height]: [usize; 2]) -> ColorImage {
    let rows = picture.rgba.chunks_exact(4 * picture.width.max(1));
    let mut pixels = Vec::with_capacity(width * height);
    for row in rows.skip(y).take(height) {
        let part = row.get(4 * x..4 * (x + width)).unwrap_or_default();
        let (colors, _) = part.as_chunks::<4>();
        pixels.extend(
            colors
                .iter()
                .map(|[r, g, b, _]| Color32::from_rgb(*r, *g, *b)),
        );
    }
    pixels.resize(width * height, Color32::WHITE);
    ColorImage::new([width, height], pixels)
}

fn paint_boxes(
    painter: &Painter,
    layout: &PageLayout,
    marks: Marks<'_>,
    pointed: Option<Span>,
    to_screen: &ToScreen,
    seen: Rect,
    palette: &Palette,
) {
    for PlacedLine { span, area, .. } in &layout.lines {
        let place = to_screen.rect(*area).expand(1.5);
        if !place.intersects(seen) {
            continue;
        }
        let is_hovered = marks.hovered == Some(*span) || pointed == Some(*span);
        let strength = match (is_marked(*span, marks.marked), is_hovered) {
            (true, true) => 0.34,
            (true, false) => 0.16,
            (false, true) => 0.10,
            (false, false) => continue,
        };
        let tint = palette.accent;
        painter.rect_filled(place, 1.0, tint.gamma_multiply(strength));
        let edge = Stroke::new(0.8, tint.gamma_multiply(2.0 * strength));
        painter.rect_stroke(place, 1.0, edge, StrokeKind::Outside);
    }
}

/// The lines at their places, for files that hold no picture.
fn paint_facsimile(
    painter: &Painter,
    sheet: Sheet<'_>,
    to_screen: &ToScreen,
    ground: Rect,
    seen: Rect,
    palette: &Palette,
) {
    painter.rect(
        ground,
        0.0,
        palette.paper,
        Stroke::new(1.0, palette.rule),
        StrokeKind::Inside,
    );
    for line in &sheet.layout.lines {
        let place = to_screen.rect(line.area);
        if !place.intersects(seen) {
            continue;
        }
        let text = clip(sheet.text, line.span).trim();
        let n_chars = text.chars().count().max(1) as f32;
        if line.is_vertical {
            let step = place.height() / n_chars;
            let size = step.min(place.width()).clamp(1.0, 200.0);
            for (idx, c) in text.chars().enumerate() {
                let at = pos2(place.center().x, place.top() + (idx as f32 + 0.5) * step);
                painter.text(
                    at,
                    Align2::CENTER_CENTER,
                    c,
                    fonts::song(size),
                    palette.text,
                );
            }
            continue;
        }
        // Of an endless line its beginning is enough here.
        let shown = text.get(..text.floor_char_boundary(600)).unwrap_or(text);
        let usual = (0.88 * place.height()).clamp(1.0, 200.0);
        let measure =
            |size: f32| painter.layout_no_wrap(shown.to_owned(), fonts::song(size), palette.text);
        let galley = measure(usual);
        let is_too_wide = galley.size().x > place.width() + 1.0;
        let galley = if is_too_wide {
            measure((usual * place.width() / galley.size().x).max(1.0))
        } else {
            galley
        };
        let origin = pos2(place.left(), place.center().y - 0.5 * galley.size().y);
        painter.galley(origin, galley, palette.text);
    }
}

/// The lines in view, for those who read with their ears.
fn tell_lines(ui: &mut Ui, sheet: Sheet<'_>, marks: Marks<'_>, to_screen: &ToScreen, seen: Rect) {
    for line in &sheet.layout.lines {
        let place = to_screen.rect(line.area);
        if !place.intersects(seen) || !is_marked(line.span, marks.marked) {
            continue;
        }
        let builder = UiBuilder::new().max_rect(place).id_salt(line.span.start);
        let mut child = ui.new_child(builder);
        let response = child.allocate_rect(place, Sense::hover());
        let text = clip(sheet.text, line.span);
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Label, true, true, text));
    }
}
