"""What can be wrong with how a book deals with findings: its settings, its waivers, and the baseline that it was brought in with."""

from pactbook.problems import Rule, Severity

SETTING = Rule(
    "C900",
    "Setting of a rule that can't hold",
    "A rule that is misspelt, or that guards what people read and sign, would seem to be set and would not be.",
    "Name a rule of contracts or manuals (C or M) as docs/rules.md lists them, or take the line out.",
)
WAIVER = Rule(
    "C901",
    "Waiver that can't hold",
    "It would seem as if somebody had accepted what nobody may accept here.",
    "Take the waiver out and mend what it is about, or ask legal to waive it in the layer that is signed.",
)
RUN_OUT = Rule(
    "C902",
    "Waiver that has run out",
    "It was accepted until a day that is over; what it took out is back.",
    "Mend the finding, or decide anew and give the waiver another reason and end.",
    Severity.WARNING,
)
FOR_NOTHING = Rule(
    "C903",
    "Waiver that finds nothing",
    "It would take out what comes later, which nobody has looked at.",
    "Take the waiver out.",
    Severity.HINT,
)
TOO_LONG = Rule(
    "C904",
    "Waiver that ends too far ahead",
    "What is accepted for years is forgotten.",
    "Let it end within 24 months; it can be renewed.",
    Severity.WARNING,
)
GONE = Rule(
    "C905",
    "Entry of the baseline that is no longer found",
    "The baseline lists what a book came with. An entry that was mended would let the same fault come back unseen.",
    "Write the baseline anew: pactbook check --format baseline > pactbook-baseline.json",
    Severity.HINT,
)
