"""Key dates as an iCalendar file (RFC 5545), to be subscribed to or imported; made with `icalendar`."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from icalendar import Event, Journal

    from pactbook.load.key_dates import KeyDate

AHEAD = timedelta(days=14)  # a reminder that leaves time to act


def calendar(name: str, dates: Iterable[KeyDate], titles: Mapping[str, str], as_of: date) -> bytes:
    """The file's bytes: a whole-day entry for each date, with a reminder two weeks before.

    `titles` names each contract by its folder. The same dates give the same bytes; an entry keeps its id as long as it means the same, whatever it
    is called. Without a date there is a journal entry that says so, which calendars don't show: a calendar must hold something, and who follows
    this one must not find it gone.
    """
    from icalendar import Calendar  # takes as long to import as most pages take to make

    found = Calendar()
    found.add("prodid", "-//pactbook//key dates//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    stamp = datetime.combine(as_of, time(), UTC)
    for each in sorted(set(dates)):
        found.add_component(_event(each, titles[each.contract], stamp))
    if not found.subcomponents:
        found.add_component(_nothing(name, stamp))
    return bytes(found.to_ical())


def _event(each: KeyDate, title: str, stamp: datetime) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    what = each.what[:1].upper() + each.what[1:]
    event.add("uid", _uid(each.contract, each.key or each.what))
    event.add("dtstamp", stamp)
    event.add("dtstart", each.day)
    event.add("dtend", each.day + timedelta(days=1))
    event.add("summary", f"{what}: {title}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{what}: {title}")
    alarm.add("trigger", -AHEAD)
    event.add_component(alarm)
    return event


def _nothing(name: str, stamp: datetime) -> Journal:
    from icalendar import Journal

    entry = Journal()
    entry.add("uid", _uid(name, "nothing"))
    entry.add("dtstamp", stamp)
    entry.add("dtstart", stamp.date())
    entry.add("summary", "No key dates to come")
    return entry


def _uid(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
