"""The vocabulary of a review: what can be different between a workspace before and after a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commops.findings import Location, Route
from commops.review.delta import ABSENT
from commops.texts import Text

BODY: Route = ("§",)
"""The route of a file's Markdown; no key of a file can have this name, since schemas allow none like it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a change is about."""

    kind: str
    id: str
    path: str
    """The file after the change, or before it if it is gone."""
    name: Text


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that a reviewer would name. Values are as written; ABSENT where there was or is none."""

    heading: ClassVar[Text]
    notable: ClassVar[bool] = False
    """Whether a reviewer must not overlook it: money, law, approval, access, or what people were promised."""

    thing: Thing
    routes: tuple[Route, ...]
    """The differences in the thing's data that this covers."""
    at: Location
    """Where it stands after the change (before it, if it is gone)."""
    before: object = ABSENT
    after: object = ABSENT
    route: Route = ()
    """Where in the thing ``before`` and ``after`` stand."""


class Added(Change):
    """A thing that was not there before."""

    heading = Text("新增", "Added")


class Removed(Change):
    """A thing that is gone."""

    heading = Text("删除", "Removed")
    notable = True


class Relocated(Change):
    """A file that was renamed or moved; before and after are paths."""

    heading = Text("移动文件", "File moved")


class Unreadable(Change):
    """A file that could be read before and cannot be read now."""

    heading = Text("无法读取", "No longer readable")
    notable = True


class Rewritten(Change):
    """A file whose comments, order of keys or way of writing changed, but nothing that it says."""

    heading = Text("写法", "Written differently")


class FileChanged(Change):
    """A file that no kind claims, such as a picture; before and after are sizes in bytes."""

    heading = Text("文件内容", "File contents")


class ProgramChanged(FileChanged):
    """A file outside the community's folders that came, went or changed: workflows, settings, programs."""

    heading = Text("流程或程序文件", "Workflow or program file")
    notable = True


class ValueChanged(Change):
    """Any other value."""

    heading = Text("修改", "Changed")


class OrderChanged(Change):
    """Entries of a list in another order; before and after are their ids."""

    heading = Text("顺序", "Order")


class Moved(Change):
    """Another time."""

    heading = Text("改期", "Moved")


@dataclass(frozen=True, slots=True)
class PostMoved(Moved):
    """A post at another time, on one channel or on all that have no time of their own (``channel`` is then empty)."""

    channel: str = ""


class EventMoved(Moved):
    """An event that begins or ends at another time."""

    notable = True


class EventPostponed(Change):
    """An event without a new time yet."""

    heading = Text("活动推迟", "Event postponed")
    notable = True


class EventCancelled(Change):
    """An event that does not take place."""

    heading = Text("活动取消", "Event cancelled")
    notable = True


class VenueChanged(Change):
    """Another place, or another way of taking part."""

    heading = Text("场地", "Venue")
    notable = True


class CapacityChanged(Change):
    """Another number of seats."""

    heading = Text("名额", "Capacity")
    notable = True


class AgendaChanged(Change):
    """Other items, or at other times."""

    heading = Text("议程", "Agenda")


class StatusChanged(Change):
    """A step forward, or back."""

    heading = Text("状态", "Status")


@dataclass(frozen=True, slots=True)
class TextChanged(Change):
    """Another text, on one channel or wherever a channel has none of its own (``channel`` is then empty)."""

    heading = Text("正文", "Text")
    channel: str = ""


@dataclass(frozen=True, slots=True)
class TitleChanged(Change):
    """Another title or name."""

    heading = Text("标题", "Title")
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Swapped(Change):
    """A list of ids with others in it."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class ChannelsChanged(Swapped):
    """Goes out on other channels."""

    heading = Text("发布渠道", "Channels")


@dataclass(frozen=True, slots=True)
class AssetsChanged(Swapped):
    """Other pictures."""

    heading = Text("图片", "Pictures")
    channel: str = ""


class RolesChanged(Swapped):
    """A person with other roles."""

    heading = Text("角色", "Roles")
    notable = True


class PermissionsChanged(Swapped):
    """A role that may do other things."""

    heading = Text("权限", "Permissions")
    notable = True


class PersonChanged(Change):
    """Somebody else is responsible."""

    heading = Text("责任人", "Responsible")


class ApproverChanged(Change):
    """Somebody else approved, or approval was given or withdrawn."""

    heading = Text("审批", "Approval")
    notable = True


class CommercialChanged(Change):
    """Becomes advertising, or stops being it."""

    heading = Text("商业推广", "Advertising")
    notable = True


class DisclosureChanged(Change):
    """What readers are told about relations to partners and about machines."""

    heading = Text("披露", "Disclosure")
    notable = True


class LinksChanged(Change):
    """Other targets."""

    heading = Text("链接", "Links")


class PersonJoined(Added):
    """Somebody new in the team."""

    heading = Text("加入团队", "Joined the team")
    notable = True


class PersonLeft(Change):
    """Somebody who leaves the team, or is no longer listed."""

    heading = Text("离开团队", "Left the team")
    notable = True


class ChannelAdded(Added):
    """A new channel."""

    heading = Text("新增渠道", "Channel added")
    notable = True


class ChannelStatusChanged(StatusChanged):
    """A channel that is paused, archived or taken up again."""

    heading = Text("渠道状态", "Channel status")
    notable = True


class LimitsChanged(Change):
    """Other limits of a channel: quiet hours, frequency, lengths, capacity, links, advertising."""

    heading = Text("渠道限制", "Channel limits")


class AssetChanged(Change):
    """Other facts about a picture: alternative text, licence, consent."""

    heading = Text("素材", "Asset")


@dataclass(frozen=True, slots=True)
class RaffleTermsChanged(Change):
    """Other terms of a raffle."""

    heading = Text("抽奖条款", "Raffle terms")
    notable = True
    started: bool = False
    """Whether entries had opened by the day of the check; terms are frozen then."""


@dataclass(frozen=True, slots=True)
class RuleChanged(Change):
    """A rule of the community, added, removed or worded anew, with the version of the rules before and after."""

    heading = Text("群规条文", "Rule of the community")
    notable = True
    version_before: str = ""
    version_after: str = ""


class LadderChanged(RuleChanged):
    """Other steps of sanctions."""

    heading = Text("处置阶梯", "Ladder of sanctions")


class RulesVersionChanged(RuleChanged):
    """Another version of the rules, or another day from which it holds."""

    heading = Text("群规版本", "Version of the rules")


class TargetChanged(Change):
    """Another target, baseline or date of a number."""

    heading = Text("目标值", "Target")
    notable = True


class PolicyChanged(Change):
    """How strict the checks are."""

    heading = Text("检查规则设置", "Policy of the checks")
    notable = True


class WaiverChanged(Change):
    """A finding accepted on purpose, or no longer."""

    heading = Text("豁免", "Waiver")
    notable = True


class DeliverableChanged(Change):
    """What a partner or we have to deliver."""

    heading = Text("合作交付", "Deliverables")


class NumbersChanged(Change):
    """Published numbers of a period."""

    heading = Text("统计数字", "Published numbers")


class VisibilityChanged(Change):
    """Shown to everyone, or no longer."""

    heading = Text("可见范围", "Visibility")
    notable = True
