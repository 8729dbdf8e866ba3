//! The standard scales, as published.
//!
//! - `icd203`: Office of the Director of National Intelligence, Intelligence Community Directive 203,
//!   *Analytic Standards* (2015), D.6.e(2)(a): two rows of words for seven ranges, not to be mixed.
//! - `kent`: Sherman Kent, "Words of Estimative Probability", *Studies in Intelligence* 8 (1964):
//!   per cents "give or take", which leave gaps, and the synonyms of his list.
//! - `ipcc`: Mastrandrea et al., *Guidance Note for Lead Authors of the IPCC Fifth Assessment Report
//!   on Consistent Treatment of Uncertainties* (2010), with the further terms of the Fifth and Sixth
//!   Assessment Reports: the ranges are nested.
//! - `nz`: the scale of the New Zealand government agencies, as printed in Ministry for the
//!   Environment, *Our atmosphere and climate 2023*, appendix B.
//! - `phia`: Professional Head of Intelligence Assessment (UK), *Probability Yardstick* (2019).

use super::range::Row;

/// Words with their other forms, their rows, and the per cents that they stand for.
pub(super) type Table = &'static [(&'static str, &'static [&'static str], Row, i64, i64)];

const ICD203: Table = &[
    ("almost no chance", &[], Row::First, 1, 5),
    ("remote", &[], Row::Second, 1, 5),
    ("very unlikely", &[], Row::First, 5, 20),
    ("highly improbable", &[], Row::Second, 5, 20),
    ("unlikely", &[], Row::First, 20, 45),
    ("improbable", &["improbably"], Row::Second, 20, 45),
    ("roughly even chance", &[], Row::First, 45, 55),
    ("roughly even odds", &[], Row::Second, 45, 55),
    ("likely", &[], Row::First, 55, 80),
    ("probable", &["probably"], Row::Second, 55, 80),
    ("very likely", &[], Row::First, 80, 95),
    ("highly probable", &[], Row::Second, 80, 95),
    ("almost certain", &["almost certainly"], Row::First, 95, 99),
    ("nearly certain", &[], Row::Second, 95, 99),
];

const KENT: Table = &[
    ("impossible", &[], Row::Any, 0, 0),
    (
        "almost certainly not",
        &["virtually impossible", "almost impossible", "some slight chance", "highly doubtful"],
        Row::Any,
        2,
        12,
    ),
    ("probably not", &["doubtful", "improbable", "unlikely"], Row::Any, 20, 40),
    ("chances about even", &["about even"], Row::Any, 40, 60),
    ("probable", &["probably", "likely"], Row::Any, 63, 87),
    (
        "almost certain",
        &[
            "almost certainly",
            "virtually certain",
            "all but certain",
            "highly probable",
            "highly likely",
            "odds overwhelming",
            "chances overwhelming",
        ],
        Row::Any,
        87,
        99,
    ),
    ("certain", &[], Row::Any, 100, 100),
];

const IPCC: Table = &[
    ("exceptionally unlikely", &[], Row::Any, 0, 1),
    ("extremely unlikely", &[], Row::Any, 0, 5),
    ("very unlikely", &[], Row::Any, 0, 10),
    ("unlikely", &[], Row::Any, 0, 33),
    ("more unlikely than likely", &[], Row::Any, 0, 50),
    ("about as likely as not", &[], Row::Any, 33, 66),
    ("more likely than not", &[], Row::Any, 50, 100),
    ("likely", &[], Row::Any, 66, 100),
    ("very likely", &[], Row::Any, 90, 100),
    ("extremely likely", &[], Row::Any, 95, 100),
    ("virtually certain", &[], Row::Any, 99, 100),
];

const NZ: Table = &[
    ("highly unlikely", &["remote"], Row::Any, 0, 10),
    ("unlikely", &["improbable"], Row::Any, 15, 20),
    ("realistic possibility", &[], Row::Any, 25, 50),
    ("likely", &["probable", "probably"], Row::Any, 55, 70),
    ("highly likely", &["very likely", "highly probable", "very probable"], Row::Any, 75, 85),
    ("almost certain", &["almost certainly"], Row::Any, 90, 100),
];

const PHIA: Table = &[
    ("remote chance", &[], Row::Any, 0, 5),
    ("highly unlikely", &[], Row::Any, 10, 20),
    ("unlikely", &[], Row::Any, 25, 35),
    ("realistic possibility", &[], Row::Any, 40, 50),
    ("likely", &["probable", "probably"], Row::Any, 55, 75),
    ("highly likely", &[], Row::Any, 80, 90),
    ("almost certain", &["almost certainly"], Row::Any, 95, 100),
];

/// Where the scale of this name is published, and its words.
pub(super) fn published(name: &str) -> Option<(&'static str, Table)> {
    Some(match name {
        "icd203" => ("US Intelligence Community Directive 203 (2015)", ICD203),
        "kent" => ("Sherman Kent, Words of Estimative Probability (1964)", KENT),
        "ipcc" => ("IPCC guidance on uncertainty (2010), with the terms of AR5 and AR6", IPCC),
        "nz" => ("New Zealand government agencies (2023)", NZ),
        "phia" => ("UK Professional Head of Intelligence Assessment, Probability Yardstick (2019)", PHIA),
        _ => return None,
    })
}
