"""What can be wrong with a page of a manual."""

from pactbook.problems import Rule, Severity

DEAD_LINK = Rule(
    "M001",
    "Link to nothing",
    "A reader in a hurry follows the link and finds nothing.",
    "Correct the link: page.md#heading, sow:#section-id, msa:#section-id or clause:clause-id.",
)
BAD_SCHEME = Rule(
    "M002",
    "Link of a kind that is not allowed",
    "Links that run programs or load files endanger the reader's computer.",
    "Link to https, mailto, another page, or into the contract with sow:, msa: or clause:.",
)
NO_TITLE = Rule(
    "M003",
    "Page without its title",
    "A page whose title differs from the outline can't be found under the name that everybody agreed on.",
    "Make the first line '# ' and the title from outline.yaml.",
)
FRONT_MATTER = Rule(
    "M004",
    "Front matter that is not allowed",
    "Keys above the text can change how the site shows a page.",
    "Remove the key; a page of a manual needs none but 'reviewed: 2026-05-01', if you like.",
)
UNCLOSED = Rule(
    "M005",
    "Code block that never ends",
    "Everything below it would be shown as code, without headings, values and links.",
    "Remove the line of ``` or ~~~, or close it with another one.",
)
BAD_ID = Rule(
    "M006",
    "Id of a heading that can't be used",
    "A link to it would lead to another place, or nowhere.",
    "Give the heading another id: small letters, digits and single hyphens, once on the page.",
)
SECOND_TITLE = Rule(
    "M007",
    "Second title on a page",
    "A page has one title; what follows a second one belongs to no section that the outline knows.",
    "Begin the line with '## ' instead of '# ', or make another page of it.",
    Severity.WARNING,
)
HEADING_INSIDE = Rule(
    "M008",
    "Heading inside something else",
    "The site shows it as a line in bold: it is in no list of contents, no link leads to it, and it is no heading of the outline.",
    "Put the heading at the beginning of a line of its own, outside of the list, quotation or note; or write **words**.",
    Severity.WARNING,
)
NO_HEADING = Rule(
    "M009",
    "Line that looks like a heading and is none",
    "The site shows the signs as text, and the section has no heading.",
    "Write one to six '#', a space, and the words.",
    Severity.WARNING,
)
