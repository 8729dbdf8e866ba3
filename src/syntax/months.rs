//! The months by their English names.

/// The months, in their order.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The number of a month, from 1, by its name in whatever letters.
pub(crate) fn month(word: &str) -> Option<u32> {
    (1..).zip(MONTHS).find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(number, _)| number)
}
