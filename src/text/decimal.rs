//! Numbers of a text, exact: 0.1 is a tenth and nothing near it.

/// Parts of one that a [`Decimal`] tells apart.
const PARTS: u128 = 1_000_000_000_000;
/// Digits behind the point.
const N_DECIMALS: usize = 12;
/// What is larger is no number of a newspaper: 10^24.
const MOST: u128 = PARTS * PARTS * PARTS;

/// A number from 0 to 10^24, with at most twelve decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(u128);

impl Decimal {
    /// A whole number.
    #[must_use]
    pub const fn whole(number: u64) -> Self {
        Self(number as u128 * PARTS)
    }

    /// Reads digits with at most one point: "38895000000", "12.5". `None` where that is not exact.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !are_digits(whole) || !are_digits(decimals) {
            return None;
        }
        let decimals = decimals.trim_end_matches('0');
        if whole.len() > 25 || decimals.len() > N_DECIMALS {
            return None;
        }
        format!("{whole}{decimals:0<N_DECIMALS$}")
            .parse()
            .ok()
            .map(Self)
            .filter(|number| number.0 <= MOST)
    }

    /// The sum; `None` beyond the largest.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self(self.0.checked_add(other.0)?)).filter(|sum| sum.0 <= MOST)
    }

    /// So many times as much; `None` beyond the largest.
    #[must_use]
    pub fn times(self, factor: u128) -> Option<Self> {
        Some(Self(self.0.checked_mul(factor)?)).filter(|product| product.0 <= MOST)
    }

    /// Has it no decimals?
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0.is_multiple_of(PARTS)
    }

    /// The number, where it is whole and fits.
    #[must_use]
    pub fn as_whole(self) -> Option<u64> {
        u64::try_from(self.0 / PARTS)
            .ok()
            .filter(|_| self.is_whole())
    }

    /// A text for the number that stands before that of any larger one: the number of its digits,
    /// and those of them that count.
    #[must_use]
    pub fn sort_key(self) -> String {
        let digits = self.0.to_string();
        // At most 37 digits: the sign is between '1' and 'U'.
        let n_digits = u8::try_from(digits.len()).unwrap_or(0);
        format!(
            "{}{}",
            char::from(b'0' + n_digits),
            digits.trim_end_matches('0')
        )
    }

    /// The number that a sort key is of.
    #[must_use]
    pub fn of_sort_key(key: &str) -> Option<Self> {
        let n_digits = usize::from(key.bytes().next()?.checked_sub(b'0')?);
        let digits = key.get(1..)?;
        format!("{digits:0<n_digits$}").parse().ok().map(Self)
    }

    /// With a comma at every thousand: "38,895,000,000".
    #[must_use]
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
        let n_first = whole.len() % 3;
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && at % 3 == n_first {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if !decimals.is_empty() {
            grouped.push('.');
            grouped.push_str(decimals);
        }
        grouped
    }

    /// In 亿 or 万 where that is short, else in digits: "388.95亿", "13.3万", "12345".
    #[must_use]
    pub fn short(self) -> String {
        for (unit, n_zeros, n_most) in [("亿", 8, 4), ("万", 4, 2)] {
            let divisor = PARTS * 10_u128.pow(n_zeros);
            let step = divisor / 10_u128.pow(n_most);
            if self.0 >= divisor && self.0.is_multiple_of(step) {
                let steps = self.0 / step;
                let scale = 10_u128.pow(n_most);
                let (whole, decimals) = (steps / scale, steps % scale);
                let width = n_most as usize;
                let digits = format!("{decimals:0>width$}");
                let digits = digits.trim_end_matches('0');
                let point = if digits.is_empty() { "" } else { "." };
                return format!("{whole}{point}{digits}{unit}");
            }
        }
        self.to_string()
    }
}

impl std::fmt::Display for Decimal {
    /// Digits, and a point where it has decimals.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, decimals) = (self.0 / PARTS, self.0 % PARTS);
        if decimals == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{decimals:0>N_DECIMALS$}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}
