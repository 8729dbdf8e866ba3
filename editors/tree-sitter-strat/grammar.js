/**
 * The syntax of strat for editors without a server: colours, folds, an outline.
 *
 * `grammar/strat.pest` is the grammar. This one takes what that one takes and cuts a file into the same statements,
 * which a test holds over every example and page. It is laxer where colours do not care: which clause belongs to which
 * statement, and which words are names, is for the model.
 *
 * The sections are those of the pest grammar: statements, names and lists, clauses and qualifiers, conditions,
 * sentences, tokens.
 */

/** Clauses that name things. */
const NAMING = [
  "is", "aka", "speaks for", "belongs to", "of", "graded", "for", "via", "serves", "harms", "conflicts with", "requires",
  "uses", "under", "below", "without", "without relation", "extends", "over", "excludes", "according to", "confidence",
  "severity", "scale",
];

/** Clauses with a date. */
const DATING = ["dated", "taken", "since", "until", "expected by", "as of"];

/** Clauses with a date or a name. */
const NAMING_OR_DATING = ["by", "on"];

/** Clauses with a text in quotes. */
const QUOTING = ["text", "because", "quoting", "also", "negated"];

/** Clauses that stand alone. */
const ALONE = [
  "independent", "in hindsight", "closed", "open", "not exclusive", "irreversible", "unrepeatable", "symmetric",
  "transitive", "irreflexive", "asymmetric", "functional", "may be undecided", "key", "folded",
];

/** The words of a voting rule. */
const VOTING = [
  "unanimity", "consensus", "all", "but", "none", "is", "are", "against", "at", "least", "most", "more", "fewer", "less",
  "than", "a", "an", "simple", "absolute", "majority", "of", "the", "its", "their", "members", "those", "voting", "half", "one", "two", "three",
  "four", "five", "third", "thirds", "quarter", "quarters", "fourth", "fourths", "fifth", "fifths", "sixth", "sixths", "with",
  "and",
];

/** Declarations of names in lists. */
const LISTED = [
  "actor", "group", "source", "resource", "matter", "unit", "goal", "action", "event", "claim", "proposition", "sort",
];

/** The other statements with a word of their own. */
const OTHERS = [
  "analysis", "import", "declare", "commitment", "promise", "threat", "veto", "forecast", "question", "hypothesis",
  "indicator", "matrix", "ratings", "scenario", "game", "outcome", "relation", "scale", "rule", "impossible", "forbid",
  "facts", "resolve", "prefer", "retract",
];

/** Words of the language that may name something all the same: they begin a longer phrase, or stand where no name does. */
const FREE = [
  "in", "at", "may", "closed", "decides", "where", "count", "sum", "min", "max", "average", "answer", "answers", "violated",
  "unproven", "undisputed", "established", "contested", "rejected", "leading", "tenable", "possible",
];

/** One of several phrases, each with single blanks between its words. */
const phrases = (list) =>
  choice(...list.map((phrase) => (phrase.includes(" ") ? seq(...phrase.split(" ")) : phrase)));

const separated = (rule) => seq(rule, repeat(seq(",", rule)));

/** `A`, `A and B`, `A, B and C`. */
const listed = (rule) => seq(rule, optional(seq(repeat(seq(",", rule)), optional(","), "and", rule)));

/** A statement of these parts, with its label before it and what ends it. */
const statement = ($, ...parts) => seq(optional($.label), ...parts, choice(".", $.block));

/** Clauses and qualifiers: the first one needs no comma. */
const parts = ($) => seq(optional($.clause), repeat(seq(",", $._part)));

/** A statement that declares what its name says, with what follows a colon. */
const judged = ($, word, ...before) =>
  statement($, word, field("name", $.name), optional($.gloss), ...before, repeat(seq(",", $._part)), ":", $._judgement);

module.exports = grammar({
  name: "strat",

  word: ($) => $._plain,

  extras: ($) => [/\s/, $.doc_comment, $.comment],

  // Two readings go on side by side until a later word decides: whether a comma goes on with a list, whether a word is a
  // name or belongs to a likelihood, whether a parenthesis holds a condition, arguments or a sum.
  conflicts: ($) => [
    [$._base, $._names],
    [$._base, $.clause],
    [$._declared],
    [$._literal, $.arguments],
    [$._names],
    [$._names, $._date_expression],
    [$._part, $._item],
    [$.columns],
    [$.expect, $._item],
    [$.expect, $.name],
    [$.from_file],
    [$.name, $.clause],
    [$.name, $.way],
    [$.way],
    [$.name, $.likelihood],
    [$.percent, $._item],
    [$.reference, $._item],
    [$.status, $.name],
    [$.suffice, $._item],
    [$.table_clause],
  ],

  rules: {
    source_file: ($) => repeat($._statement),

    // -- 1. Statements -----------------------------------------------------------------------------------------------

    _statement: ($) =>
      choice(
        $.analysis, $.import, $.declaration, $.sort_declaration, $.commitment, $.veto, $.forecast, $.question,
        $.hypothesis, $.indicator, $.matrix, $.rated, $.ratings, $.scenario, $.game, $.outcome, $.relation, $.scale,
        $.rule, $.constraint, $.facts, $.resolve, $.expect, $.prefer, $.decision, $.suppose, $.retract, $.assertion,
        $.qualifier_block,
      ),

    label: ($) => seq("@", field("name", $.name), ":"),
    block: ($) => seq("{", repeat($._statement), "}", optional(".")),

    analysis: ($) => statement($, "analysis", field("name", $.name), optional($.gloss), parts($)),
    import: ($) => statement($, "import", $.string),
    declaration: ($) =>
      statement($, field("keyword", choice(...LISTED)), $._declared, optional($.equals), parts($)),
    sort_declaration: ($) =>
      statement($, "declare", field("sort", $.name), choice($._declared, $.from_file), repeat(seq(",", $._part))),
    from_file: ($) => seq("from", $.string, optional(seq(optional(","), "column", $.heading))),
    equals: ($) => seq("=", $.number, $.name),

    commitment: ($) =>
      statement(
        $, field("keyword", choice("commitment", "promise", "threat")), field("name", $.name), optional($.gloss),
        optional($.of_each), field("debtor", $.reference), "to", field("creditor", $.reference),
        repeat(seq(",", $._part)), ":", $._judgement,
      ),
    of_each: ($) => seq("of", $.variable, "where", $.parenthesis),
    veto: ($) =>
      statement(
        $, "veto", field("name", $.name), optional($.gloss), field("holder", $._names), "over", field("over", $._names),
        parts($),
      ),
    forecast: ($) => judged($, "forecast"),
    question: ($) => statement($, "question", field("name", $.name), optional($.gloss), parts($)),
    hypothesis: ($) => judged($, "hypothesis"),
    indicator: ($) => judged($, "indicator", "of", $.reference),
    outcome: ($) => judged($, "outcome"),
    rule: ($) => judged($, "rule"),
    constraint: ($) => judged($, field("keyword", choice("impossible", "forbid"))),

    matrix: ($) => statement($, "matrix", "for", $.reference, repeat(seq(",", $._part))),
    rated: ($) =>
      statement($, field("item", $.string), ":", separated($.rating), repeat(seq(",", choice($.weight, $.clause, $.between)))),
    weight: ($) => seq(choice("credibility", "relevance"), $.name),
    rating: ($) => seq($.mark, optional(seq("for", $._names))),
    mark: ($) => choice($.name, $.number, "+", "++", "-", "--"),
    ratings: ($) =>
      statement(
        $, "ratings", choice(seq($.string, "for", $.reference), seq("scale", ":", separated($.scale_mark))),
        repeat(seq(",", $._part)),
      ),
    scale_mark: ($) => seq($.mark, choice(seq($.number, optional(seq("to", $.number))), $.likelihood)),

    scenario: ($) =>
      statement(
        $, "scenario", field("name", $.name), optional($.gloss), repeat(seq(optional(","), $._base)),
        repeat(seq(",", $._part)),
      ),
    _base: ($) => choice(seq("extends", $.reference), seq("as", "of", $._date_expression)),
    game: ($) =>
      statement(
        $, "game", field("name", $.name), optional($.gloss), "over", $._names, optional(seq(optional(","), $.from)),
        repeat(seq(",", $._part)),
      ),
    from: ($) => seq("from", choice($.reference, $.date)),
    relation: ($) =>
      statement($, "relation", field("name", $.name), field("template", $.string), repeat(seq(",", $._part))),
    scale: ($) => statement($, "scale", field("name", $.name), optional($.gloss), ":", separated($.scale_word)),
    scale_word: ($) => seq($.likelihood, $.number, "to", $.number),

    facts: ($) =>
      statement(
        $, "facts", $.string, "as", field("relation", $.name), repeat(seq(optional(","), $.table_clause)),
        repeat(seq(",", $._part)),
      ),
    table_clause: ($) =>
      choice(
        $.columns, seq("declaring", listed($.name)), seq("skipping", "gaps"),
        seq(choice("dates", "numbers", "separator", "rejected"), $.string),
      ),
    columns: ($) => seq("columns", listed($.heading)),
    heading: ($) => choice($.name, $.string, $.number),
    resolve: ($) =>
      statement($, "resolve", $._names, "as", choice("true", "false", "void", $.reference), repeat(seq(",", $._part))),

    expect: ($) =>
      statement(
        $, "expect",
        choice(
          seq("violated", $.name),
          seq(choice("unproven", $.status), $._literal),
          seq($.number, choice("answer", "answers"), ":", $.formula),
          seq($.formula, optional($.given)),
        ),
        repeat(seq(",", $._part)),
      ),
    status: (_) => choice("undisputed", "established", "contested", "rejected", "leading", "tenable", "possible"),
    prefer: ($) =>
      statement(
        $, "prefer", $.reference, "over", $.reference, optional(seq("on", $.reference)), repeat(seq(",", $._part)),
      ),

    // It could be an assertion too.
    decision: ($) =>
      prec.dynamic(
        1,
        statement(
          $, field("council", $.reference), "decides", "on", $._names, "by", $.way,
          repeat(seq(optional(","), "or", "by", $.way)), repeat(seq(",", $._part)),
        ),
      ),
    // What it takes is not taken apart: words, shares, and names of those whom it counts.
    way: ($) => repeat1(choice(...VOTING, seq(",", "with"), $.number, $._names)),

    suppose: ($) => statement($, "suppose", $._literal, repeat(seq(",", $._part))),
    retract: ($) => statement($, "retract", $.label_reference),
    assertion: ($) =>
      statement(
        $, optional(choice("assume", "observe")), choice($._literal, alias($._predicate, $.sentence)),
        optional(choice($.given, $._condition)), repeat(seq(",", $._part)),
      ),
    qualifier_block: ($) => seq(optional($.label), separated($._part), $.block),

    // -- 2. Names and lists ------------------------------------------------------------------------------------------

    _declared: ($) =>
      seq($._declared_name, repeat(seq(",", $._declared_name)), optional(seq(optional(","), "and", $._declared_name))),
    _declared_name: ($) => seq(field("name", $.name), optional($.gloss)),
    gloss: ($) => $.string,
    name: ($) => choice($._plain, ...FREE),
    reference: ($) => choice($.name, $.string),
    _names: ($) => listed($.reference),

    // -- 3. Clauses and qualifiers -----------------------------------------------------------------------------------

    _part: ($) => choice($.clause, $.likelihood, $.percent, $.between),
    clause: ($) =>
      choice(
        seq(phrases(NAMING), $._names),
        seq(phrases(DATING), $._date_expression),
        seq(phrases(NAMING_OR_DATING), choice($._names, $._date_expression)),
        seq(phrases(QUOTING), $.string),
        seq("priority", $.number),
        seq(phrases(["likely enough", "at least"]), $.likelihood),
        seq(phrases(["achieved if", "fails if"]), $.formula),
        phrases(ALONE),
      ),
    likelihood: ($) => repeat1(choice($._plain, "likely")),
    percent: ($) => $.number,
    between: ($) => seq("between", $.number, "and", $.number),
    _date_expression: ($) =>
      seq(choice($.date, $.number, $.variable, $.reference), optional(seq(choice("+", "-"), $.number, $.name))),

    // -- 4. Conditions -----------------------------------------------------------------------------------------------

    _judgement: ($) => seq(optional("normally"), $.formula, optional($._condition), repeat(seq(",", $._part))),
    _condition: ($) => seq("if", $.formula),
    given: ($) => seq("given", $.formula),
    formula: ($) =>
      seq(
        choice($._member, seq("unless", $._member)),
        repeat(seq(choice("and", "or", "unless"), $._member)),
      ),
    _member: ($) => choice($._literal, $.comparison, $.parenthesis, $.every, $.only, $.suffice),
    parenthesis: ($) => seq("(", $.formula, ")"),
    every: ($) => seq("every", $.variable, "where", $.parenthesis, "has", $.parenthesis),
    only: ($) => seq("only", $.variable, "where", $.parenthesis),
    // `?m where (…)` could be a sentence with arguments too.
    suffice: ($) =>
      prec.dynamic(1, seq($.variable, "where", $.parenthesis, choice("suffice", "suffices"), "for", $._term, "in", $._term)),
    _term: ($) => choice($.variable, $.reference),
    comparison: ($) =>
      seq($.sentence, $.comparator, choice($.aggregate, seq($.sentence, optional(seq($.comparator, $.sentence))))),
    comparator: (_) => choice("!=", "<=", ">=", "=", "<", ">", "before", "after", "during"),
    aggregate: ($) =>
      seq(choice("count", "sum", "min", "max", "average"), "of", $.variable, "where", $.parenthesis),
    _literal: ($) => choice($.negation, $.sentence),
    negation: ($) => seq("not", $.sentence),

    // -- 5. Sentences ------------------------------------------------------------------------------------------------

    // Parentheses hold the arguments of a predicate, or what is calculated first.
    sentence: ($) => repeat1(choice($._item, $.arguments)),
    _predicate: ($) => seq(alias(choice(...LISTED, ...OTHERS), $.name), $.arguments),
    arguments: ($) => seq("(", separated($.sentence), ")"),
    _item: ($) =>
      choice($.name, $.variable, $.string, $.label_reference, $.date, $.number, $.between, "+", "-", "*", "/"),
    label_reference: ($) => seq("@", $.name),

    // -- 6. Tokens ---------------------------------------------------------------------------------------------------

    _plain: (_) => /[A-Za-z\p{XID_Start}][\p{XID_Continue}]*(-[\p{XID_Continue}]+)*/,
    variable: (_) => /\?[A-Za-z\p{XID_Start}][\p{XID_Continue}]*/,
    number: (_) => /-?[0-9]+(_[0-9]+)*(\.[0-9]+)?(\/[0-9]+(_[0-9]+)*|%)?/,
    date: (_) => /[0-9]{4}-[0-9]{2}(-[0-9]{2})?/,
    string: (_) => /"([^"\\]|\\[\s\S])*"/,
    doc_comment: (_) => token(prec(1, /##[^\n]*/)),
    comment: (_) => /#[^\n]*/,
  },
});
