"""One module for each rule whose findings can be repaired without a doubt; its name is the rule's id."""
