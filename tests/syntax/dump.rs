//! A compact picture of the tree, one line for each statement, for the tables of expected trees.

use std::fmt::{self, Write};
use strat::internals::syntax::ast::*;

/// The statements, blocks indented.
pub(crate) fn dump(ast: &Ast) -> String {
    let mut out = String::new();
    statements(&mut out, &ast.statements, 0).expect("writing to a string");
    out
}

fn statements(out: &mut String, list: &[Statement], depth: usize) -> fmt::Result {
    for statement in list {
        let indent = "  ".repeat(depth);
        if let Some(doc) = &statement.doc {
            writeln!(out, "{indent}## {}", doc.value.replace('\n', " / "))?;
        }
        write!(out, "{indent}")?;
        if let Some(label) = &statement.label {
            write!(out, "@{}: ", label.text)?;
        }
        write!(out, "{}", kind(&statement.kind))?;
        for qualifier in &statement.qualifiers {
            write!(out, " | {}", qualified(&qualifier.kind))?;
        }
        writeln!(out)?;
        if let Some(block) = &statement.block {
            statements(out, block, depth + 1)?;
        }
    }
    Ok(())
}

fn name(name: &Name) -> String {
    match name.style {
        NameStyle::Plain => name.text.to_string(),
        NameStyle::Quoted => format!("{:?}", name.text.as_str()),
    }
}

fn list(names: &[Name]) -> String {
    names.iter().map(name).collect::<Vec<_>>().join("+")
}

fn gloss(gloss: &Option<Text>) -> String {
    gloss.as_ref().map_or(String::new(), |text| format!(" {:?}", text.value.as_str()))
}

fn declaration(word: &str, declaration: &Declaration) -> String {
    let mut out = format!("{word} {}{}", list(&declaration.names), gloss(&declaration.gloss().cloned()));
    for clause in &declaration.clauses {
        let _ = write!(out, " [{}]", clause_kind(&clause.kind));
    }
    out
}

fn kind(kind: &StatementKind) -> String {
    match kind {
        StatementKind::Analysis(inner) => declaration("analysis", inner),
        StatementKind::Import(path) => format!("import {:?}", path.value.as_str()),
        StatementKind::Declare(keyword, inner) => declaration(&format!("{keyword:?}").to_lowercase(), inner),
        StatementKind::DeclareSort { sort, declaration: inner } => {
            declaration(&format!("declare {}", name(sort)), inner)
        }
        StatementKind::DeclareFrom { sort, path, column } => format!(
            "declare {} from {:?}{}",
            name(sort),
            path.value.as_str(),
            column.as_ref().map_or(String::new(), |column| format!(" column {}", token(column)))
        ),
        StatementKind::Resolve(inner) => {
            format!("resolve {} as {:?}", list(&inner.forecasts), inner.outcome).to_lowercase()
        }
        StatementKind::Commitment(inner) => {
            let mut out = format!(
                "commitment {}{}: {} to {}: {}",
                name(&inner.name),
                gloss(&inner.gloss),
                name(&inner.debtor),
                name(&inner.creditor),
                formula(&inner.consequent)
            );
            if let Some(antecedent) = &inner.antecedent {
                let _ = write!(out, " if {}", formula(antecedent));
            }
            if let Some(deadline) = &inner.deadline {
                let _ = write!(out, " by {}", date(deadline));
            }
            out
        }
        StatementKind::Veto(inner) => format!(
            "veto {}{}: {} over {}{}{}",
            name(&inner.name),
            gloss(&inner.gloss),
            list(&inner.holders),
            list(&inner.over),
            inner.group.as_ref().map_or(String::new(), |group| format!(" of {}", name(group))),
            inner.basis.as_ref().map_or(String::new(), |basis| format!(" by {}", name(basis))),
        ),
        StatementKind::Forecast(inner) => {
            let mut out = format!("forecast {}{}: ", name(&inner.name), gloss(&inner.gloss));
            out.push_str(&literals(&inner.head));
            if let Some(body) = &inner.body {
                let _ = write!(out, " if {}", formula(body));
            }
            if let Some(due) = &inner.due {
                let _ = write!(out, " by {}", date(due));
            }
            out
        }
        StatementKind::Hypothesis(inner) => {
            format!("hypothesis {}{}: {}", name(&inner.name), gloss(&inner.gloss), formula(&inner.formula))
        }
        StatementKind::Question(inner) => declaration("question", inner),
        StatementKind::Scenario(inner) => declaration("scenario", inner),
        StatementKind::Relation(inner) => {
            let mut out = format!("relation {} {:?}", name(&inner.name), inner.template.value.as_str());
            for (_, property) in &inner.properties {
                let _ = match property {
                    Property::MayBeUndecided => write!(out, " [may be undecided]"),
                    Property::Also(text) => write!(out, " [also {:?}]", text.value.as_str()),
                    Property::Negated(text) => write!(out, " [negated {:?}]", text.value.as_str()),
                    Property::Excludes(other) => write!(out, " [excludes {}]", name(other)),
                    Property::Symmetric
                    | Property::Transitive
                    | Property::Irreflexive
                    | Property::Asymmetric
                    | Property::Functional => {
                        write!(out, " [{}]", format!("{property:?}").to_lowercase())
                    }
                };
            }
            out
        }
        StatementKind::Indicator(inner) => format!(
            "indicator {}{} of {}{}: {}",
            name(&inner.name),
            gloss(&inner.gloss),
            name(&inner.of),
            inner.expected.as_ref().map_or(String::new(), |day| format!(" expected by {}", date(day))),
            formula(&inner.formula)
        ),
        StatementKind::Matrix(question) => format!("matrix for {}", name(question)),
        StatementKind::Ratings { path, question } => {
            format!("ratings {:?} for {}", path.value.as_str(), name(question))
        }
        StatementKind::RatingScale(entries) => {
            let entries =
                entries.iter().map(|entry| format!("{} {:?}", name(&entry.mark), entry.likely.kind));
            format!("ratings scale: {}", entries.collect::<Vec<_>>().join("; "))
        }
        StatementKind::Rated(inner) => {
            let marks = inner.ratings.iter().map(|rating| match rating.hypotheses.as_slice() {
                [] => name(&rating.mark),
                hypotheses => format!("{} for {}", name(&rating.mark), list(hypotheses)),
            });
            format!("rated {:?}: {}", inner.text.value.as_str(), marks.collect::<Vec<_>>().join(", "))
        }
        StatementKind::Scale(inner) => {
            let words = inner
                .words
                .iter()
                .map(|(word, low, high)| format!("{} {} to {}", name(word), token(low), token(high)));
            format!(
                "scale {}{}: {}",
                name(&inner.name),
                gloss(&inner.gloss),
                words.collect::<Vec<_>>().join("; ")
            )
        }
        StatementKind::Rule(inner) => {
            let mut out = format!("rule {}{}: ", name(&inner.name), gloss(&inner.gloss));
            if inner.mode == RuleMode::Normally {
                out.push_str("normally ");
            }
            out.push_str(&literals(&inner.head));
            if let Some(body) = &inner.body {
                let _ = write!(out, " if {}", formula(body));
            }
            out
        }
        StatementKind::Constraint(inner) => format!(
            "{} {}{}: {}",
            format!("{:?}", inner.kind).to_lowercase(),
            name(&inner.name),
            gloss(&inner.gloss),
            formula(&inner.body)
        ),
        StatementKind::Facts(inner) => {
            let declaring = match inner.declaring.as_slice() {
                [] => String::new(),
                sorts => format!(" declaring {}", list(sorts)),
            };
            let columns = match inner.columns.as_slice() {
                [] => String::new(),
                columns => format!(" columns {}", tokens(columns)),
            };
            let said = |keyword: &str, text: &Option<Text>| {
                text.as_ref().map_or(String::new(), |text| format!(" {keyword} {:?}", text.value.as_str()))
            };
            let (dates, numbers) = (said("dates", &inner.dates), said("numbers", &inner.numbers));
            let separator = said("separator", &inner.separator);
            let gaps = match (inner.skipping_gaps, inner.rejected.is_some()) {
                (true, true) => " skipping gaps rejected",
                (true, false) => " skipping gaps",
                (false, true) => " rejected",
                (false, false) => "",
            };
            format!(
                "facts {:?} as {}{columns}{declaring}{dates}{numbers}{separator}{gaps}",
                inner.path.value.as_str(),
                name(&inner.relation)
            )
        }
        StatementKind::Expect(inner) => match inner {
            Expect::Holds(inner) => format!("expect {}", formula(inner)),
            Expect::Unproven(inner) => format!("expect unproven {}", literal(inner)),
            Expect::Status(status, inner) => format!("expect status {} {}", name(status), literal(inner)),
            Expect::AtLeast(inner, words) => {
                format!("expect {} at least {:?}", literal(inner), words.text.as_str())
            }
            Expect::AtLeastGiven(inner, given, words) => {
                format!(
                    "expect {} given {} at least {:?}",
                    formula(inner),
                    formula(given),
                    words.text.as_str()
                )
            }
            Expect::Answers(number, inner) => format!("expect {} answers {}", token(number), formula(inner)),
            Expect::Violated(inner) => format!("expect violated {}", name(inner)),
        },
        StatementKind::Prefer(inner) => format!(
            "prefer {} over {}{}",
            name(&inner.better),
            name(&inner.worse),
            inner.question.as_ref().map_or(String::new(), |question| format!(" on {}", name(question)))
        ),
        StatementKind::Decision(inner) => {
            let base = |base: &Base| match base {
                Base::Members => String::from("its members"),
                Base::Voting => String::from("those voting"),
                Base::Named(base) => name(base),
                Base::WeightOf(weight, group) => format!("{} of {}", name(weight), name(group)),
                Base::Listed(names) => list(names),
            };
            let part = |part: &VotingPart| match &part.kind {
                VotingPartKind::Names(names) => list(names),
                VotingPartKind::Objection(objection, of) => {
                    let objection = match objection {
                        Objection::None => String::from("none"),
                        Objection::AtMost(number) => format!("at most {}", token(number)),
                        Objection::FewerThan(number) => format!("fewer than {}", token(number)),
                    };
                    format!("{objection} of {} against", base(of))
                }
                VotingPartKind::Share(Share::All, Base::Members) => String::from("unanimity"),
                VotingPartKind::Share(share, of) => {
                    let share = match share {
                        Share::All => String::from("all"),
                        Share::MoreThan(number) => format!("more than {}", token(number)),
                        Share::AtLeast(number) => token(number),
                        Share::AllBut(number) => format!("all but {}", token(number)),
                        Share::Majority => String::from("a majority"),
                    };
                    format!("{share} of {}", base(of))
                }
            };
            let way = |way: &Way| way.parts.iter().map(part).collect::<Vec<_>>().join(" with ");
            let ways: Vec<String> = inner.ways.iter().map(way).collect();
            format!("{} decides on {} by {}", name(&inner.group), list(&inner.subjects), ways.join(" or "))
        }
        StatementKind::Game(inner) => declaration("game", inner),
        StatementKind::Outcome(inner) => {
            format!("outcome {}{}: {}", name(&inner.name), gloss(&inner.gloss), formula(&inner.formula))
        }
        StatementKind::Suppose(inner) => format!("suppose {}", literal(inner)),
        StatementKind::Retract(inner) => format!("retract @{}", name(inner)),
        StatementKind::Assert(inner) => {
            let mut out = String::new();
            match inner.mode {
                AssertMode::Assume => out.push_str("assume "),
                AssertMode::Observe => out.push_str("observe "),
                AssertMode::Plain => {}
            }
            out.push_str(&literal(&inner.literal));
            if let Some(body) = &inner.body {
                let _ = write!(out, " if {}", formula(body));
            }
            out
        }
        StatementKind::Block => String::from("block"),
    }
}

fn clause_kind(kind: &ClauseKind) -> String {
    match kind {
        ClauseKind::Is(names) => format!("is {}", list(names)),
        ClauseKind::Aka(names) => format!("aka {}", list(names)),
        ClauseKind::SpeaksFor(names) => format!("speaks for {}", list(names)),
        ClauseKind::BelongsTo(names) => format!("belongs to {}", list(names)),
        ClauseKind::Of(names) => format!("of {}", list(names)),
        ClauseKind::Graded(grade) => format!("graded {}", name(grade)),
        ClauseKind::Dated(day) => format!("dated {}", date(day)),
        ClauseKind::For(names) => format!("for {}", list(names)),
        ClauseKind::Via(names) => format!("via {}", list(names)),
        ClauseKind::TextFile(path) => format!("text {:?}", path.value.as_str()),
        ClauseKind::Priority(number) => format!("priority {}", token(number)),
        ClauseKind::Serves(names) => format!("serves {}", list(names)),
        ClauseKind::Harms(names) => format!("harms {}", list(names)),
        ClauseKind::ConflictsWith(names) => format!("conflicts with {}", list(names)),
        ClauseKind::Requires(names) => format!("requires {}", list(names)),
        ClauseKind::Uses(names) => format!("uses {}", list(names)),
        ClauseKind::AchievedIf(inner) => format!("achieved if {}", formula(inner)),
        ClauseKind::FailsIf(inner) => format!("fails if {}", formula(inner)),
        ClauseKind::By(names) => format!("by {}", list(names)),
        ClauseKind::Under(names) => format!("under {}", list(names)),
        ClauseKind::Taken(day) => format!("taken {}", date(day)),
        ClauseKind::On(day) => format!("on {}", date(day)),
        ClauseKind::Equals { number, unit } => format!("= {} {}", token(number), name(unit)),
        ClauseKind::Below(sort) => format!("below {}", name(sort)),
        ClauseKind::AsOf(day) => format!("as of {}", date(day)),
        ClauseKind::Scale(scale) => format!("scale {}", name(scale)),
        ClauseKind::Without(names) => format!("without {}", list(names)),
        ClauseKind::WithoutRelation(names) => format!("without relation {}", list(names)),
        ClauseKind::LikelyEnough(words) => format!("likely enough {:?}", words.text.as_str()),
        ClauseKind::Independent => String::from("independent"),
        ClauseKind::InHindsight => String::from("in hindsight"),
        ClauseKind::Closed => String::from("closed"),
        ClauseKind::Open => String::from("open"),
        ClauseKind::NotExclusive => String::from("not exclusive"),
        ClauseKind::Over(names) => format!("over {}", list(names)),
        ClauseKind::From(other) => format!("from {}", name(other)),
        ClauseKind::Irreversible => String::from("irreversible"),
        ClauseKind::Unrepeatable => String::from("unrepeatable"),
        ClauseKind::Extends(other) => format!("extends {}", name(other)),
    }
}

fn qualified(kind: &QualifierKind) -> String {
    match kind {
        QualifierKind::AccordingTo(names) => format!("according to {}", list(names)),
        QualifierKind::Likely(words) => format!("likely {:?}", words.text.as_str()),
        QualifierKind::Probability(low, high) => format!("{}..{}", token(low), token(high)),
        QualifierKind::Confidence(word) => format!("confidence {}", name(word)),
        QualifierKind::Since(day) => format!("since {}", date(day)),
        QualifierKind::Until(day) => format!("until {}", date(day)),
        QualifierKind::On(day) => format!("on {}", date(day)),
        QualifierKind::Key => String::from("key"),
        QualifierKind::Because(text) => format!("because {:?}", text.value.as_str()),
        QualifierKind::Quoting(text) => format!("quoting {:?}", text.value.as_str()),
        QualifierKind::Severity(word) => format!("severity {}", name(word)),
        QualifierKind::Folded => String::from("folded"),
    }
}

fn date(expression: &DateExpression) -> String {
    let mut out = token(&expression.anchor);
    if let Some((sign, number, unit)) = &expression.offset {
        let _ = write!(out, " {} {} {}", operator(*sign), token(number), name(unit));
    }
    out
}

fn operator(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Quotient => "div",
        Operator::Modulo => "mod",
    }
}

fn token(token: &Token) -> String {
    match &token.kind {
        TokenKind::Word(word) => word.to_string(),
        TokenKind::Variable(name) => format!("?{name}"),
        TokenKind::Label(name) => format!("@{name}"),
        TokenKind::Text(text) => format!("{:?}", text.as_str()),
        TokenKind::Number(text) => format!("#{text}"),
        TokenKind::Date(text) => format!("={text}"),
        TokenKind::Operator(sign) => operator(*sign).to_owned(),
    }
}

fn tokens(list: &[Token]) -> String {
    list.iter().map(token).collect::<Vec<_>>().join(" ")
}

fn literals(list: &[Literal]) -> String {
    list.iter().map(literal).collect::<Vec<_>>().join(" & ")
}

pub(crate) fn literal(literal: &Literal) -> String {
    let sign = if literal.sign == Sign::Negative { "not " } else { "" };
    match &literal.sentence {
        Sentence::Words(words) => format!("{sign}<{}>", tokens(words)),
        Sentence::Predicate(relation, arguments) => {
            let arguments = arguments.iter().map(|argument| tokens(argument)).collect::<Vec<_>>();
            format!("{sign}{}({})", name(relation), arguments.join("; "))
        }
    }
}

pub(crate) fn formula(formula: &Formula) -> String {
    let several = |list: &[Formula], joint: &str| {
        let members = list.iter().map(self::formula).collect::<Vec<_>>();
        format!("({})", members.join(joint))
    };
    match &formula.kind {
        FormulaKind::Literal(inner) => literal(inner),
        FormulaKind::And(members) => several(members, " & "),
        FormulaKind::Or(members) => several(members, " | "),
        FormulaKind::Unless(inner) => format!("unless {}", self::formula(inner)),
        FormulaKind::Compare(inner) => {
            format!("{} {:?} {}", expression(&inner.left), inner.operator, expression(&inner.right))
        }
        FormulaKind::Every { variable, domain, claim } => {
            format!("every ?{} where {} has {}", variable.name, self::formula(domain), self::formula(claim))
        }
        FormulaKind::Only { variable, domain } => {
            format!("only ?{} where {}", variable.name, self::formula(domain))
        }
        FormulaKind::Aggregate { target, function, variable, domain } => {
            let function = format!("{function:?}").to_lowercase();
            format!("?{} = {function} of ?{} where {}", target.name, variable.name, self::formula(domain))
        }
        FormulaKind::Suffice { variable, domain, subject, group } => {
            let domain = self::formula(domain);
            format!("?{} where {domain} suffice for {} in {}", variable.name, token(subject), token(group))
        }
    }
}

fn expression(expression: &Expression) -> String {
    let steps = expression.steps.iter().map(|step| match step {
        Step::Operand(list) => tokens(list),
        Step::Operate(sign) => operator(*sign).to_owned(),
    });
    format!("[{}]", steps.collect::<Vec<_>>().join(" ; "))
}

pub(crate) fn query(query: &Query) -> String {
    match &query.kind {
        QueryKind::Find(inner) => format!("find {}", formula(inner)),
        QueryKind::Why(inner) => format!("why {}", formula(inner)),
        QueryKind::WhyNot(inner) => format!("why not {}", formula(inner)),
        QueryKind::WhyFalse(inner) => format!("why false {}", formula(inner)),
        QueryKind::WhatIf(inner) => format!("what if {}", literals(inner)),
        QueryKind::WhatWouldItTake(inner) => format!("what would it take {}", literal(inner)),
        QueryKind::HowLikely(inner, None) => format!("how likely {}", formula(inner)),
        QueryKind::HowLikely(inner, Some(given)) => {
            format!("how likely {} given {}", formula(inner), formula(given))
        }
    }
}
