; What is declared, with the kind that outlines know.
(analysis name: (name) @name) @definition.module
(declaration keyword: ["actor" "group" "source"] name: (name) @name) @definition.class
(declaration keyword: ["resource" "matter" "unit" "goal" "action" "event" "claim" "proposition"] name: (name) @name) @definition.constant
(declaration keyword: "sort" name: (name) @name) @definition.type
(sort_declaration name: (name) @name) @definition.constant
(commitment name: (name) @name) @definition.constant
(veto name: (name) @name) @definition.constant
(forecast name: (name) @name) @definition.constant
(question name: (name) @name) @definition.module
(hypothesis name: (name) @name) @definition.constant
(indicator name: (name) @name) @definition.constant
(scenario name: (name) @name) @definition.module
(game name: (name) @name) @definition.module
(outcome name: (name) @name) @definition.constant
(relation name: (name) @name) @definition.function
(scale name: (name) @name) @definition.type
(rule name: (name) @name) @definition.function
(constraint name: (name) @name) @definition.function
(label name: (name) @name) @definition.constant
(label_reference (name) @name) @reference.constant
