//! Why a file gives no pages, as sentences.

use crate::model::Sentence;

/// Why a file gives no pages. A sentence without the file's name, which stands beside it.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// No such file.
    #[error("There is no such file.")]
    Missing,
    /// The file or its folder may not be read by this user.
    #[error("You have no right to read it.")]
    NoRights,
    /// A folder stands where a file was expected.
    #[error("It is a folder, not a file.")]
    IsFolder,
    /// The disk or the network failed.
    #[error("It cannot be read: {0}.")]
    Unreadable(#[source] std::io::Error),
    /// Zero bytes, or nothing but blanks.
    #[error("It is empty: there is no text in it.")]
    Empty,
    /// Pictures, archives, office documents and other bytes that are no text.
    #[error("It is not a text file: it {1}.")]
    NotText(&'static str, &'static str),
    /// A JSON Lines file without one usable line.
    #[error("None of its lines is an article: {0}")]
    NoArticles(Sentence),
    /// A PDF whose pages are pictures.
    #[error(
        "It is a scan: its pages are pictures without text. Have an OCR program read it first, \
         OCRmyPDF for example; what such programs write as ALTO or hOCR is read here, too."
    )]
    Scan,
    /// A PDF whose fonts do not say which letters they hold.
    #[error(
        "The file does not say which letters it is printed in. Have an OCR program read it first, \
         OCRmyPDF with --force-ocr for example."
    )]
    UnknownLetters,
    /// A PDF that asks for a password.
    #[error("It is locked with a password. Save a copy without one and import that.")]
    Locked,
    /// A PDF that is encrypted in a way that is not known here, or wrongly.
    #[error("It is encrypted in a way that is not supported.")]
    LockedStrangely,
    /// A PDF of which nothing can be read.
    #[error("It is damaged or cut off: as a PDF document it cannot be read.")]
    Damaged,
    /// A file too large to be a newspaper's, or one that grows so when it is unpacked.
    #[error("It is too large, or grows too large when unpacked.")]
    TooLarge,
    /// A ZIP file of which nothing can be read, or a part that is missing in one.
    #[error("It is damaged or cut off: what is packed in it cannot be read.")]
    BrokenZip,
    /// An archive where a document was expected.
    #[error("It is an archive of files; import it, and each of them counts.")]
    IsArchive,
    /// A table, a presentation, a document of another program.
    #[error(
        "It is an office document of a kind that is not read here; .docx is, and so are .csv and PDF."
    )]
    OtherOffice,
    /// A table without a column of headlines or texts.
    #[error(
        "Its first line names neither headlines nor texts. A table of articles needs a head with          title or body, and may have date, author, paper and page."
    )]
    NoColumns,
    /// XML that is not what OCR programs write.
    #[error("It is XML of a kind that is not read here; ALTO and hOCR are.")]
    OtherXml,
    /// XML that ends before its first line of text, or is no XML from there on.
    #[error("It is damaged or cut off: as XML it cannot be read.")]
    BrokenXml,
}

impl IngestError {
    /// The error as the reader is told of it.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::Missing => "没有这个文件。".to_owned(),
            Self::NoRights => "没有读取它的权限。".to_owned(),
            Self::IsFolder => "这是文件夹，不是文件。".to_owned(),
            Self::Unreadable(error) => format!("读不出来：{error}。"),
            Self::Empty => "文件是空的，里面没有文字。".to_owned(),
            Self::NotText(kind, _) => format!("不是文本文件：它{kind}。"),
            Self::NoArticles(trouble) => format!("没有一行是文章：{}", trouble.zh),
            Self::Scan => {
                "这是扫描件，页面是图片，没有文字。请先用文字识别（OCR）程序处理，例如 OCRmyPDF；\
                           这类程序输出的 ALTO 和 hOCR 文件，这里也能读。"
                    .to_owned()
            }
            Self::UnknownLetters => {
                "文件里的字没有编码，认不出是什么字。请先用文字识别（OCR）程序处理，\
                                     例如 OCRmyPDF 加 --force-ocr。"
                    .to_owned()
            }
            Self::Locked => "文件有密码。请另存一份不带密码的再导入。".to_owned(),
            Self::LockedStrangely => "文件的加密方式不受支持。".to_owned(),
            Self::Damaged => "文件已损坏或不完整，读不出 PDF 的内容。".to_owned(),
            Self::TooLarge => "文件太大，或者解压后太大。".to_owned(),
            Self::BrokenZip => "文件已损坏或不完整，读不出打包在里面的内容。".to_owned(),
            Self::IsArchive => "这是压缩包；导入它，里面的文件就逐个收入。".to_owned(),
            Self::OtherOffice => {
                "这种办公文档这里读不了；能读的是 .docx，还有 .csv 和 PDF。".to_owned()
            }
            Self::NoColumns => "第一行没有写明哪一列是标题、哪一列是正文。文章表格的表头要有“标题”或“正文”，                                还可以有“日期”“作者”“报纸”“版次”。"
                .to_owned(),
            Self::OtherXml => "这种 XML 这里读不了；能读的是 ALTO 和 hOCR。".to_owned(),
            Self::BrokenXml => "文件已损坏或不完整，读不出 XML 的内容。".to_owned(),
        };
        Sentence::new(zh, self.to_string())
    }
}

impl From<std::io::Error> for IngestError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::PermissionDenied => Self::NoRights,
            std::io::ErrorKind::IsADirectory => Self::IsFolder,
            _ => Self::Unreadable(error),
        }
    }
}
