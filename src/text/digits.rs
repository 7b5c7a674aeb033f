//! Single Chinese digits and powers of ten, as every reader of numbers needs them. Pure.

/// The value of a Chinese digit, of folded text.
#[must_use]
#[inline]
pub const fn chinese_digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The power of ten that a character multiplies with, of folded text.
#[must_use]
#[inline]
pub const fn power_of_ten(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}
