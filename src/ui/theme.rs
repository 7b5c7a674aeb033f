//! Colours and sizes, by name. The only file with colour literals.

use crate::model::EntityKind;
use egui::{Color32, CornerRadius, Shadow, Stroke, Theme as Mode, Visuals};

/// The colours of one mode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Palette {
    /// The article's ground: the brightest thing by day.
    pub(super) paper: Color32,
    /// The ground of list, panel and bars.
    pub(super) pane: Color32,
    /// What floats.
    pub(super) raised: Color32,
    /// What is read.
    pub(super) text: Color32,
    /// What accompanies.
    pub(super) soft: Color32,
    /// What one may overlook.
    pub(super) faint: Color32,
    /// Thin lines.
    pub(super) rule: Color32,
    /// Newspaper vermilion: what is active.
    pub(super) accent: Color32,
    /// The ground of what is chosen.
    pub(super) selected: Color32,
    /// The ground of a hit.
    pub(super) hit: Color32,
    /// The ground of the hit one stands at.
    pub(super) hit_here: Color32,
    /// The ground of what is selected: text with the mouse, lines to repair.
    pub(super) marked: Color32,
    /// Bar and ground of a passage with a note.
    pub(super) note: (Color32, Color32),
    /// Line and tint of each kind of entity, in [`slot`]'s order.
    kinds: [(Color32, Color32); 7],
    /// The colours of tags and collections.
    labels: [Color32; 8],
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Palette = Palette {
    paper: rgb(0xFCFBF8),
    pane: rgb(0xF5F3EE),
    raised: rgb(0xFFFFFF),
    text: rgb(0x22262B),
    soft: rgb(0x5E646B),
    faint: rgb(0x8D9298),
    rule: rgb(0xE4E0D7),
    accent: rgb(0xA93226),
    selected: rgb(0xEAE4D8),
    hit: rgb(0xFFE58A),
    hit_here: rgb(0xFFC933),
    marked: rgb(0xD5E3F3),
    note: (rgb(0x4A5AA8), rgb(0xE4E6F5)),
    kinds: [
        (rgb(0xB4690E), rgb(0xFDF3E4)),
        (rgb(0x1F5FA8), rgb(0xEDF3FA)),
        (rgb(0x2E7D4F), rgb(0xECF6EF)),
        (rgb(0x0F7C80), rgb(0xEAF5F5)),
        (rgb(0x7A4FA3), rgb(0xF4EFF9)),
        (rgb(0xB03A5B), rgb(0xFAEEF1)),
        (rgb(0x7A5A2E), rgb(0xF6F0E5)),
    ],
    labels: [
        rgb(0x1F5FA8),
        rgb(0xC77700),
        rgb(0x2E7D4F),
        rgb(0xA93226),
        rgb(0x7A4FA3),
        rgb(0x0F7C80),
        rgb(0xB03A5B),
        rgb(0x6B6F75),
    ],
};

const DARK: Palette = Palette {
    paper: rgb(0x1B1C1E),
    pane: rgb(0x232527),
    raised: rgb(0x2B2E31),
    text: rgb(0xDAD8D2),
    soft: rgb(0xA3A6A8),
    faint: rgb(0x7C8084),
    rule: rgb(0x36393C),
    accent: rgb(0xE0796D),
    selected: rgb(0x34373A),
    hit: rgb(0x6B5A12),
    hit_here: rgb(0x927A12),
    marked: rgb(0x32475E),
    note: (rgb(0x9AA8F0), rgb(0x2C3150)),
    kinds: [
        (rgb(0xE8B26A), rgb(0x3A2F1E)),
        (rgb(0x86B6EC), rgb(0x22303F)),
        (rgb(0x86CFA0), rgb(0x22352A)),
        (rgb(0x76CBCD), rgb(0x1F3536)),
        (rgb(0xC3A4E4), rgb(0x322A3D)),
        (rgb(0xEC9DB2), rgb(0x3B272D)),
        (rgb(0xD1B285), rgb(0x362F24)),
    ],
    labels: [
        rgb(0x86B6EC),
        rgb(0xE8B26A),
        rgb(0x86CFA0),
        rgb(0xE0796D),
        rgb(0xC3A4E4),
        rgb(0x76CBCD),
        rgb(0xEC9DB2),
        rgb(0xA3A6A8),
    ],
};

impl Palette {
    /// The colours of the mode that is on.
    pub(super) fn of(ui: &egui::Ui) -> &'static Self {
        if ui.visuals().dark_mode {
            &DARK
        } else {
            &LIGHT
        }
    }

    /// A kind's line colour.
    pub(super) const fn line(&self, kind: EntityKind) -> Color32 {
        self.kinds[slot(kind)].0
    }

    /// A label's colour.
    pub(super) fn label(&self, colour: u8) -> Color32 {
        let at = usize::from(colour) % self.labels.len();
        self.labels.get(at).copied().unwrap_or(self.soft)
    }

    /// A kind's tint.
    pub(super) const fn tint(&self, kind: EntityKind) -> Color32 {
        self.kinds[slot(kind)].1
    }

    fn visuals(&self, mode: Mode) -> Visuals {
        let mut v = match mode {
            Mode::Light => Visuals::light(),
            Mode::Dark => Visuals::dark(),
        };
        v.panel_fill = self.pane;
        v.window_fill = self.raised;
        v.window_stroke = Stroke::new(1.0, self.rule);
        v.extreme_bg_color = self.raised;
        v.faint_bg_color = self.selected;
        v.hyperlink_color = self.accent;
        v.error_fg_color = self.accent;
        v.warn_fg_color = self.accent;
        v.weak_text_color = Some(self.soft);
        v.selection.bg_fill = self.marked;
        v.selection.stroke = Stroke::new(1.0, self.text);
        v.window_corner_radius = CornerRadius::same(8);
        v.menu_corner_radius = CornerRadius::same(6);
        v.popup_shadow = Shadow {
            offset: [0, 4],
            blur: 16,
            spread: 0,
            color: Color32::from_black_alpha(38),
        };
        v.window_shadow = v.popup_shadow;
        let w = &mut v.widgets;
        for state in [
            &mut w.noninteractive,
            &mut w.inactive,
            &mut w.hovered,
            &mut w.active,
            &mut w.open,
        ] {
            state.corner_radius = CornerRadius::same(5);
            state.expansion = 0.0;
            state.fg_stroke = Stroke::new(1.0, self.text);
            state.bg_stroke = Stroke::NONE;
            state.weak_bg_fill = self.selected;
            state.bg_fill = self.selected;
        }
        w.noninteractive.bg_stroke = Stroke::new(1.0, self.rule);
        w.inactive.weak_bg_fill = Color32::TRANSPARENT;
        w.inactive.bg_fill = self.selected;
        v
    }
}

const fn slot(kind: EntityKind) -> usize {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organization => 1,
        EntityKind::Place => 2,
        EntityKind::Facility => 3,
        EntityKind::Date => 4,
        EntityKind::Quantity => 5,
        EntityKind::Project => 6,
    }
}

/// Dresses the window: both modes at once, so that a change of mode takes one frame.
pub(super) fn install(ctx: &egui::Context) {
    // Where the system does not say, paper is light.
    ctx.options_mut(|options| options.fallback_theme = Mode::Light);
    for (mode, palette) in [(Mode::Light, &LIGHT), (Mode::Dark, &DARK)] {
        ctx.set_visuals_of(mode, palette.visuals(mode));
        ctx.style_mut_of(mode, |style| {
            style.spacing.item_spacing = egui::vec2(8.0, 4.0);
            style.spacing.button_padding = egui::vec2(8.0, 4.0);
            style.spacing.interact_size.y = 26.0;
            style.spacing.menu_margin = egui::Margin::same(6);
            style.spacing.scroll = egui::style::ScrollStyle::thin();
            style.interaction.selectable_labels = false;
            style.interaction.tooltip_delay = 0.4;
            style.animation_time = 0.08;
            style.scroll_animation = egui::style::ScrollAnimation::none();
            for (text_style, font) in &mut style.text_styles {
                font.size = match text_style {
                    egui::TextStyle::Small => 11.5,
                    egui::TextStyle::Heading => 20.0,
                    _ => 13.5,
                };
            }
        });
    }
}
