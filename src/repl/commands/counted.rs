//! `:weigh` and `:council`: hypotheses against claims, and who can stop and carry a decision, as things stand now.

use super::super::conversation::{Conversation, Reply};
use crate::model::sort::SortId;
use crate::reason::{Options, Session, Stop, councils, weigh as weighed};
use crate::render::text;
use crate::report::{Command, Report};

/// `:weigh [QUESTION]`
pub(super) fn weigh(conversation: &mut Conversation, name: &str) -> Reply {
    told(conversation, name, SortId::QUESTION, Command::Weigh, |session, wanted| {
        session.report.weighings = Some(weighed(session, wanted)?);
        Ok(())
    })
}

/// `:council [GROUP]`
pub(super) fn council(conversation: &mut Conversation, name: &str) -> Reply {
    told(conversation, name, SortId::GROUP, Command::Council, |session, wanted| {
        session.report.councils = Some(councils(session, wanted, None)?);
        Ok(())
    })
}

/// The report on the analysis as it is now, of all or of one thing of a sort.
fn told(
    conversation: &mut Conversation,
    name: &str,
    sort: SortId,
    command: Command,
    look: impl Fn(&mut Session<'_>, Option<&str>) -> Result<(), Stop>,
) -> Reply {
    let model = conversation.framed(&conversation.draft.model);
    let wanted = Some(name.trim_end_matches('.')).filter(|name| !name.is_empty());
    let known = |name: &&str| {
        let symbol = model.names.get(*name).and_then(|id| model.symbol(*id));
        symbol.is_some_and(|symbol| model.sorts.is_below(symbol.sort, sort))
    };
    if let Some(name) = wanted.filter(|name| !known(name)) {
        let text = format!("there is no {} `{name}`", model.sorts.name(sort));
        return Reply::of(text::aside(&text, &conversation.style));
    }
    let options = Options { view: conversation.view(), budget: conversation.limits(), ..Options::default() };
    let mut session = Session::new(&model, command, Vec::new(), options);
    if let Err(Stop(diagnostic)) = look(&mut session, wanted) {
        return Reply::of(conversation.stopped(&diagnostic));
    }
    let report: Report = session.report;
    Reply::of(text::report(&report, &conversation.draft.map, &conversation.style))
}
