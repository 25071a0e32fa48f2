"""What can be wrong when an agreement is assembled."""

from pactbook.problems import Rule

UNKNOWN_PARAMETER = Rule(
    "A001",
    "Parameter that the clause does not have",
    "A value that is passed over does not hold, though the file says it.",
    "Remove it, or correct its name.",
)
MISSING_PARAMETER = Rule(
    "A002",
    "Parameter without a value",
    "The clause would have a gap.",
    "Give it under 'with:'.",
)
WRONG_PARAMETER = Rule(
    "A003",
    "Parameter of the wrong type or out of bounds",
    "The clause was written and negotiated for values of one type within bounds.",
    "Give a value that fits; the clause's page says which.",
)
UNUSED_PARAMETER = Rule(
    "A004",
    "Parameter that the clause's text never uses",
    "A contract could set it and nothing in the text would change.",
    "Use it in the text or remove it from the front matter.",
)
NO_TARGET = Rule(
    "A005",
    "Reference to nothing",
    "A reference that leads nowhere leaves open what was agreed.",
    "Name the id of a section, or of a heading as section-id.heading-id.",
)
NO_ID = Rule(
    "A006",
    "Heading without an id",
    "References need an id that stays when the numbers change.",
    "End the heading with an id: ## Cure period {#cure-period}",
)
TWICE = Rule(
    "A007",
    "Id that stands twice",
    "A reference to it would lead to either place.",
    "Give one of the two another id.",
)
DEFINED_TWICE = Rule(
    "A008",
    "Term defined in two ways",
    "A term with two meanings is a dispute in waiting.",
    "Use the same words in both places, or another term in one of them.",
)
BAD_HEADING = Rule(
    "A009",
    "Heading level that a clause can't have",
    "The clause's own title is its first level; its headings begin with ## and go to ####.",
    "Use ##, ### or ####, without skipping a level.",
)
BAD_PARAMETER = Rule(
    "A010",
    "Parameter that contradicts itself",
    "A default out of its own bounds can't be used.",
    "Correct the default, the bounds or the type.",
)
OWN_TEXT = Rule(
    "A011",
    "Own text out of place",
    "An own text is taken over word for word and keeps its numbers, so it can only come first and takes nothing beside 'text:'.",
    "Put '- text: file.md' before every '- use:', without 'with:', 'id:' or 'title:'.",
)
NO_DATA = Rule(
    "A012",
    "Schedule without data",
    "Who reads the list of schedules expects one that the agreement does not have.",
    "Add the data to terms.yaml, or take the schedule off the list.",
)
UNCLOSED = Rule(
    "A013",
    "Code block that never ends",
    "All sections after it would be shown as code.",
    "Remove the line of ``` or ~~~, or close it with another one.",
)
UNSEEN = Rule(
    "A014",
    "Definition that no text holds",
    "The agreement is the own text word for word, so a definition in terms.yaml alone would bind nobody.",
    "Put it into the own text and remove it here.",
)
