"""From chat names to channels."""

from __future__ import annotations

from typing import Any

from commops.logs.channels import assign, fold, known_names, slug


class Item:
    def __init__(self, id_: str, **data: Any) -> None:
        self.id, self.data = id_, data


class Community:
    def __init__(self, *channels: Item) -> None:
        self.channels = channels

    def items(self, kind: str) -> list[Item]:
        return list(self.channels) if kind == "channel" else []


def test_names_of_channels_yml_come_in_order() -> None:
    known = known_names(
        Community(  # type: ignore[arg-type]
            Item("b", name={"zh": "读书群", "en": "Readers"}, log={"names": ["a", "萤页·读书一群"]}),
            Item("a", name="Makers"),
            Item("c", name=5, log="odd"),
        )
    )
    assert known == {"a": "b", "萤页·读书一群": "b", "b": "b", "c": "c", "读书群": "b", "readers": "b", "makers": "a"}


def test_slugs_and_folding() -> None:
    assert slug("  #Firefly Page (en)! ") == "firefly-page-en"
    assert slug("萤页·读书一群") == "萤页-读书一群"
    assert slug("???") == "chat"
    assert fold("#Ｇｅｎｅｒａｌ ") == "general"


def test_chats_without_a_channel_never_share_a_slug() -> None:
    chats = {
        ("telegram", "1"): ["Club"],
        ("telegram", "2"): ["club!"],
        ("slack", "C9"): ["general"],
        ("irc", "x"): ["y"],
    }
    found = assign(chats, {"general": "gen", "x": "gen"})
    assert found["slack", "C9"] == "gen" == found["irc", "x"]
    assert len({found["telegram", "1"], found["telegram", "2"]}) == 2


def test_parts_of_one_place_share_its_slug() -> None:
    chats = {("discord", "7"): ["help"], ("discord", "7/8"): ["help"], ("discord", "9"): ["talk"]}
    assert set(assign(chats, {}).values()) == {"help", "talk"}
    # Another place of that name is another one, and its parts stay with it.
    found = assign({**chats, ("discord", "5"): ["help"], ("discord", "5/6"): ["help"]}, {})
    assert found["discord", "7"] == found["discord", "7/8"] != found["discord", "5"] == found["discord", "5/6"]


def test_a_slug_never_takes_the_place_of_a_channel() -> None:
    assert assign({("telegram", "1"): ["Gen"]}, {"general": "gen"}) == {("telegram", "1"): "gen-telegram-1"}


def test_an_older_name_of_a_chat_still_counts() -> None:
    assert assign({("telegram", "1"): ["New name", "Old name"]}, {"old name": "club"}) == {("telegram", "1"): "club"}
