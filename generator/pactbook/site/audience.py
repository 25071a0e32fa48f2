"""Who a site is built for: one vendor by its name, or the client's own people."""

from __future__ import annotations

INTERNAL = "internal"
