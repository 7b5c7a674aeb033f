//! Banmian.
fn main() -> anyhow::Result<()> {
    env_logger::init();
    let mut launch = banmian::ui::Launch::default();
    let args: Vec<String> = std::env::args().collect();
    let mut it = args.iter().skip(1);
    while let Some(a) = it.next() {
        match a.as_str() {
            "--screenshot" => launch.screenshot = it.next().map(Into::into),
            "--query" => launch.query = it.next().cloned(),
            "--page" => launch.shows_page = true,
            "--library" => launch.library = it.next().map(Into::into),
            "--theme" => {
                launch.theme = Some(if it.next().unwrap() == "dark" {
                    banmian::app::ThemeChoice::Dark
                } else {
                    banmian::app::ThemeChoice::Light
                })
            }
            "--language" => {
                launch.language = Some(if it.next().unwrap() == "en" {
                    banmian::app::Language::English
                } else {
                    banmian::app::Language::Chinese
                })
            }
            "--size" => {
                let s = it.next().unwrap();
                let (w, h) = s.split_once('x').unwrap();
                launch.size = (w.parse()?, h.parse()?);
            }
            _ => {}
        }
    }
    banmian::ui::open_window(launch, banmian::app::Folders::of_user().unwrap())?;
    Ok(())
}
