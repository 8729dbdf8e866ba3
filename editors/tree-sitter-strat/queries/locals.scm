; A variable lives in its statement.
[
  (commitment) (forecast) (hypothesis) (indicator) (outcome) (rule) (constraint) (expect) (assertion)
] @local.scope

(variable) @local.reference
