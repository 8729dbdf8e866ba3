//! Colours and strokes of pictures, for light, dark and paper. They are those of Okabe and Ito (2008), safe for the
//! colour-blind; what a colour says a dash, a shape or a word says too.

/// The colours by their names: on a light screen, on a dark one, on paper.
const COLOURS: [(&str, [&str; 3]); 12] = [
    ("ink", ["#1b1f24", "#e6edf3", "#000"]),
    ("paper", ["#fff", "#0d1117", "#fff"]),
    ("line", ["#57606a", "#9aa4af", "#444"]),
    ("strong", ["#0072b2", "#56b4e9", "#0072b2"]),
    ("against", ["#b34700", "#ff9d5c", "#b34700"]),
    ("faint", ["#8c959f", "#6e7681", "#888"]),
    ("actor", ["#e8f1fa", "#14283d", "#e8f1fa"]),
    ("thing", ["#f3f4f6", "#21262d", "#f3f4f6"]),
    ("goal", ["#e6f4ea", "#12301d", "#e6f4ea"]),
    ("happening", ["#fff5e0", "#3a2c0c", "#fff5e0"]),
    ("claim", ["#fff", "#0d1117", "#fff"]),
    ("silence", ["#fff", "#0d1117", "#fff"]),
];

/// What is drawn how.
const RULES: &str = "\
.map{font-family:system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;color:var(--ink);background:var(--paper)}\
.map text{fill:var(--ink);text-anchor:middle;unicode-bidi:plaintext}\
.map .box{stroke:var(--line);stroke-width:1.2;fill:var(--thing)}\
.map .actor .box,.map .group .box{fill:var(--actor);stroke:var(--strong)}.map .group .box{stroke-width:2.4}\
.map .goal .box{fill:var(--goal)}.map .happening .box,.map .matter .box{fill:var(--happening)}\
.map .claim .box{fill:var(--claim)}.map .conclusion .box{fill:var(--actor)}\
.map .silence .box{fill:var(--silence);stroke-dasharray:4 3}.map .silence text{font-style:italic}\
.map .note{fill:var(--ink);opacity:.75}.map .over{fill:var(--paper)}\
.map .way{fill:none;stroke:var(--line);stroke-width:1.3}\
.map .strong .way{stroke:var(--strong);stroke-width:2.6}\
.map .against .way{stroke:var(--against);stroke-width:1.8;stroke-dasharray:7 3}\
.map .faint .way{stroke:var(--faint);stroke-width:1;stroke-dasharray:2 3}\
.map .head{fill:var(--line)}.map .strong .head{fill:var(--strong)}.map .against .head{fill:var(--against)}\
.map .faint .head{fill:var(--faint)}";

/// What a page does with a picture.
const ON_A_PAGE: &str = "\
.map .off{opacity:.1}\
.map a:hover .way,.map a:focus .way{stroke-width:3.4}.map a:hover .box,.map a:focus .box{stroke-width:3}";

/// The style of pictures, in the reader's light or dark.
pub(in crate::render) fn style() -> String {
    let [light, dark, paper] = [0, 1, 2].map(|at| {
        let values = COLOURS.iter().filter_map(|(name, all)| Some(format!("--{name}:{}", all.get(at)?)));
        format!(".map{{{}}}", values.collect::<Vec<_>>().join(";"))
    });
    format!("{light}@media(prefers-color-scheme:dark){{{dark}}}@media print{{{paper}}}{RULES}{ON_A_PAGE}")
}

/// The style on a light ground, without variables.
#[cfg(feature = "png")]
pub(super) fn plain() -> String {
    COLOURS.iter().fold(String::from(RULES), |rules, (name, [light, ..])| {
        rules.replace(&format!("var(--{name})"), light)
    })
}
