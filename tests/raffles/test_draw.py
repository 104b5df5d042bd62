"""The draw is what its page says: anybody with SHA-256 gets the same winners, in whatever order the list is."""

import hashlib

import hypothesis.strategies as st
from hypothesis import given

from commops.raffles.draw import doubts, draw, entries_hash, ranking, repeated, sha256, ticket

SEED = "paper boats drift north 2026"
IDS = st.lists(st.integers(0, 16**6 - 1).map(lambda n: f"m-{n:06x}"), unique=True, max_size=40)


def test_a_ticket_is_what_sha256sum_prints():
    assert ticket(SEED, "m-7f3a2c") == hashlib.sha256(b"paper boats drift north 2026|m-7f3a2c").hexdigest()
    assert sha256("种子") == hashlib.sha256("种子".encode()).hexdigest()


def test_known_winners():
    people = ["m-7f3a2c", "m-0b91de", "m-c4417a", "m-5ed208"]
    by_hand = sorted(people, key=lambda one: hashlib.sha256(f"{SEED}|{one}".encode()).hexdigest())
    assert [(win.entry, win.prize) for win in draw(SEED, people, [1, 2])] == list(zip(by_hand, [1, 2, 2], strict=False))


@given(IDS, st.lists(st.integers(0, 9), max_size=5), st.randoms())
def test_the_order_of_the_list_does_not_matter(ids, quantities, random):
    mixed = ids[:]
    random.shuffle(mixed)
    wins = draw(SEED, ids, quantities)
    assert wins == draw(SEED, mixed, quantities)
    assert entries_hash(ids) == entries_hash(mixed)
    assert len(wins) == min(len(ids), sum(quantities))
    assert not repeated(win.entry for win in wins)
    assert list(doubts(SEED, [(win.entry, win.prize) for win in wins], quantities)) == []


@given(IDS.filter(lambda ids: len(ids) > 3), st.data())
def test_a_swapped_winner_is_noticed(ids, data):
    wins = [(win.entry, win.prize) for win in draw(SEED, ids, [1, 1])]
    assert list(doubts(SEED, [(wins[0][0], 2), (wins[1][0], 1)], [1, 1])) == ["order"]
    loser = data.draw(st.sampled_from([entry for _, entry in ranking(SEED, ids)[2:]]))
    assert sorted([(loser, 1), wins[1]]) != sorted(wins)


def test_doubts_without_the_list():
    best = [entry for _, entry in ranking(SEED, ["m-000001", "m-000002", "m-000003"])]
    assert list(doubts(SEED, [(best[0], 1), (best[0], 1)], [2])) == ["twice"]
    assert list(doubts(SEED, [(best[0], 2)], [2])) == ["prize"]
    assert list(doubts(SEED, [(best[0], 1), (best[1], 1)], [1])) == ["quantity"]
