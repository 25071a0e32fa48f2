"""Telling references within a text from those into statutes, regulations and other documents."""

import re
from enum import Enum

_WINDOW, _BACK = 160, 60  # characters behind a reference, and before it, that tell where it leads


class Where(Enum):
    """Where a reference leads."""

    HERE = "here"
    ATTACHMENT = "attachment"  # to a section of a named exhibit or schedule of this text
    THIS_ATTACHMENT = "this attachment"
    OUTSIDE = "outside"


# Names of laws and the like that stand right before a reference: "Exchange Act Section 13", "17 C.F.R. § 240", "the Code, § 4".
_LAW = r"(?:Act|Code|Law|Statutes?|Regulations?|Rules?|Directive|Treaty|Convention|Constitution|Ordinance|Decree)"
_ACRONYM = r"(?:GDPR|DSGVO|DPA|TFEU|TEU|UCC|HGB|BGB|KWG|ERISA|HIPAA|GLBA|FCPA|CCPA|CPRA|PCI[ ]DSS|DORA|NIS2|COBRA|TUPE|IRC|U\.?S\.?C\.?|C\.?F\.?R\.?|FAR|DFARS|ISO|IEC|GAAP|IFRS)"
# A standard has a number of its own: ISO/IEC 27001:2022, Annex A.
_OF_STANDARD = r"(?:(?:/[A-Z]{2,5})?[ -]?\d{3,6}(?:[:-]\d{1,4}){0,3})?"
_BEFORE = re.compile(rf"(?:\b{_LAW}|(?<![\w.]){_ACRONYM}{_OF_STANDARD})[,']?(?:s)?[ \t]*[\[(]?(?:as amended)?[\])]?[, \t]*$")
_THIS = r"(?:this|these|the[ ]present|our)"
# A document's own parts and its own name, in lower case as it is compared in lower case.
_OWN = r"(?:agreement|contract|sow|statement[ ]of[ ]work|msa|exhibit|schedule|annex|appendix|attachment|article|section|clause|part|sla|document|instrument|deed|terms|order[ ]form|addendum|amendment)"
# What stands right before a section of something that was named before, or of a programme known by its section: its Section 7, "Section 8".
_ITS = re.compile(r"\b(?:its|their)\s+$")
_QUOTES = '"“”'
_PART = r"(?:Exhibit|Schedule|Annex|Appendix|Attachment|Addendum)"
_LINK = r"(?:of|in|to|under|from|contained[ ]in|set[ ]forth[ ]in)"

# With which words everything below begins: behind most references stands none of them.
_MAY_LEAD = re.compile(r"\s*,?\s*(?:(?i:of|in|to|under|from|contained|set|here|there|above|below|and|or)|[A-Z])")
_AFTER_THIS = re.compile(rf"\s*,?\s*{_LINK}\s+{_THIS}\s+({_OWN})\b", re.IGNORECASE)
_AFTER_PART = re.compile(rf"\s*,?\s*(?:of|in|to)\s+(?:the\s+)?({_PART})\s+(\d+(?:\.\d+)*[A-Z]?|[A-Z](?:-?\d+)?|[IVX]+)\b", re.IGNORECASE)
# A further number behind it: clause (b) of Section 7.4.
_AFTER_NUMBER = re.compile(r"\s*,?\s*(?:of|in|to|under)\s+(?:sections?|articles?|clauses?|paragraphs?)\s+[\d(IVX]", re.IGNORECASE)
_AFTER_THE_OWN = re.compile(r"\s*,?\s*of\s+the\s+(?:agreement|contract)\b(?!\s+(?:of|between|dated))", re.IGNORECASE)
_HEREOF = re.compile(r"\s*,?\s*(?:hereof|hereto|herein|hereunder|above|below)\b", re.IGNORECASE)
# Followed by a name: of the Companies Act 2014, of that certain Lease, of Regulation (EU) 2016/679, of its by-laws.
_AFTER_NAME = re.compile(
    r"\s*,?\s*(?:of|OF)\s+(?:(?:the|The|THE|that|such|said|any|an?|each|every|its|their|his|her)\s+)?(?:[\w-]+(?:'s|’s)?\s+){0,1}?[\"“]?[A-Z][\w&.'’-]*|"
    r"\s*,?\s*of\s+(?:its|their|his|her|that|said)\s"
)
# Of something that is no document of the contract: section C of the building, part 2 of the form.
_AFTER_THING = re.compile(
    r"\s*,?\s*(?:of|to)\s+(?:the|that|its|their|an?|each)\s+(?:[\w-]+\s+)?(?:proposal|tender|bid|quotation|brochure|rfp|request\s+for\s+proposals?|building|site|campus|floor|map|form|application|handbook|manual|policy|standard|guidelines?|"
    r"annual\s+report|prospectus|register|statute|regulations?|directive|ordinance)\b"
)
# "in the Asset Purchase Agreement": with other words than "of" only where a document's name follows.
_AFTER_DOCUMENT = re.compile(
    rf"\s*,?\s*(?:in|to|under|from)\s+(?:the|that|such|said|its|an?)\s+(?:[A-Z][\w&'’-]*[ ]+){{1,7}}(?:Agreement|Contract|Lease|Indenture|Plan|Policy|Deed|License|{_LAW})\b"
)
# "to the Form 8-K", "to its Annual Report on Form 10-K", "Section 9 thereof"
_AFTER_FILING = re.compile(
    r"\s*,?\s*(?:of|in|to|under|with)\s+(?:the|that|its|their|an?|our)\s+(?:[A-Z][\w&.'’-]*\s+){0,4}?(?:Form\s+[A-Z\d]|(?:Annual|Quarterly|Current)\s+Report|Registration\s+Statement|Prospectus)\b"
    r"|\s*,?\s*thereof\b"
)
_AFTER_ACRONYM = re.compile(rf"\s*,?\s*(?:of\s+(?:the\s+)?)?(?:EU\s+|UK\s+)?{_ACRONYM}\b")


# A further section of the same document: "Section 14 (Liability) or Section 9.2 of the MSA".
_BESIDE = re.compile(
    r"\s*,?\s*(?:and|or)\s+(?P<word>sections?|articles?|clauses?|paragraphs?)\s+[\dIVX][\w.]{0,12}(?:\([\w]{1,4}\)){0,4}(?:\s*\([A-Z][^()\n]{0,80}\))?",
    re.IGNORECASE,
)
# Only of a contract: with "Section 3 or Section 12(c) of the Exchange Act" the first may be the text's own.
_OF_CONTRACT = re.compile(r"\s+of\s+the\s+(?:MSA|(?:[A-Z][\w&'’-]*\s+){0,5}(?:Agreement|Contract|Lease|Indenture|Deed))\b(?!\s*[)\"”])")


def judge(text: str, start: int, end: int) -> tuple[Where, str]:
    """Where the reference between two offsets leads, and for an attachment its kind and number (`exhibit B`)."""
    after = text[end : end + _WINDOW]
    leads = _MAY_LEAD.match(after)
    if leads and (led := _lead(after)):
        return led
    if (leads and _beside(text[start:end], after)) or _behind_law(text, start):
        return Where.OUTSIDE, ""
    if not re.match(_PART, text[start:end], re.IGNORECASE) and (
        _ITS.search(text, max(0, start - 10), start) or _is_quoted(text, start, end)
    ):
        return Where.OUTSIDE, ""
    return Where.HERE, ""


def _behind_law(text: str, start: int) -> bool:
    """Whether the name of a law stands right before a reference; mostly a small word does, and that is told at once."""
    begin = max(0, start - _BACK)
    last = text[begin:start].rstrip(" \t\n,[](').").rpartition(" ")[2]
    if last.islower() and last.isalpha() and last != "amended":
        return False
    return _BEFORE.search(text, begin, start) is not None


def _is_quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES and start > 0 and end < len(text)


def _lead(after: str) -> tuple[Where, str] | None:
    """Where the words behind a reference lead, None if they do not say."""
    if match := _AFTER_THIS.match(after):
        own = match.group(1).lower()
        return (Where.THIS_ATTACHMENT if re.match(_PART, own, re.IGNORECASE) else Where.HERE), ""
    if match := _AFTER_PART.match(after):
        return Where.ATTACHMENT, f"{match.group(1).lower()} {match.group(2)}"
    if _HEREOF.match(after) or _AFTER_NUMBER.match(after) or _AFTER_THE_OWN.match(after):
        return Where.HERE, ""
    if (
        _AFTER_ACRONYM.match(after)
        or _AFTER_NAME.match(after)
        or _AFTER_THING.match(after)
        or _AFTER_DOCUMENT.match(after)
        or _AFTER_FILING.match(after)
    ):
        return Where.OUTSIDE, ""
    return None


def _beside(written: str, after: str) -> bool:
    """Whether a reference of the same kind follows, and with it the contract that both lead to."""
    beside = _BESIDE.match(after)
    if not beside or not _OF_CONTRACT.match(after, beside.end()):
        return False
    return written.lower().startswith(beside["word"].lower().removesuffix("s"))
