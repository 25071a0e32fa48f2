"""What pins a vague word down when it stands in the same part of the sentence: a time, a rhythm, a standard, a number, a decision."""

from __future__ import annotations

import re
from functools import cache

from pactbook.text.numbers.number_words import WORD

_NUMBER = rf"(?:\b\d[\d.,]*\)?|\b{WORD}\b(?:\s*\(\d+\))?)"
_UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?)\b"
_MONTHS = "january|february|march|april|may\\s+\\d|june|july|august|september|october|november|december"
_REDACTED = r"\[[* ]+\]|\[redacted\]"
_ELSEWHERE = (
    r"\b(?:as|is|are|set|specified|stated|described|defined|forth|provided|required)\s+(?:\w+\s+){0,3}(?:in|by|under|on)\s+(?:the\s+|this\s+|its\s+)?(?:applicable\s+|relevant\s+)?"
    r"(?:section|article|clause|paragraph|schedule|exhibit|annex|appendix|attachment|statement\s+of\s+work|sow|service\s+levels?|specifications?|order\s+form|procedures?\s+manual|operations?\s+manual)\b"
)
_TIME = (
    rf"{_NUMBER}[\s-]+(?:\w+\s+){{0,2}}{_UNIT}|\b(?:not?|any)\s+later\s+than\b|\bon\s+or\s+before\b|\bin\s+any\s+event\b|\b(?:same|next)\s+(?:business\s+|working\s+|calendar\s+)?day\b|"
    rf"\b(?:hourly|daily|weekly|monthly|quarterly|annually)\b(?!\s+(?:reports?|invoices?|statements?|reviews?|meetings?|fees?|charges?)\b)|\bby\s+(?:the\s+)?(?:end|close|first|last|\d|{_MONTHS})|"
    r"\b(?:times?|periods?|dates?|deadlines?|schedules?|timetables?|turnaround|timeframes?|milestones?)\s+(?:\w+\s+){0,3}(?:set|stated|specified|required|agreed|provided|defined|given|established)\b|"
    rf"\bwithin\s+(?:such|the)\s+\w+\b|\bnot\s+to\s+exceed\b|{_REDACTED}|{_ELSEWHERE}"
)
_STANDARD = rf"\b(?:iso|iec|nist|soc|pci|ssae|cobit|itil|hipaa|c?gmp|gcp|ich|fda|ansi|ieee|aicpa|gaap|ifrs|copc|owasp|fips|aes|tls|astm|mil-std|usp|act|directive|statute)\b|{_REDACTED}|{_ELSEWHERE}"
_BY_KIND = {
    "time": _TIME,
    "rhythm": rf"{_TIME}|\b(?:hourly|daily|weekly|monthly|quarterly|annually)\b|\b(?:every|each|per|once\s+an?|twice\s+an?)\s+(?:\w+\s+){{0,2}}(?:hour|shift|day|week|month|quarter|year)\b|\bbiweekly\b|\bsemi-?annual\w*\b",
    "steps": rf"\b(?:including|which\s+include|at\s+least|not?\s+less\s+than|consisting\s+of|by\s+\w+ing)\b|{_NUMBER}\s*(?:%|per\s?cent|times|attempts)|{_ELSEWHERE}",
    "standard": _STANDARD,
    "amount": rf"{_NUMBER}|\b(?:at\s+least|not?\s+less\s+than|minimum)\b|{_STANDARD}",
    "decision": (
        r"\b(?:determined?|decided?|requested|directed|instructed|agreed|approved|specified|identified|deems?|elects?)\s+(?:in\s+writing\s+)?(?:upon\s+)?(?:by|in|between|necessary|appropriate)\b|"
        r"\b(?:judge?ment|opinion|discretion|request|instruction|direction)s?\b|\b(?:required|necessary|appropriate|needed)\s+(?:in\s+order\s+)?(?:to|for|under|by)\b|"
        rf"\b(?:at\s+least|not?\s+less\s+than|not?\s+less\s+often\s+than)\s+(?:once|twice|every|{_NUMBER}\s+times?)\b"
    ),
    "exceptions": r"\b(?:except|unless|other\s+than|provided\s+that|save)\b",
    "nothing": r"(?!)",
    "examples": rf"\be\.g\.|\bfor\s+example\b|\bsuch\s+as\b|{_ELSEWHERE}",
}


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """What makes vague words of a kind clear enough, for text in lower case."""
    return re.compile(_BY_KIND[kind])
