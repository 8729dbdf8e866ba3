//! Questions that no single sentence answers: what two have to do with each other, what happened in which order, what
//! somebody could do, how it will end, what was promised and what became of it.
//!
//! Invariant: each gives a page, whose lines are sentences that hold in the view.

mod action;
mod actor;
mod asked;
mod fixed;
mod time;
mod understand;

pub(super) use asked::Survey;
pub(super) use understand::{of_deed, survey};

use super::dossier;
use super::rows::{Rows, texts};
use crate::model::statement::SymbolId;
use crate::reason::{Session, Stop};
use crate::report::Page;
use crate::theory::Said;

/// The page of a survey.
///
/// # Errors
/// A limit was reached.
pub(super) fn page(session: &mut Session<'_>, survey: &Survey) -> Result<Page, Stop> {
    let model = session.model;
    let view = session.options.view.clone();
    let evaluated = session.look(&view, None, &[])?.evaluated;
    let rows = Rows { model, evaluated: &evaluated };
    let mut page = Page::default();
    let name = |symbol: SymbolId| model.write_symbol(symbol);
    match survey {
        Survey::Between(one, other) => {
            page.title = format!("{} and {}", name(*one), name(*other));
            dossier::between(model, &evaluated, *one, *other, &mut page);
            let asks = vec![format!("about {}", name(*one)), format!("about {}", name(*other))];
            if page.sections.is_empty() {
                page.add("No sentence that holds names both; of each alone something is known", asks);
            }
        }
        Survey::Timeline(bounds) => time::order(&rows, *bounds, &mut page),
        Survey::Apart(one, other) => time::apart(&rows, *one, *other, &mut page),
        Survey::Promises(whose) => actor::promises(&rows, *whose, &mut page),
        Survey::Outcomes => {
            page.title = String::from("How it may end");
            page.add("Where the games end", rows.lines(&["game_ends_in", "one_that_lasts"]));
            page.add("What can last", rows.lines(&["can_last"]));
            page.add("Who would leave what", rows.lines(&["would_leave"]));
            page.add("What they are set on", rows.lines(&["is_set_on", "will_not"]));
            page.add("What is forecast", rows.lines(&["forecasts", "falls_due", "came_true"]));
            page.add("What is expected of whom", rows.lines(&["expects", "expected_to_object"]));
        }
        Survey::Could(actor) => actor::could(&rows, *actor, &mut page),
        Survey::Word(actor) => actor::word(&rows, *actor, &mut page),
        Survey::Risks => {
            page.title = String::from("What is at risk");
            page.add("What fails or is put at risk", failing(&rows));
            page.add("Who lacks or fears what", rows.lines(&["lacks", "fears", "unable", "torn"]));
            page.add("Who loses from what", rows.lines(&["loses", "hurts", "harms"]));
            page.add("Who cannot do without whom", rows.lines(&["critically"]));
            page.add("Threats", rows.lines(&["threatens", "window_closing", "would_leave"]));
        }
        Survey::Purpose(action) => {
            action::purpose(&rows, *action, &mut page);
            action::explained(session, *action, &mut page)?;
        }
        Survey::Effects(what) => action::effects(&rows, *what, &mut page),
        Survey::Ahead(action) => action::ahead(&rows, *action, &mut page),
        Survey::Able(action) => action::able(&rows, *action, &mut page),
        Survey::Worth(action) => action::worth(&rows, *action, &mut page),
        Survey::Sides(action) => action::sides(&rows, *action, &mut page),
        Survey::Deadline(action) => action::deadline(&rows, *action, &mut page),
        Survey::Stakes => {
            page.title = String::from("Who gains and who loses");
            page.add("Gains", rows.lines(&["gains", "hopes"]));
            page.add("Loses", rows.lines(&["loses", "fears"]));
            page.add("Is torn", rows.lines(&["torn"]));
        }
        Survey::Power => {
            page.title = String::from("Who has power over whom");
            page.add("Who dominates", rows.lines(&["dominant", "dominates", "indispensable"]));
            page.add("Who has the stronger hold on whom", rows.lines(&["hold_on"]));
            page.add("Who has power over whom", rows.lines(&["power_over"]));
            page.add("Who can stop what", rows.lines(&["veto"]));
            page.add("Who decides", rows.lines(&["decides_alone", "decides_by"]));
        }
    }
    Ok(page)
}

/// What fails or is put at risk; of a commitment that is broken and still so, the latter alone.
fn failing(rows: &Rows<'_>) -> Vec<String> {
    let unmended = rows.of("unmended");
    let still = |said: &Said| unmended.iter().any(|other| other.terms == said.terms);
    let broken = rows.of("broken").into_iter().filter(|said| !still(said));
    [rows.lines(&["fails", "at_risk", "unmended"]), texts(rows.model, broken)].concat()
}
