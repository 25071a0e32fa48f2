"""To be imported by the process that all others are forked from: everything that they need is then set up once (`pactbook.site.building.executors`)."""

from __future__ import annotations

import gc
from contextlib import suppress

from pactbook.site.building.job import warm_up

with suppress(Exception):  # what is wrong here is wrong with the first page, too, and told there
    warm_up(signed=True)
gc.freeze()  # nothing of this is ever looked through again, so that forked processes go on sharing it
