"""How much of what is private the guard finds, and how often it cries wolf, on a fixed set of made-up strings."""

from collections import Counter

from made_up import Sample, samples

from commops.wording.credentials import credentials
from commops.wording.personal import contacts

RECALL = 0.97
"""Floor for every class of private strings."""
FALSE_ALARMS = 0.01
"""Ceiling over all harmless strings; no class of them may exceed three times that."""


def told(text: str) -> set[str]:
    return {found.kind for found in contacts(text)} | ({"credential"} if credentials(text) else set())


def measured() -> tuple[dict[str, tuple[int, int]], list[Sample]]:
    """By class: how many strings were judged right, of how many; and those that were not."""
    sizes, right, wrong = Counter(), Counter(), []
    for one in samples():
        name = one.kind if one.private else f"not: {one.kind}"
        fine = one.kind in told(one.text) if one.private else not told(one.text)
        sizes[name] += 1
        right[name] += fine
        if not fine:
            wrong.append(one)
    return {name: (right[name], sizes[name]) for name in sizes}, wrong


def table() -> str:
    """The figures as they are reported: ``python -m pytest -s`` prints them."""
    rows, _ = measured()
    return "\n".join(f"{name:28} {right:4} of {size:4}  {right / size:7.1%}" for name, (right, size) in rows.items())


def test_the_set_is_big_enough_and_half_of_it_harmless():
    private = Counter(one.private for one in samples())
    assert private.total() >= 2000
    assert 0.4 < private[True] / private.total() < 0.6
    assert samples() == samples()


def test_recall_and_false_alarms():
    rows, wrong = measured()
    for name, (right, size) in rows.items():
        least = RECALL if not name.startswith("not: ") else 1 - 3 * FALSE_ALARMS
        assert right / size >= least, (name, [one.text for one in wrong if one.kind in name][:10])
    harmless = sum(size for name, (_, size) in rows.items() if name.startswith("not: "))
    assert sum(not one.private for one in wrong) / harmless <= FALSE_ALARMS
    print(table())
