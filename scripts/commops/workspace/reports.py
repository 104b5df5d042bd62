"""What a report leaves to people: places that the report command marks and that only a draft may hold."""

from __future__ import annotations

from commops.texts import Text

OPEN_PLACE = Text("【待写】", "[To write]")
