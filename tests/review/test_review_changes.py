"""Two workspaces become changes: none is lost, none is made up, always in the same order."""

import copy
import datetime as dt
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commops.review import html, markdown, text
from commops.review import json as data
from commops.review import types as t
from commops.review.changes import changes
from commops.review.model import review_of
from commops.workspace.build import build

PROFILE = "community/community.yml"


class Tree:
    """A workspace in memory."""

    def __init__(self, files):
        self.files = {path: text.encode() for path, text in sorted(files.items())}
        self.sizes = {path: len(raw) for path, raw in self.files.items()}
        self.refused = []
        self.blobs = {}

    def read(self, path):
        return self.files[path]

    def read_many(self, paths):
        return ((path, self.files[path]) for path in paths)


def workspace(files):
    profile = {PROFILE: "id: boat\nname: Boat\nlanguages: [zh-CN, en]\ntimezone: Asia/Shanghai\n"}
    return build(Tree(profile | files), as_of=dt.date(2026, 11, 22), today=None)


def found(before, after):
    return changes(workspace(before), workspace(after))


def kinds_of(before, after):
    return [type(change).__name__ for change in found(before, after)]


POST = "content/posts/2026/11/2026-11-25-a.md"


def post(body="文字\n", **keys):
    front = {"title": "题", "date": "2026-11-25T20:00+08:00", "channels": ["one"]} | keys
    return f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n{body}"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({}, {"date": "2026-11-26T20:00+08:00"}, "PostMoved"),
        ({}, {"scheduled_at": "2026-11-26T20:00+08:00"}, "PostMoved"),
        ({}, {"variants": {"one": {"at": "2026-11-26T20:00+08:00"}}}, "PostMoved"),
        ({}, {"variants": {"one": {"body": "别的"}}}, "TextChanged"),
        ({}, {"variants": {"one": {"title": "别的"}}}, "TitleChanged"),
        ({}, {"body": "别的\n"}, "TextChanged"),
        ({}, {"title": "别的"}, "TitleChanged"),
        ({}, {"status": "review"}, "StatusChanged"),
        ({}, {"channels": ["two"]}, "ChannelsChanged"),
        ({}, {"approved_by": "lin"}, "ApproverChanged"),
        ({}, {"author": "lin"}, "PersonChanged"),
        ({}, {"owner": "lin"}, "PersonChanged"),
        ({}, {"commercial": True}, "CommercialChanged"),
        ({}, {"disclosure": {"type": "ad"}}, "DisclosureChanged"),
        ({"disclosure": {"type": "ad"}}, {"disclosure": {"type": "gifted", "partner": "pp"}}, "DisclosureChanged"),
        ({}, {"assets": ["pic"]}, "AssetsChanged"),
        ({}, {"links": [{"url": "https://a.example.org"}]}, "LinksChanged"),
        ({}, {"episode": 3}, "ValueChanged"),
        ({}, {"chanels": 3}, "ValueChanged"),
        ({}, {"waive": [{"rule": "r"}]}, "WaiverChanged"),
        ({}, {"visibility": "private"}, "VisibilityChanged"),
    ],
)
def test_what_can_happen_to_a_post(before, after, kind):
    assert kinds_of({POST: post(**before)}, {POST: post(**(before | after))}) == [kind]


def test_a_variant_says_which_channel():
    (change,) = found({POST: post()}, {POST: post(variants={"one": {"body": "别的"}})})
    assert isinstance(change, t.TextChanged)
    assert (change.channel, change.after) == ("one", "别的")


def test_channels_added_and_removed():
    (change,) = found({POST: post(channels=["one", "two"])}, {POST: post(channels=["three", "one"])})
    assert isinstance(change, t.ChannelsChanged)
    assert (change.added, change.removed) == (("three",), ("two",))


def test_a_renamed_post_is_the_same_post_on_another_day():
    other = POST.replace("25", "26")
    files = {POST: post()}, {other: post(date="2026-11-26T20:00+08:00")}
    assert sorted(kinds_of(*files)) == ["PostMoved", "Relocated"]


EVENT = {"name": "E", "start": "2026-12-01T10:00+08:00", "end": "2026-12-01T12:00+08:00", "status": "planned"}


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        ({"status": "postponed"}, ["EventPostponed"]),
        ({"status": "cancelled"}, ["EventCancelled"]),
        ({"status": "open"}, ["StatusChanged"]),
        ({"start": "2026-12-02T10:00+08:00", "end": "2026-12-02T12:00+08:00"}, ["EventMoved", "EventMoved"]),
        ({"venue": {"name": "V", "capacity": 9}}, ["VenueChanged"]),
        ({"registration": {"capacity": 9}}, ["CapacityChanged"]),
        ({"agenda": [{"from": "10:00"}]}, ["AgendaChanged"]),
        ({"targets": [{"metric": "m", "value": 3}]}, ["TargetChanged"]),
    ],
)
def test_what_can_happen_to_an_event(after, kinds):
    path = "events/2026-12-01-e/event.yml"
    assert kinds_of({path: yaml.safe_dump(EVENT)}, {path: yaml.safe_dump(EVENT | after)}) == kinds


RULES = {"version": "1.0.0", "items": [{"id": "r1", "title": "T", "text": "X"}], "ladder": [{"level": 1}]}


def test_rules_come_with_their_version():
    path = "community/rules.yml"
    after = copy.deepcopy(RULES) | {"version": "1.1.0"}
    after["items"][0]["text"] = "Y"
    after["items"].append({"id": "r2"})
    after["ladder"][0]["level"] = 2
    made = found({path: yaml.safe_dump(RULES)}, {path: yaml.safe_dump(after)})
    assert sorted(type(change).__name__ for change in made) == [
        "LadderChanged", "RuleChanged", "RuleChanged", "RulesVersionChanged",
    ]  # fmt: skip
    assert {(change.version_before, change.version_after) for change in made} == {("1.0.0", "1.1.0")}


TEAM = {
    "people": [{"id": "lin", "roles": ["a"]}, {"id": "zhou", "roles": []}],
    "roles": [{"id": "a", "permissions": []}],
}


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda team: team["people"].append({"id": "new"}), ["PersonJoined"]),
        (lambda team: team["people"].pop(), ["PersonLeft"]),
        (lambda team: team["people"][0].update(active_to="2026-11-30"), ["PersonLeft"]),
        (lambda team: team["people"][0].update(roles=["a", "b"]), ["RolesChanged"]),
        (lambda team: team["roles"][0].update(permissions=["ban"]), ["PermissionsChanged"]),
        (lambda team: team["people"].reverse(), ["OrderChanged"]),
    ],
)
def test_what_can_happen_to_the_team(change, kinds):
    after = copy.deepcopy(TEAM)
    change(after)
    path = "community/team.yml"
    assert kinds_of({path: yaml.safe_dump(TEAM)}, {path: yaml.safe_dump(after)}) == kinds


ELSEWHERE = """
community/channels.yml | {channels: [{id: c1}]} | {channels: [{id: c1, status: paused}]} | ChannelStatusChanged
community/channels.yml | {channels: []} | {channels: [{id: c1}]} | ChannelAdded
community/channels.yml | {channels: [{id: c1}]} | {channels: [{id: c1, limits: {body: 3}}]} | LimitsChanged
community/policy.yml | {notes: x} | {notes: x, rules: {quiet-hours: {severity: "off"}}} | PolicyChanged
community/partners/pp.yml | {deliverables: []} | {deliverables: [{what: x}]} | DeliverableChanged
content/assets.yml | {assets: [{id: a1}]} | {assets: [{id: a1, licence: CC0}]} | AssetChanged
content/assets.yml | {assets: []} | {assets: [{id: a1}]} | Added
content/raffles/r.yml | {id: rr, forfeiture: a} | {id: rr, forfeiture: b} | RaffleTermsChanged
community/strategy/q.yml | {objectives: [{id: o1, key_results: [{target: 1}]}]} | {objectives: [{id: o1, key_results: [{target: 2}]}]} | TargetChanged
"""  # noqa: E501


@pytest.mark.parametrize("row", ELSEWHERE.strip().split("\n"))
def test_what_can_happen_elsewhere(row):
    path, before, after, kind = row.split(" | ")
    assert kinds_of({path: before}, {path: after}) == [kind]


def test_files():
    picture = "content/assets/a.png"
    assert kinds_of({}, {picture: "x"}) == ["Added"]
    assert kinds_of({picture: "x"}, {picture: "y"}) == ["FileChanged"]
    assert kinds_of({".github/workflows/review.yml": "a"}, {}) == ["ProgramChanged"]
    assert kinds_of({"README.md": "a"}, {"README.md": "b"}) == ["ProgramChanged"]
    assert kinds_of({POST: post()}, {}) == ["Removed"]
    assert kinds_of({POST: post()}, {POST: post() + "\x00"}) == ["Unreadable"]
    assert kinds_of({POST: post()}, {POST: post().replace("---\nc", "---\n# why\nc", 1)}) == ["Rewritten"]


LEAF = st.one_of(st.integers(-3, 3), st.booleans(), st.none(), st.sampled_from(["a", "b", "1"]))
NAMES = st.sampled_from(
    ["id", "status", "targets", "variants", "one", "at", "items", "venue", "capacity", "k", "waive"]
)
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=14
)
DATA = st.dictionaries(NAMES | st.sampled_from(["people", "roles", "rules", "version", "date"]), VALUE, max_size=5)
PATHS = st.sampled_from(
    [POST, "events/2026-12-01-e/event.yml", "community/team.yml", "community/rules.yml", "community/policy.yml",
     "community/channels.yml", "community/strategy/q.yml", "content/raffles/r.yml"]
)  # fmt: skip


def written(path, data):
    text = json.dumps(data)
    return f"---\n{text}\n---\nbody\n" if path.endswith(".md") else text


@given(PATHS, DATA, DATA)
def test_equal_data_gives_nothing_and_other_data_something(path, one, other):
    made = found({path: written(path, one)}, {path: written(path, other)})
    assert bool(made) == (
        json.dumps(one, sort_keys=True) != json.dumps(other, sort_keys=True)
        or list(one) != list(other)
        or repr(one) != repr(other)
    )
    assert made == found({path: written(path, one)}, {path: written(path, other)})


@given(PATHS, DATA, DATA)
def test_any_difference_can_be_printed(path, one, other):
    ws = workspace({path: written(path, other)})
    ws.base = workspace({path: written(path, one)})
    made = review_of(ws, [], against="main")
    for lang in ("zh", "en"):
        assert html.render(made, lang).endswith("</html>\n")
        assert len(markdown.render(made, lang)) < 60_000
        assert text.render(made, lang)
    json.loads(data.render(made))


def spots(value, route=()):
    """Every place in a value at which something can be put or taken away."""
    yield route
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from spots(inner, (*route, key))


@given(PATHS, DATA, st.lists(st.tuples(st.integers(0, 10_000), st.booleans()), min_size=1, max_size=5))
def test_every_token_put_in_or_taken_out_is_in_a_change(path, start, places):
    one, other = {"z": 0, **start}, copy.deepcopy({"z": 0, **start})
    for number, (place, into_one) in enumerate(places):
        side = one if into_one else other
        route = list(spots(side))[1:]
        *steps, last = route[place % len(route)]
        for step in steps:
            side = side[step]
        side[last] = f"token-{number}"
    made = found({path: written(path, one)}, {path: written(path, other)})
    told = [
        json.dumps([getattr(change, "before", None), getattr(change, "after", None)], default=repr) for change in made
    ]
    told += [change.thing.id for change in made]
    for number in range(len(places)):
        token = f"token-{number}"
        if (token in json.dumps(one)) != (token in json.dumps(other)):
            assert any(token in text for text in told)
