//! Small PDF files, made letter by letter: what a test says stands where it says.

/// A page under way. Lengths are points from the upper left corner.
#[derive(Default)]
pub(crate) struct PdfPage {
    content: String,
}

pub(crate) const WIDTH: f32 = 600.0;
pub(crate) const HEIGHT: f32 = 800.0;

impl PdfPage {
    /// Prints text; `y` is its base line.
    pub(crate) fn text(mut self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let hex: String = text
            .encode_utf16()
            .map(|unit| format!("{unit:04X}"))
            .collect();
        let y = HEIGHT - y;
        self.content += &format!("BT /F1 {size} Tf {x} {y} Td <{hex}> Tj ET\n");
        self
    }

    /// Prints lines one below the other.
    pub(crate) fn column(mut self, x: f32, y: f32, size: f32, lines: &[&str]) -> Self {
        for (idx, line) in lines.iter().enumerate() {
            // Leading blanks as newspapers set them: as white.
            let n_blank = line.chars().take_while(|c| *c == '\u{3000}').count() as f32;
            let y = y + idx as f32 * 1.5 * size;
            self = self.text(x + n_blank * size, y, size, line.trim_start());
        }
        self
    }

    /// Prints letters one below the other.
    pub(crate) fn upright(mut self, x: f32, y: f32, size: f32, text: &str) -> Self {
        for (idx, letter) in text.chars().enumerate() {
            self = self.text(x, y + idx as f32 * 1.1 * size, size, &letter.to_string());
        }
        self
    }

    /// Adds operators as they are.
    pub(crate) fn raw(mut self, operators: &str) -> Self {
        self.content += operators;
        self.content.push('\n');
        self
    }

    /// Prints a picture: all the page shows, as in a scan.
    pub(crate) fn picture(self) -> Self {
        self.raw("q 500 0 0 700 50 50 cm /Im Do Q")
    }
}

/// The bytes of a file of these pages.
pub(crate) fn pdf(pages: Vec<PdfPage>) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|idx| format!("{} 0 R", 6 + 2 * idx))
        .collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            pages.len(),
            kids.join(" ")
        ),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H\
         /DescendantFonts[4 0 R]>>"
            .to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo\
         <</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor\
         <</Type/FontDescriptor/FontName/STSong-Light/Flags 6/ItalicAngle 0/Ascent 880\
         /Descent -120/StemV 90/CapHeight 700/FontBBox[0 -120 1000 880]>>>>"
            .to_owned(),
        stream(
            "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8",
            "abcd",
        ),
    ];
    for (idx, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {} 0 R\
             /Resources<</Font<</F1 3 0 R>>/XObject<</Im 5 0 R>>>>>>",
            7 + 2 * idx
        ));
        objects.push(stream("", &page.content));
    }
    assemble(&objects)
}

/// A file of these objects, numbered from 1; the first is its catalog.
pub(crate) fn assemble(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (idx, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", idx + 1);
    }
    let at = file.len();
    let n = objects.len() + 1;
    file += &format!("xref\n0 {n}\n0000000000 65535 f \n");
    for offset in offsets {
        file += &format!("{offset:010} 00000 n \n");
    }
    file += &format!("trailer\n<</Size {n}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n");
    file.into_bytes()
}

/// A stream object.
pub(crate) fn stream(entries: &str, content: &str) -> String {
    format!(
        "<<{entries}/Length {}>>\nstream\n{content}\nendstream",
        content.len()
    )
}
