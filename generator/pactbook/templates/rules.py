"""What can be wrong with a template expression."""

from pactbook.problems import Rule

NOT_DECLARATIVE = Rule(
    "T001",
    "Template that does more than name a value",
    "A template that runs code could change a signed text, reach the machine or exhaust it.",
    "Write {{ name }}, {{ name.part }} or {{ name | items }} and nothing else.",
)
UNKNOWN_NAME = Rule(
    "T002",
    "Name that does not exist",
    "The text would have a gap where the value should stand.",
    "Use the name of a parameter or of a value in terms.yaml.",
)
NOT_A_VALUE = Rule(
    "T003",
    "Name of a group, not of a value",
    "A group of values can't be shown in a sentence.",
    "Go one level deeper to a single value.",
)
