//! Amounts of money in a text: a number, in Arabic or Chinese digits, with 万, 亿 and the like, and
//! a currency. One reader for what is printed and for what is searched.
//!
//! A number without a currency is no amount, and no rate of exchange is known here: dollars are
//! compared with dollars. What is only hinted at (数亿元, 几百万元) has no value; 多 and 余 change
//! none (3亿多元 is 3亿元).

mod read;

pub use read::{find_amounts, has_unit, read_amount};

/// What money is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Currency {
    /// 元, also 人民币.
    #[default]
    Yuan,
    /// 美元.
    UsDollar,
    /// 港元.
    HongKongDollar,
    /// 新台币.
    TaiwanDollar,
    /// 欧元.
    Euro,
    /// 日元.
    Yen,
    /// 英镑.
    Pound,
    /// 韩元.
    Won,
    /// 卢布.
    Rouble,
    /// 澳元.
    AustralianDollar,
    /// 加元.
    CanadianDollar,
}

impl Currency {
    /// The name behind a number.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TaiwanDollar => "新台币",
            other => read::UNITS
                .iter()
                .find(|(_, currency)| *currency == other)
                .map_or("元", |(name, _)| name),
        }
    }

    /// The code by which banks know it, as in ISO 4217.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yuan => "CNY",
            Self::UsDollar => "USD",
            Self::HongKongDollar => "HKD",
            Self::TaiwanDollar => "TWD",
            Self::Euro => "EUR",
            Self::Yen => "JPY",
            Self::Pound => "GBP",
            Self::Won => "KRW",
            Self::Rouble => "RUB",
            Self::AustralianDollar => "AUD",
            Self::CanadianDollar => "CAD",
        }
    }

    /// The currency that a text is a name of.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let known = read::UNITS.iter().find(|(unit, _)| *unit == name);
        known.map(|(_, currency)| *currency)
    }

    /// The name in English, behind a number.
    #[must_use]
    pub const fn english_name(self) -> &'static str {
        match self {
            Self::Yuan => "yuan",
            Self::UsDollar => "US dollars",
            Self::HongKongDollar => "Hong Kong dollars",
            Self::TaiwanDollar => "Taiwan dollars",
            Self::Euro => "euros",
            Self::Yen => "yen",
            Self::Pound => "pounds",
            Self::Won => "won",
            Self::Rouble => "roubles",
            Self::AustralianDollar => "Australian dollars",
            Self::CanadianDollar => "Canadian dollars",
        }
    }
}

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// What it is counted in.
    pub currency: Currency,
    /// In hundredths (分, cents), at most [`Amount::MOST_CENTS`].
    pub cents: u64,
}

impl Amount {
    /// More than any budget: 7 × 10^14 of the currency. What is more is kept as this.
    pub const MOST_CENTS: u64 = (1 << 56) - 1;

    /// One number for the amount: those of one currency stand together, in order.
    #[must_use]
    pub fn sortable(self) -> u64 {
        ((self.currency as u64) << 56) | self.cents.min(Self::MOST_CENTS)
    }

    /// The number before the currency, in 亿 or 万 where it is that large: "1.25亿".
    #[must_use]
    pub fn number(self) -> String {
        let (unit, n_decimals) = match self.cents {
            10_000_000_000.. => ("亿", 10),
            1_000_000.. => ("万", 6),
            _ => ("", 2),
        };
        let digits = format!("{:0>width$}", self.cents, width = n_decimals + 1);
        let (whole, decimals) = digits.split_at(digits.len() - n_decimals);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{whole}{point}{decimals}{unit}")
    }
}

impl std::fmt::Display for Amount {
    /// As [`read_amount`] reads it: "1.25亿元".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.number(), self.currency.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Currency, find_amounts, read_amount};

    #[test]
    fn amounts_are_numbers_with_a_currency() {
        for (text, found) in [
            ("总投资3.2亿元，占地360亩", "3.2亿元"),
            ("约１０００多万元、2,300元和20，000人", "1000万元 2300元"),
            ("年产值达3至5亿元", "3亿元 5亿元"),
            ("20万-30万元", "20万元 30万元"),
            ("3亿2000万元", "3.2亿元"),
            (
                "一千二百万元，两亿元，三点五亿美元",
                "1200万元 2亿元 3.5亿美元",
            ),
            (
                "一亿二千万元，十多亿元，三万亿元",
                "1.2亿元 10亿元 30000亿元",
            ),
            ("1.5 \n亿元", "1.5亿元"),
            ("上千万元", "1000万元"),
            ("数千万元、几百元、三元里、5元素、1月1日元旦", ""),
            ("2019 100万元", "100万元"),
            ("500万欧元（约合4000万元人民币）", "500万欧元 4000万元"),
            ("0.5元", "0.5元"),
        ] {
            let amounts: Vec<String> = find_amounts(text)
                .iter()
                .map(|(_, amount)| amount.to_string())
                .collect();
            assert_eq!(amounts.join(" "), found, "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_read_again() {
        for cents in [
            0,
            1,
            50,
            100,
            999_999,
            1_000_000,
            12_345_678_901,
            Amount::MOST_CENTS,
        ] {
            for currency in [Currency::Yuan, Currency::UsDollar, Currency::TaiwanDollar] {
                let amount = Amount { currency, cents };
                assert_eq!(read_amount(&amount.to_string()), Some(amount));
            }
        }
        assert_eq!(read_amount("1亿"), read_amount("10000万元"));
        for text in ["", "元", "很多元", "1亿元左右", "1..2"] {
            assert_eq!(read_amount(text), None, "{text}");
        }
    }
}
