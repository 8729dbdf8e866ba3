//! Relations: their sentences, and the rules that their properties stand for.

use super::matching::{forms, template};
use super::resolver::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Relation;
use crate::model::occurrences::{Entity, Role};
use crate::model::sort::SortId;
use crate::model::statement::count;
use crate::model::statement::{
    Attribution, Context, Expression, Formula, FormulaKind, Kind, Literal, RelationId, Statement, Step,
    Telling, Term, VariableId,
};
use crate::model::template::{Part, Template};
use crate::source::Span;
use crate::syntax::ast::{self, ComparisonOperator, Property, RuleMode, Sign};
use smol_str::{SmolStr, format_smolstr};

impl Resolver<'_> {
    /// Declares a relation with its sentences.
    pub(super) fn declare_relation(&mut self, relation: &ast::Relation, statement: &ast::Statement) {
        let Some((main, holes)) = self.main_template(&relation.template) else {
            self.poisoned.name(relation.name.text.clone());
            for text in texts(relation) {
                self.poisoned.pattern(&text.value);
            }
            return;
        };
        let mut sentences = vec![main];
        let mut negated = None;
        let mut symmetric = None;
        let mut may_be_undecided = false;
        let mut functional = false;
        for (span, property) in &relation.properties {
            match property {
                Property::Also(text) => sentences.extend(self.other_template(text, &holes)),
                Property::Negated(text) => negated = self.other_template(text, &holes),
                Property::Symmetric => symmetric = Some(*span),
                Property::MayBeUndecided => may_be_undecided = true,
                Property::Transitive
                | Property::Irreflexive
                | Property::Asymmetric
                | Property::Excludes(_) => {}
                Property::Functional => functional = true,
            }
        }
        if let Some(span) = symmetric
            && holes.len() != 2
        {
            self.needs_two(span, "symmetric");
            symmetric = None;
        }
        let made = Relation {
            name: relation.name.text.clone(),
            span: relation.name.span,
            doc: statement.doc.as_ref().map(|doc| doc.value.clone()),
            hole_names: holes.iter().map(|hole| hole.name.clone()).collect(),
            holes: holes.into_iter().map(|hole| hole.sorts).collect(),
            sentences,
            negated,
            symmetric,
            functional,
            may_be_undecided,
        };
        if let Some(known) = self.model.find_relation(&made.name) {
            let Some(first) = self.model.relation(known).cloned() else { return };
            // A standard relation may be declared again, and leave out what the doctrine adds.
            let standard = self.model.module(first.span).is_some();
            let same = standard
                && made.sentences.iter().all(|sentence| first.sentences.contains(sentence))
                && first.holes == made.holes
                && (made.negated.is_none() || first.negated == made.negated);
            if !same {
                self.twice(&made.name, "relation", made.span, Some(first.span));
                for text in texts(relation) {
                    self.poisoned.pattern_beside(&text.value, &first);
                }
            }
            return;
        }
        let id = RelationId(count(self.model.relations.len()));
        self.model.relation_names.insert(made.name.clone(), id);
        self.occurs(made.span, Entity::Relation(id), Role::Declaration);
        self.model.relations.push(made);
        if !self.doctrine {
            self.check_overlap(id, relation.template.span);
        }
        self.patterns.add(&self.model, id);
    }

    fn needs_two(&mut self, span: Span, property: &str) {
        self.report(
            Diagnostic::new(
                Code::BadProperty,
                format!("only a relation between two things can be `{property}`"),
            )
            .label(span, "this relation has another number of holes")
            .help(format!("take `{property}` away")),
        );
    }

    /// Reports a relation whose sentence another one has too.
    fn check_overlap(&mut self, id: RelationId, span: Span) {
        let mut clash = None;
        for (_, mine) in forms(&self.model, id) {
            for pattern in self.patterns.like(mine) {
                let other = pattern.relation;
                let (Some(relation), Some(theirs)) =
                    (self.model.relation(other), template(&self.model, pattern))
                else {
                    continue;
                };
                let taken_away = !self.model.relation_names.contains_key(&relation.name);
                if other != id && !taken_away && self.same_shape((id, mine), (other, theirs)) {
                    clash = clash.or(Some((relation.name.clone(), relation.span, other)));
                }
            }
        }
        let Some((name, first, other)) = clash else { return };
        self.overlapping.insert(id);
        let standard = self.model.module(first).is_some();
        let sentence = self.pattern_words(other);
        let help = if standard {
            format!(
                "say it with the standard relation `{name}`, word your own differently, or take the standard \
                 one away: `analysis …, without relation {name}.`"
            )
        } else {
            String::from("word one of them differently")
        };
        self.report(
            Diagnostic::new(Code::Overlap, format!("this sentence is also one of the relation `{name}`"))
                .label(span, "cannot be told apart")
                .label(first, format!("its sentence is `{sentence}`"))
                .help(help),
        );
    }

    /// Whether some tokens fit both patterns, one term a token.
    fn same_shape(
        &self,
        (mine, one): (RelationId, &Template),
        (theirs, two): (RelationId, &Template),
    ) -> bool {
        let sorts = |relation: RelationId, hole: usize| {
            self.model.relation(relation).and_then(|r| r.holes.get(hole)).map_or(&[][..], Vec::as_slice)
        };
        one.parts.len() == two.parts.len()
            && one.parts.iter().zip(&two.parts).all(|(a, b)| match (a, b) {
                (Part::Word(a), Part::Word(b)) => a == b,
                (Part::Hole(a), Part::Hole(b)) => sorts(mine, *a)
                    .iter()
                    .any(|a| sorts(theirs, *b).iter().any(|b| self.model.sorts.overlap(*a, *b))),
                (Part::Word(_), Part::Hole(_)) | (Part::Hole(_), Part::Word(_)) => false,
            })
    }

    /// The rules and constraints that the properties of a relation stand for.
    pub(super) fn relation_properties(&mut self, relation: &ast::Relation) {
        let Some(id) = self.model.find_relation(&relation.name.text) else { return };
        let known = self.model.relation(id).map(|known| (known.span, known.holes.clone()));
        let Some((span, holes)) = known else { return };
        if span != relation.name.span {
            return;
        }
        for (span, property) in &relation.properties {
            match property {
                Property::Also(_) | Property::Negated(_) | Property::Symmetric | Property::MayBeUndecided => {
                }
                Property::Transitive => self.between_two(id, *span, "transitive", holes.len()),
                Property::Irreflexive => self.irreflexive(id, *span, &holes),
                Property::Asymmetric => self.between_two(id, *span, "asymmetric", holes.len()),
                Property::Functional => self.functional(id, *span, &holes),
                Property::Excludes(other) => self.excludes(id, *span, other, holes.len()),
            }
        }
    }

    fn between_two(&mut self, id: RelationId, span: Span, property: &str, holes: usize) {
        if holes != 2 {
            return self.needs_two(span, property);
        }
        let pair = |a, b| literal(id, span, vec![variable(a), variable(b)]);
        match property {
            "transitive" => {
                let body = and(span, vec![pair(0, 1), pair(1, 2)]);
                let head = pair_literal(id, span, 0, 2);
                self.property(
                    id,
                    span,
                    Kind::Rule(RuleMode::Strict),
                    "transitive",
                    vec![head],
                    body,
                    &["a", "b", "c"],
                );
            }
            _ => {
                let body = and(span, vec![pair(0, 1), pair(1, 0)]);
                self.property(id, span, Kind::Impossible, "asymmetric", Vec::new(), body, &["a", "b"]);
            }
        }
    }

    /// Nothing stands in the relation to itself: the first two holes that can take the same thing.
    fn irreflexive(&mut self, id: RelationId, span: Span, holes: &[Vec<SortId>]) {
        if holes.len() < 2 {
            return self.needs_two(span, "irreflexive");
        }
        let names = ["a", "b", "c", "d", "e", "f"];
        let mut terms = vec![variable(0), variable(0)];
        terms.extend((2..holes.len()).map(|at| variable(count(at - 1))));
        let used = names.get(..holes.len() - 1).unwrap_or(&names);
        let body = literal(id, span, terms);
        self.property(id, span, Kind::Impossible, "irreflexive", Vec::new(), body, used);
    }

    /// One value of the last argument for the same others. Two amounts or dates break it only when they
    /// have no value in common.
    fn functional(&mut self, id: RelationId, span: Span, holes: &[Vec<SortId>]) {
        let Some((_, others)) = holes.split_last() else { return };
        let width = count(others.len());
        let row = |value: u32| {
            let mut terms: Vec<Term> = (0..width).map(variable).collect();
            terms.push(variable(value));
            literal(id, span, terms)
        };
        let operator = ComparisonOperator::NotEqual;
        let side = |at| Expression { span, steps: vec![Step::Push(variable(at))] };
        let different = Formula { span, kind: FormulaKind::Compare(side(width), operator, side(width + 1)) };
        let body = and(span, vec![row(width), row(width + 1), different]);
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let used = names.get(..others.len() + 2).unwrap_or(&names);
        self.property(id, span, Kind::Impossible, "functional", Vec::new(), body, used);
    }

    fn excludes(&mut self, id: RelationId, span: Span, other: &ast::Name, holes: usize) {
        let Some(excluded) = self.model.find_relation(&other.text) else {
            let diagnostic =
                Diagnostic::new(Code::UnknownName, format!("there is no relation `{}`", other.text))
                    .label(other.span, "not known")
                    .help("name a relation that is declared, by its name and not by its sentence");
            return self.not_known(&other.text, diagnostic);
        };
        self.refer(other.span, Entity::Relation(excluded));
        if self.model.relation(excluded).is_none_or(|relation| relation.holes.len() != holes) {
            self.report(
                Diagnostic::new(Code::BadProperty, format!("`{}` has another number of holes", other.text))
                    .label(other.span, "cannot be excluded")
                    .help("only relations over the same things exclude each other"),
            );
            return;
        }
        let names = ["a", "b", "c", "d", "e", "f"];
        let terms: Vec<Term> = (0..count(holes)).map(variable).collect();
        let body = and(span, vec![literal(id, span, terms.clone()), literal(excluded, span, terms)]);
        let used = names.get(..holes).unwrap_or(&names);
        let gloss =
            format!("`{}` and `{}` exclude each other", self.pattern_words(id), self.pattern_words(excluded));
        let property = format!("excludes_{}", other.text);
        self.property_meaning(id, span, (Kind::Impossible, &property, gloss), Vec::new(), body, used);
    }

    #[allow(clippy::too_many_arguments, reason = "one statement, spelt out once")]
    fn property(
        &mut self,
        relation: RelationId,
        span: Span,
        kind: Kind,
        property: &str,
        heads: Vec<Literal>,
        body: Formula,
        variables: &[&str],
    ) {
        let gloss = format!("{}: `{}`", meaning(property), self.pattern_words(relation));
        self.property_meaning(relation, span, (kind, property, gloss), heads, body, variables);
    }

    fn property_meaning(
        &mut self,
        relation: RelationId,
        span: Span,
        (kind, property, gloss): (Kind, &str, String),
        heads: Vec<Literal>,
        body: Formula,
        variables: &[&str],
    ) {
        let name = self.model.relation(relation).map(|r| r.name.clone()).unwrap_or_default();
        self.add(Statement {
            kind,
            name: format_smolstr!("{name}_{property}"),
            gloss: Some(SmolStr::from(gloss)),
            doc: None,
            span,
            label: None,
            heads,
            body: Some(body),
            variables: variables.iter().map(SmolStr::new).collect(),
            attribution: Attribution::default(),
            telling: Telling::Plain,
            context: Context::Base,
        });
    }
}

/// The sentences of a relation, as they are written.
fn texts(relation: &ast::Relation) -> impl Iterator<Item = &ast::Text> {
    let others = relation.properties.iter().filter_map(|(_, property)| match property {
        Property::Also(text) | Property::Negated(text) => Some(text),
        _ => None,
    });
    std::iter::once(&relation.template).chain(others)
}

/// What a property means, for the one who breaks it.
fn meaning(property: &str) -> &'static str {
    match property {
        "transitive" => "it carries over",
        "irreflexive" => "nothing can stand in this relation to itself",
        "asymmetric" => "this cannot hold both ways",
        _ => "there can be one value only",
    }
}

fn variable(at: u32) -> Term {
    Term::Variable(VariableId(at))
}

fn pair_literal(relation: RelationId, span: Span, a: u32, b: u32) -> Literal {
    Literal { span, sign: Sign::Positive, relation, terms: vec![variable(a), variable(b)], on: None }
}

fn literal(relation: RelationId, span: Span, terms: Vec<Term>) -> Formula {
    let literal = Literal { span, sign: Sign::Positive, relation, terms, on: None };
    Formula { span, kind: FormulaKind::Literal(literal) }
}

fn and(span: Span, members: Vec<Formula>) -> Formula {
    Formula { span, kind: FormulaKind::And(members) }
}
