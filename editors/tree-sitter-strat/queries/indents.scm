; What stands between braces is one step in; a statement goes on one step in until its full stop.
(block) @indent.begin
(block "}" @indent.branch @indent.end)

[
  (analysis) (declaration) (sort_declaration) (commitment) (veto) (forecast) (question) (hypothesis) (indicator)
  (ratings) (scenario) (game) (outcome) (relation) (scale) (rule) (constraint) (facts) (expect) (decision) (assertion)
] @indent.begin
