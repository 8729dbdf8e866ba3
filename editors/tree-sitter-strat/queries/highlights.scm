; Later patterns win.
(comment) @comment
(doc_comment) @comment.documentation
(string) @string
(gloss (string) @string.documentation)
(relation template: (string) @string.special)
(variable) @variable.parameter
(number) @number
(percent (number) @number)
(date) @number
(between (number) @number)
(comparator) @operator
["+" "-" "*" "/" "="] @operator
["(" ")" "{" "}"] @punctuation.bracket
["." "," ":"] @punctuation.delimiter
(label) @label
(label_reference) @label
(likelihood) @constant.builtin
(status) @constant.builtin
["true" "false" "void"] @boolean

; What is declared.
(analysis name: (name) @module)
(declaration name: (name) @type)
(sort_declaration sort: (name) @type.builtin name: (name) @type)
(commitment name: (name) @type)
(veto name: (name) @type)
(forecast name: (name) @type)
(question name: (name) @module)
(hypothesis name: (name) @type)
(indicator name: (name) @type)
(scenario name: (name) @module)
(game name: (name) @module)
(outcome name: (name) @type)
(scale name: (name) @type)
(relation name: (name) @function)
(rule name: (name) @function)
(constraint name: (name) @function)

; Words that join sentences.
["and" "or" "if" "unless" "given" "not" "every" "only" "where" "has" "suffice" "suffices"] @keyword.operator
["normally" "assume" "observe"] @keyword.modifier

; Words of the language, made from its table.
[
  "according"
  "achieved"
  "action"
  "actor"
  "aka"
  "also"
  "analysis"
  "as"
  "asymmetric"
  "at"
  "be"
  "because"
  "belongs"
  "below"
  "between"
  "by"
  "claim"
  "closed"
  "column"
  "columns"
  "commitment"
  "confidence"
  "conflicts"
  "dated"
  "dates"
  "declare"
  "declaring"
  "enough"
  "event"
  "excludes"
  "exclusive"
  "expect"
  "extends"
  "facts"
  "fails"
  "folded"
  "for"
  "forbid"
  "forecast"
  "functional"
  "game"
  "gaps"
  "goal"
  "graded"
  "group"
  "harms"
  "hindsight"
  "hypothesis"
  "import"
  "impossible"
  "in"
  "independent"
  "indicator"
  "irreflexive"
  "irreversible"
  "is"
  "key"
  "least"
  "likely"
  "matrix"
  "matter"
  "may"
  "negated"
  "numbers"
  "of"
  "on"
  "open"
  "outcome"
  "over"
  "prefer"
  "priority"
  "promise"
  "proposition"
  "question"
  "quoting"
  "ratings"
  "rejected"
  "relation"
  "requires"
  "resolve"
  "resource"
  "retract"
  "rule"
  "scale"
  "scenario"
  "separator"
  "serves"
  "severity"
  "since"
  "skipping"
  "sort"
  "source"
  "speaks"
  "suppose"
  "symmetric"
  "taken"
  "text"
  "threat"
  "to"
  "transitive"
  "undecided"
  "under"
  "unit"
  "unrepeatable"
  "until"
  "uses"
  "veto"
  "via"
  "with"
  "without"
] @keyword
