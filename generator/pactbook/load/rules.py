"""What can be wrong with the layout of a book and with how its files fit together."""

from pactbook.problems import Rule

NOT_A_FILE = Rule(
    "B001",
    "Not a plain file",
    "A symbolic link or submodule shows one thing here and another elsewhere.",
    "Replace it by a plain file.",
)
BAD_NAME = Rule(
    "B002",
    "Name that can't be used",
    "Names with capitals, spaces or unusual characters differ between systems, and two of them can look alike.",
    "Rename it: lower-case letters, digits and single hyphens.",
)
STRAY = Rule(
    "B003",
    "File that belongs to nothing",
    "A file that no contract, clause or manual owns is neither checked nor signed nor shown.",
    "Move it to where it belongs, or delete it.",
)
MISSING_FILE = Rule(
    "B004",
    "Missing file",
    "Without it this part of the book can't be read.",
    "Add the file; docs/files.md says what stands in it.",
)
RESERVED = Rule(
    "B005",
    "Reserved name",
    "'governance' and 'machinery' hold the book's own rules, and 'internal', 'preview' and 'as-of-…' are the client's own sites; none is a vendor's name.",
    "Give the vendor's folder another name.",
)
PARTY = Rule(
    "B006",
    "Party does not fit",
    "A contract in one vendor's folder with another party in it would be signed and shown to the wrong side.",
    "Name the party as in contracts/governance/policy.yaml, and put the contract into that vendor's folder.",
)
NO_MSA = Rule(
    "B007",
    "SOW without an MSA",
    "An SOW works under the vendor's master services agreement and is incomplete without it.",
    "Add contracts/<vendor>/msa/terms.yaml.",
)
NO_CLAUSE = Rule(
    "B008",
    "Clause or version that does not exist",
    "The contract would lack the clause.",
    "Name a clause and a version that lies under clauses/.",
)
NO_PROFILE = Rule(
    "B009",
    "Unknown service type",
    "Without its profile nobody can say what the contract must hold.",
    "Name a service type that has a file in clauses/profiles/, or add one.",
)
NO_CONTRACT = Rule(
    "B010",
    "Manual under a contract that does not exist",
    "A manual takes its values and its force from a contract.",
    "Name the folder of a contract of this vendor in outline.yaml.",
)
VERSION_GAP = Rule(
    "B011",
    "Version of a clause is skipped",
    "A gap in the versions looks as if one had been removed.",
    "Number the versions v1, v2, v3 without a gap.",
)
DANGEROUS_TEXT = Rule(
    "B012",
    "Clause text with more than plain markdown",
    "HTML, attributes and odd links in a clause can hide or move words for those who read the page but not for those who read the file.",
    "Write markdown only; where the sign itself is meant, write '&lt;' for '<' and a backslash before '{'.",
)
TANGLED = Rule(
    "B013",
    "Page with brackets that nothing closes",
    "Every program that makes a page of it would look for the end of a link again and again, and the site could not be built.",
    "Close the square brackets, put a backslash before each that is meant as text, or put the text between lines of ```.",
)
TOO_LONG = Rule(
    "B014",
    "Page or paragraph that is too long",
    "Nobody finds anything in it, phones open it slowly, and so large a text can hold up the building of the site.",
    "Make several pages of it, or put empty lines between its paragraphs; pictures belong into files of their own.",
)
TOO_DEEP = Rule(
    "B015",
    "Lists, notes or quotations that are nested too deeply",
    "Nobody can tell on a phone what belongs to what, and programs that make a page of it give up.",
    "Begin a section or a page of its own for what stands so deep.",
)
