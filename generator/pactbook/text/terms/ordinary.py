"""Words that are written with a capital letter though they are no terms of a contract."""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST_ABBREVIATION = 6
# The parts of documents; times; people's offices; the state and its authorities; things that always have a capital.
_WORDS = """
section sections article articles exhibit exhibits schedule schedules annex annexes appendix appendices attachment attachments addendum clause clauses
paragraph paragraphs part parts page pages recital recitals table item items line lines preamble phase step steps level stage tier
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday christmas easter eve day
president vice chief executive officer officers director directors chairman chairperson chair secretary treasurer manager board
state states federal government congress parliament commission court courts internet web registrar securities exchange
english latin french german irish british american european japanese chinese indian dutch spanish italian swiss canadian western eastern
republic kingdom city county province north south east west central united
mr mrs ms dr god eastern pacific standard time greenwich i ii iii iv v vi vii viii ix x
"""
_ORDINARY = frozenset(_WORDS.split())
_PLACES_AND_PEOPLES = """
america usa uk ireland england scotland wales britain germany france spain portugal italy switzerland austria netherlands belgium luxembourg poland sweden norway denmark
finland greece china japan india philippines taiwan singapore australia canada mexico brazil israel russia ukraine turkey korea africa asia europe
alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland
massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey york carolina dakota ohio oklahoma oregon pennsylvania rhode island
tennessee texas utah vermont virginia washington wisconsin wyoming columbia london dublin cork paris berlin new
"""
_PLACES = frozenset(_PLACES_AND_PEOPLES.split())
_AUTHORITY = re.compile(r"(?:Federal|National|Royal|European|Internal Revenue|Department|Ministry|Office|Bank|University)\b")
# A name that ends so is that of a law, an authority, a company, a document or a place.
_NAME = re.compile(
    r"\b(?:Agreements?|Contract|Act|Acts|Code|Laws?|Rules?|Regulations?|Directive|Convention|Treaty|Statutes?|Ordinance|Commission|Court|Courts|Circuit|Department|Ministry|"
    r"Agency|Authority|Bureau|Association|Institute|University|Inc|Ltd|LLC|LLP|Corp|Corporation|Limited|GmbH|Bank|Street|Road|Avenue|Suite|Floor|Drive|Boulevard|"
    r"Officer|Director|President|Manager|Secretary|Treasurer|Counsel|Directors)\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def is_ordinary(words: str) -> bool:
    """Whether a capitalised phrase is no defined term: a part of a document, a time, an office, a place, a law, an abbreviation."""
    if words.isupper() or _NAME.search(words) or _AUTHORITY.match(words):
        return True
    parts = [part for part in re.findall(r"[A-Za-z]+", words) if part[0].isupper()]
    return all(part.isupper() or part.lower() in _ORDINARY or part.lower() in _PLACES for part in parts)
