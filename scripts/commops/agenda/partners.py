"""What partners wait for, or we for them: deliverables and the day to give notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from commops.agenda.entries import Todo
from commops.agenda.names import sentence
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace.times import date


def todos(ws: Workspace) -> Iterator[Todo]:
    """Deliverables that are not done, and agreements whose notice is due, of partners that we work with."""
    for partner in ws.partners:
        if partner.stage == "ended":
            continue
        whose = Text(pick(partner.name, "zh"), pick(partner.name, "en"))
        for number, row in enumerate(partner.deliverables or ()):
            if not row.get("done"):
                what = sentence("{whose.zh}：{name}", "{whose.en}: {name}", row["what"], whose=whose)
                yield Todo((partner.owner,), date(row["due"]), what, partner.at("deliverables", number))
        agreement = partner.agreement
        if agreement and agreement.get("renewal_notice_days"):
            day = date(agreement["to"]) - dt.timedelta(days=agreement["renewal_notice_days"])
            what = sentence("决定是否与“{name}”续约", 'Decide whether to renew with "{name}"', partner.name)
            yield Todo((partner.owner,), day, what, partner.at("agreement"))
