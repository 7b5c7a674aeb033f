//! Keys by name, as the table of commands has them and as they are printed.

/// A key on the keyboard with its modifiers, by egui-independent name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The key's name: "J", "Space", "ArrowDown", "Slash", "F1" …
    pub key: &'static str,
    /// With Ctrl (⌘ on a Mac).
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
    /// With Alt.
    pub alt: bool,
}

/// Ctrl as it is called on this system.
const CTRL: &str = if cfg!(target_os = "macos") {
    "⌘"
} else {
    "Ctrl+"
};

impl Shortcut {
    pub(super) const fn plain(key: &'static str) -> Self {
        Self {
            key,
            ctrl: false,
            shift: false,
            alt: false,
        }
    }

    pub(super) const fn ctrl(key: &'static str) -> Self {
        Self {
            key,
            ctrl: true,
            shift: false,
            alt: false,
        }
    }

    pub(super) const fn shift(key: &'static str) -> Self {
        Self {
            key,
            ctrl: false,
            shift: true,
            alt: false,
        }
    }

    pub(super) const fn alt(key: &'static str) -> Self {
        Self {
            key,
            ctrl: false,
            shift: false,
            alt: true,
        }
    }

    pub(super) const fn ctrl_shift(key: &'static str) -> Self {
        Self {
            key,
            ctrl: true,
            shift: true,
            alt: false,
        }
    }

    /// The shortcut as it is printed: "Ctrl+K", "Shift+N", "/".
    #[must_use]
    pub fn label(self) -> String {
        let mut label = String::new();
        for (is_held, name) in [
            (self.ctrl, CTRL),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if is_held {
                label.push_str(name);
            }
        }
        label.push_str(match self.key {
            "ArrowDown" => "↓",
            "ArrowUp" => "↑",
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "Slash" => "/",
            "Questionmark" => "?",
            "Escape" => "Esc",
            "Plus" => "+",
            "Minus" => "-",
            key => key,
        });
        label
    }
}
