"""What can be wrong with a YAML file before anything is known of its meaning."""

from pactbook.problems import Rule

ENCODING = Rule(
    "Y001",
    "File is not plain UTF-8 text",
    "A file that programs decode in different ways can say different things to different readers.",
    "Save the file as UTF-8 without a byte order mark and without control characters.",
)
SYNTAX = Rule(
    "Y002",
    "Not valid YAML",
    "A file that can't be read can't be checked, assembled or signed.",
    "Mend the line; most often an indentation, a missing space after a colon or an unclosed quote is the cause.",
)
DUPLICATE_KEY = Rule(
    "Y003",
    "Key stands twice",
    "Of two equal keys most programs keep the last and some the first, so the file would read two ways.",
    "Keep one of the two.",
)
FORBIDDEN = Rule(
    "Y004",
    "Anchor, alias, merge key or tag",
    "These let one place of a file change another, and readers differ in how they treat them.",
    "Write the value out where it is needed.",
)
LIMIT = Rule(
    "Y005",
    "File is too large or nested too deeply",
    "A file without bounds can exhaust the machine of everyone who checks it.",
    "Split the file, or move long text into a markdown file.",
)
AMBIGUOUS = Rule(
    "Y006",
    "Value that readers take for different things",
    "YAML versions and programs disagree on values such as 007, 1_000 or .inf.",
    "Put the value in quotes if it is text, or write it as a plain number.",
)
NOT_A_MAPPING = Rule(
    "Y007",
    "File does not hold keys and values",
    "Every file of a book is a list of keys with their values.",
    "Begin the file with 'schema: 1' and go on with one key a line.",
)
UNKNOWN_KEY = Rule(
    "S001",
    "Unknown key",
    "A key with a spelling mistake would be passed over, and what it says would not hold.",
    "Correct the key or remove it; docs/files.md lists the keys.",
)
MISSING_KEY = Rule(
    "S002",
    "Missing key",
    "The contract, or the page made of it, would be incomplete without it.",
    "Add the key; docs/files.md shows how.",
)
WRONG_VALUE = Rule(
    "S003",
    "Wrong value",
    "A value of the wrong kind can't be checked, calculated or shown.",
    "Write the value as docs/files.md shows.",
)
MODELINE = Rule(
    "S004",
    "Missing or wrong modeline",
    "The modeline lets an editor complete the keys and mark mistakes while you type.",
    "Make it the first line of the file.",
)
