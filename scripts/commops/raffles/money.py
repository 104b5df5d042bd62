"""Amounts of money against limits that the law sets in CNY."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from commops import resources


@functools.cache
def rates() -> Mapping[str, float]:
    """CNY for one unit of each currency that schemas/currencies.yml knows; rough, see there."""
    import yaml  # a hundredth of a second that only prizes in foreign money need

    text = (resources.folder("schemas") / "currencies.yml").read_text(encoding="utf-8")
    table: dict[str, float] = yaml.safe_load(text)["cny"]
    return table


def in_cny(money: Mapping[str, Any]) -> float | None:
    """An amount in CNY (yuan): exact for CNY, rough for other known currencies, None for unknown ones."""
    rate = 1.0 if money["currency"] == "CNY" else rates().get(money["currency"])
    return None if rate is None else money["amount"] * rate
