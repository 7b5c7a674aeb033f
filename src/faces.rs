//! The bundled Song face, once: the window reads in it, and pages of PDF files whose Chinese fonts
//! are not in the file are drawn in it.

/// The Song face, regular.
pub(crate) static SONG: &[u8] = include_bytes!("../assets/fonts/NotoSerifSC-Regular.ttf");
