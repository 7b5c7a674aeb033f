//! Names found while one types, among 300,000 of a large library's: `cargo bench --bench suggest`.

use banmian::index::NameTable;
use banmian::index::query::NameKind;
use std::sync::OnceLock;

const N_NAMES: usize = 300_000;

/// Characters that names are made of here, frequent ones first.
const CHARACTERS: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗新亭红军宏伟庆辉鸿祎占勇晓明建国志强文华\
    郑州高新区党工委管会网络安全靶场产业园项目公司集团有限责任局办事处研究院大学银行分重庆长沙单雄信";

/// Numbers that follow one another without a pattern: a linear congruence (Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

fn table() -> &'static NameTable {
    static TABLE: OnceLock<NameTable> = OnceLock::new();
    TABLE.get_or_init(|| {
        let characters: Vec<char> = CHARACTERS.chars().filter(|c| !c.is_whitespace()).collect();
        let mut numbers = Numbers(20_210_320);
        let names = (0..N_NAMES).map(|nth| {
            let (kind, n_chars) = match nth % 3 {
                0 => (NameKind::Person, 2 + numbers.below(2)),
                1 => (NameKind::Organization, 4 + numbers.below(8)),
                _ => (NameKind::Place, 2 + numbers.below(4)),
            };
            let name: String = (0..n_chars)
                .map(|_| characters[numbers.below(characters.len())])
                .collect();
            (kind, name, 1 + numbers.below(500) as u32)
        });
        NameTable::new(names.collect::<Vec<_>>())
    })
}

#[divan::bench(args = ["w", "wxt", "wangxinting", "zz", "zhengzhou", "王", "王新亭", "公司", "不在其中", "qqq"])]
fn names_that_fit(bencher: divan::Bencher<'_, '_>, typed: &str) {
    let table = table();
    bencher.bench(|| table.find(divan::black_box(typed), None, 24));
}

fn main() {
    divan::main();
}
