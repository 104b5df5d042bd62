"""Typed access to every kind of thing; generated from schemas/ by `commops dev types`, do not edit.

A key that is a Python word or a name of Item has an underscore behind: `from_`, `kind_`, `source_`. An absent key is
None, or the default that the schema names. A list whose entries are things of their own (`people`) is a collection
of the workspace (`ws.people`), not a property of the file that holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast

from commops.workspace.item import Item

if TYPE_CHECKING:
    from commops.texts import LocalText
    from commops.workspace._shapes import (
        AdmissionBatchRow,
        AdmissionBatchVisibility,
        AdmissionCriteriaCriterion,
        AdmissionCriteriaVisibility,
        AdmissionSourceKind,
        AmbassadorHandle,
        AmbassadorKind,
        AmbassadorListVisibility,
        AssetAiGenerated,
        AssetConsent,
        AssetKind,
        BudgetIncome,
        BudgetLine,
        BudgetVisibility,
        BusinessCountsBuyer,
        BusinessCountsInvitation,
        BusinessCountsLifetime,
        BusinessCountsOrder,
        BusinessCountsVisibility,
        CampaignFunnel,
        CampaignOffer,
        CampaignStatus,
        CampaignUtm,
        CampaignVisibility,
        CaseAction,
        CaseAppeal,
        CaseReporter,
        CaseVisibility,
        ChannelFrequency,
        ChannelJoin,
        ChannelLimits,
        ChannelLog,
        ChannelPlatform,
        ChannelStatus,
        ChannelTool,
        ChannelVisibility,
        Claim,
        CommunityRuleCategory,
        CompetitorSizeObserved,
        CompetitorStrength,
        CompetitorVisibility,
        CompetitorWatch,
        CompetitorWeaknesse,
        ComplaintAppeal,
        ComplaintKind,
        ComplaintOutcome,
        ComplaintVia,
        ComplaintVisibility,
        DataProcessingBasis,
        DataProcessingCover,
        Disclosure,
        EventAgendaItem,
        EventAttendanceMode,
        EventChange,
        EventKind,
        EventMinors,
        EventRegistration,
        EventResultAttendedBySource,
        EventResultFigure,
        EventResultSource,
        EventResultVisibility,
        EventRisk,
        EventSafety,
        EventSpeaker,
        EventStatus,
        EventVenue,
        EventVisibility,
        FeedbackExitReason,
        FeedbackKind,
        FeedbackSentiment,
        FeedbackStatus,
        FeedbackVisibility,
        LearningKind,
        LearningVisibility,
        Link,
        MeetingAction,
        MeetingCrossTeam,
        MeetingDecision,
        MeetingKind,
        MeetingVisibility,
        MemberCountsSnapshot,
        MemberProgrammeBadge,
        MemberProgrammeFading,
        MemberProgrammeGuards,
        MemberProgrammeLeaderboard,
        MemberProgrammeMemberLevel,
        MemberProgrammePointsAction,
        MemberProgrammeReward,
        MemberProgrammeSeason,
        MemberProgrammeVisibility,
        MetricDirection,
        MetricGrain,
        MetricListHealth,
        MetricListTarget,
        MetricSource,
        ModerationPolicyEvidence,
        ModerationPolicyVisibility,
        Money,
        ObjectiveKind,
        PartnerAgreement,
        PartnerDeliverable,
        PartnerKind,
        PartnerStage,
        PartnerVisibility,
        PersonaActiveHour,
        PersonaEvidence,
        PersonaVisibility,
        PersonKind,
        PointsSettlementActionTotal,
        PointsSettlementBadgeTotal,
        PointsSettlementInputs,
        PointsSettlementLevelTotal,
        PointsSettlementVisibility,
        PolicyRule,
        PolicySettings,
        PostAiGenerated,
        PostKind,
        PostPoll,
        PostPublication,
        PostResult,
        PostStatus,
        PostVariant,
        PostVisibility,
        PrivacyLedgerDeletion,
        PrivacyLedgerExportLog,
        PrivacyLedgerNotice,
        PrivacyLedgerPia,
        PrivacyLedgerVisibility,
        ProfileColors,
        ProfileOperator,
        ProfileVisibility,
        ProgrammeSeason,
        ProgrammeStatus,
        ProgrammeVisibility,
        QuietHours,
        RaffleCommit,
        RaffleDrawKind,
        RaffleOrganizer,
        RafflePrize,
        RaffleResult,
        RaffleStatus,
        RaffleVisibility,
        ReportAudience,
        ReportNumber,
        ReportStatus,
        ReportVisibility,
        RetroAction,
        RetroGoal,
        RetroVisibility,
        RolePermission,
        RulebookAppeal,
        RulebookRevision,
        RulebookStep,
        RulebookVisibility,
        SegmentListTrial,
        SegmentListVisibility,
        SegmentRule,
        SopScript,
        SopSopStep,
        SopVisibility,
        StrategyKeyResult,
        StrategyReview,
        StrategyStatus,
        StrategyVisibility,
        SurveyQuestion,
        SurveyResult,
        SurveyVisibility,
        Target,
        TaskListTask,
        TaskListVisibility,
        TeamLeave,
        TeamMeeting,
        TeamRaci,
        TeamShift,
        TeamVisibility,
        TermListAllow,
        TermListTerm,
        TopicKind,
        TrendKeyword,
        TrendPlatformChange,
        TrendTopic,
        TrendVisibility,
        Waiver,
    )


class Profile(Item):
    """Who the community is: name, languages, time zone, who runs it."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """Full name of the community."""
        value: LocalText = self.data["name"]
        return value

    @property
    def short_name(self) -> LocalText | None:
        """For narrow places such as menus."""
        value: LocalText | None = self.data.get("short_name")
        return value

    @property
    def slogan(self) -> LocalText:
        """One line: at most 20 Chinese characters or 60 letters."""
        value: LocalText = self.data["slogan"]
        return value

    @property
    def description(self) -> LocalText:
        """Two or three sentences for people who have never heard of the community."""
        value: LocalText = self.data["description"]
        return value

    @property
    def avatar(self) -> str | None:
        """The picture of the community, from the assets list."""
        value: str | None = self.data.get("avatar")
        return value

    @property
    def founded(self) -> str:
        """Day on which the community began."""
        value: str = self.data["founded"]
        return value

    @property
    def languages(self) -> list[str]:
        """Languages of the site; the first is the main one."""
        value: list[str] = self.data["languages"]
        return value

    @property
    def timezone(self) -> str:
        """IANA time zone in which days and weeks are counted."""
        value: str = self.data["timezone"]
        return value

    @property
    def audience(self) -> LocalText | None:
        """Whom the community is for."""
        value: LocalText | None = self.data.get("audience")
        return value

    @property
    def value_props(self) -> list[LocalText]:
        """Three to five things people get from being here."""
        value: list[LocalText] = self.data["value_props"]
        return value

    @property
    def operator(self) -> ProfileOperator:
        """Who runs the community and answers for it."""
        value: ProfileOperator = self.data["operator"]
        return value

    @property
    def icp_no(self) -> str | None:
        """Record number shown in the footer where the law asks for it."""
        value: str | None = self.data.get("icp_no")
        return value

    @property
    def licence(self) -> str | None:
        """SPDX id of the licence of the content."""
        value: str | None = self.data.get("licence")
        return value

    @property
    def currency(self) -> str | None:
        """Currency of budgets when nothing else is said."""
        value: str | None = self.data.get("currency")
        return value

    @property
    def as_of(self) -> str | None:
        """The day that checks take as today; leave it out in a living community."""
        value: str | None = self.data.get("as_of")
        return value

    @property
    def colors(self) -> ProfileColors | None:
        """The two colours of the site."""
        value: ProfileColors | None = self.data.get("colors")
        return value

    @property
    def site_url(self) -> str | None:
        """Where the site is published; feeds need it for full links."""
        value: str | None = self.data.get("site_url")
        return value

    @property
    def repository(self) -> str | None:
        """Where these files can be edited; the site links each page to its file."""
        value: str | None = self.data.get("repository")
        return value

    @property
    def links(self) -> list[Link] | None:
        """Other places of the community, shown in the footer."""
        value: list[Link] | None = self.data.get("links")
        return value

    @property
    def visibility(self) -> ProfileVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: ProfileVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Policy(Item):
    """How strict the checks are in this community. A change here counts only after it is merged."""

    __slots__ = ()

    @property
    def rules(self) -> dict[str, PolicyRule] | None:
        """Rules whose severity differs here, by id."""
        value: dict[str, PolicyRule] | None = self.data.get("rules")
        return value

    @property
    def settings(self) -> PolicySettings | None:
        """Numbers that rules go by."""
        value: PolicySettings | None = self.data.get("settings")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value


class TermList(Item):
    """Words that this community watches for or allows, beside the tables that come with the program."""

    __slots__ = ()

    @property
    def terms(self) -> list[TermListTerm] | None:
        """Words to watch for."""
        value: list[TermListTerm] | None = self.data.get("terms")
        return value

    @property
    def allow(self) -> list[TermListAllow] | None:
        """Phrases that are fine although they hold such a word."""
        value: list[TermListAllow] | None = self.data.get("allow")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Rulebook(Item):
    """The rules of the community, what follows from breaking them, and how to appeal."""

    __slots__ = ()

    @property
    def version(self) -> str:
        """Semantic version, in quotes; raise it with every change."""
        value: str = self.data["version"]
        return value

    @property
    def effective_from(self) -> str:
        """First day on which this version applies, announced at least 7 days before."""
        value: str = self.data["effective_from"]
        return value

    @property
    def ladder(self) -> list[RulebookStep]:
        """What follows from breaking a rule, from mild to severe."""
        value: list[RulebookStep] = self.data["ladder"]
        return value

    @property
    def appeal(self) -> RulebookAppeal:
        """How a member can ask for a second look."""
        value: RulebookAppeal = self.data["appeal"]
        return value

    @property
    def values(self) -> list[LocalText] | None:
        """What the community stands for."""
        value: list[LocalText] | None = self.data.get("values")
        return value

    @property
    def member_rights(self) -> list[LocalText] | None:
        """What members may expect."""
        value: list[LocalText] | None = self.data.get("member_rights")
        return value

    @property
    def short_version(self) -> LocalText | None:
        """For the pinned message of a group: at most 500 characters per language."""
        value: LocalText | None = self.data.get("short_version")
        return value

    @property
    def history(self) -> list[RulebookRevision] | None:
        """What each version changed, newest first; the site shows it below the rules."""
        value: list[RulebookRevision] | None = self.data.get("history")
        return value

    @property
    def ugc_notice(self) -> LocalText | None:
        """What happens with what members post."""
        value: LocalText | None = self.data.get("ugc_notice")
        return value

    @property
    def statistics_notice(self) -> LocalText | None:
        """Tells members that messages are counted, and how."""
        value: LocalText | None = self.data.get("statistics_notice")
        return value

    @property
    def legal_refs(self) -> list[str] | None:
        """Laws the rules rest on."""
        value: list[str] | None = self.data.get("legal_refs")
        return value

    @property
    def minors_policy(self) -> LocalText | None:
        """What applies to members under age."""
        value: LocalText | None = self.data.get("minors_policy")
        return value

    @property
    def visibility(self) -> RulebookVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: RulebookVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class CommunityRule(Item):
    """One rule of the community."""

    __slots__ = ()

    @property
    def title(self) -> LocalText:
        """The rule in a few words."""
        value: LocalText = self.data["title"]
        return value

    @property
    def text(self) -> LocalText:
        """The whole rule."""
        value: LocalText = self.data["text"]
        return value

    @property
    def category(self) -> CommunityRuleCategory:
        """What the rule is about."""
        value: CommunityRuleCategory = self.data["category"]
        return value

    @property
    def default_level(self) -> int:
        """Step of the ladder for a first breach."""
        value: int = self.data["default_level"]
        return value

    @property
    def examples_ok(self) -> list[LocalText] | None:
        """Examples of what is fine."""
        value: list[LocalText] | None = self.data.get("examples_ok")
        return value

    @property
    def examples_bad(self) -> list[LocalText] | None:
        """Examples of what is not."""
        value: list[LocalText] | None = self.data.get("examples_bad")
        return value

    @property
    def why(self) -> LocalText | None:
        """Why the rule exists."""
        value: LocalText | None = self.data.get("why")
        return value

    @property
    def retired(self) -> str | None:
        """Day on which the rule stopped applying; ids are never given twice."""
        value: str | None = self.data.get("retired")
        return value


class Team(Item):
    """Who does what, who is on duty when, and who may decide."""

    __slots__ = ()

    @property
    def rota(self) -> list[TeamShift] | None:
        """Who is on duty, week by week the same."""
        value: list[TeamShift] | None = self.data.get("rota")
        return value

    @property
    def meetings(self) -> list[TeamMeeting] | None:
        """Regular meetings of the team."""
        value: list[TeamMeeting] | None = self.data.get("meetings")
        return value

    @property
    def raci(self) -> list[TeamRaci] | None:
        """Who does, answers for, is asked and is told, per task."""
        value: list[TeamRaci] | None = self.data.get("raci")
        return value

    @property
    def visibility(self) -> TeamVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: TeamVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Person(Item):
    """Someone who works for the community."""

    __slots__ = ()

    @property
    def display(self) -> LocalText:
        """Name shown on the site; need not be the legal name."""
        value: LocalText = self.data["display"]
        return value

    @property
    def kind_(self) -> PersonKind:
        """How the person works here."""
        value: PersonKind = self.data["kind"]
        return value

    @property
    def roles(self) -> list[str]:
        """What the person is responsible for."""
        value: list[str] = self.data["roles"]
        return value

    @property
    def timezone(self) -> str | None:
        """Where the person is, if not in the community's zone."""
        value: str | None = self.data.get("timezone")
        return value

    @property
    def languages(self) -> list[str] | None:
        """Languages the person works in."""
        value: list[str] | None = self.data.get("languages")
        return value

    @property
    def active_from(self) -> str:
        """First day."""
        value: str = self.data["active_from"]
        return value

    @property
    def active_to(self) -> str | None:
        """Last day; set it the same day someone leaves."""
        value: str | None = self.data.get("active_to")
        return value

    @property
    def backup(self) -> str | None:
        """Who steps in."""
        value: str | None = self.data.get("backup")
        return value

    @property
    def capacity_h_week(self) -> float | None:
        """Hours a week the person can give."""
        value: float | None = self.data.get("capacity_h_week")
        return value

    @property
    def leave(self) -> list[TeamLeave] | None:
        """Days on which the person is away; posts and events on these days need somebody else."""
        value: list[TeamLeave] | None = self.data.get("leave")
        return value

    @property
    def bio(self) -> LocalText | None:
        """One or two sentences for the team page."""
        value: LocalText | None = self.data.get("bio")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value


class Role(Item):
    """A responsibility and what it may do."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What the role is called."""
        value: LocalText = self.data["name"]
        return value

    @property
    def responsibilities(self) -> list[LocalText]:
        """What the role does."""
        value: list[LocalText] = self.data["responsibilities"]
        return value

    @property
    def permissions(self) -> list[RolePermission] | None:
        """What the role may do."""
        value: list[RolePermission] | None = self.data.get("permissions")
        return value

    @property
    def min_people(self) -> int | None:
        """How many people the role needs."""
        value: int | None = self.data.get("min_people")
        return value


class ChannelList(Item):
    """Every place where the community talks or publishes."""

    __slots__ = ()

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Channel(Item):
    """One group, account or site."""

    __slots__ = ()

    @property
    def platform(self) -> ChannelPlatform:
        """Where the channel lives; decides its limits."""
        value: ChannelPlatform = self.data["platform"]
        return value

    @property
    def name(self) -> LocalText:
        """Name of the channel as members see it."""
        value: LocalText = self.data["name"]
        return value

    @property
    def purpose(self) -> LocalText:
        """What the channel is for."""
        value: LocalText = self.data["purpose"]
        return value

    @property
    def owner(self) -> str:
        """Who answers for it."""
        value: str = self.data["owner"]
        return value

    @property
    def moderators(self) -> list[str] | None:
        """Who keeps order."""
        value: list[str] | None = self.data.get("moderators")
        return value

    @property
    def language(self) -> str:
        """Main language."""
        value: str = self.data["language"]
        return value

    @property
    def timezone(self) -> str | None:
        """Where its readers are, if not in the community's zone; quiet hours follow these clocks."""
        value: str | None = self.data.get("timezone")
        return value

    @property
    def capacity(self) -> int | None:
        """How many members fit."""
        value: int | None = self.data.get("capacity")
        return value

    @property
    def join(self) -> ChannelJoin | None:
        """How people get in."""
        value: ChannelJoin | None = self.data.get("join")
        return value

    @property
    def topics(self) -> list[LocalText] | None:
        """What people talk about."""
        value: list[LocalText] | None = self.data.get("topics")
        return value

    @property
    def frequency(self) -> ChannelFrequency | None:
        """How often we post."""
        value: ChannelFrequency | None = self.data.get("frequency")
        return value

    @property
    def quiet_hours(self) -> list[QuietHours] | None:
        """When nothing may be sent."""
        value: list[QuietHours] | None = self.data.get("quiet_hours")
        return value

    @property
    def limits(self) -> ChannelLimits | None:
        """Limits of this channel where they differ from the platform."""
        value: ChannelLimits | None = self.data.get("limits")
        return value

    @property
    def allow_links(self) -> bool | None:
        """Whether posts may hold links."""
        value: bool | None = self.data.get("allow_links")
        return value

    @property
    def ads_allowed(self) -> bool | None:
        """Whether advertising may be posted."""
        value: bool | None = self.data.get("ads_allowed")
        return value

    @property
    def log(self) -> ChannelLog | None:
        """Whether and how the chat can be counted."""
        value: ChannelLog | None = self.data.get("log")
        return value

    @property
    def status(self) -> ChannelStatus:
        """Whether the channel is in use."""
        value: ChannelStatus = self.data["status"]
        return value

    @property
    def status_since(self) -> str | None:
        """Since when, for paused and archived ones."""
        value: str | None = self.data.get("status_since")
        return value

    @property
    def exit_plan(self) -> LocalText | None:
        """What happens to the members when the channel closes or merges."""
        value: LocalText | None = self.data.get("exit_plan")
        return value

    @property
    def tools(self) -> list[ChannelTool] | None:
        """Bots and services that see this channel."""
        value: list[ChannelTool] | None = self.data.get("tools")
        return value

    @property
    def visibility(self) -> ChannelVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: ChannelVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class TopicList(Item):
    """What members talk about, and the words by which each topic is recognised; also tells the word cutter the
    community's own words.
    """

    __slots__ = ()

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Topic(Item):
    """One topic."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What it is called."""
        value: LocalText = self.data["name"]
        return value

    @property
    def kind_(self) -> TopicKind:
        """What the words name."""
        value: TopicKind = self.data.get("kind", "subject")
        return value

    @property
    def words(self) -> list[str]:
        """A message belongs to the topic when it has one of these words; write Chinese and English, short and long
        forms.
        """
        value: list[str] = self.data["words"]
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value


class Sop(Item):
    """How a recurring task is done: what starts it, who does which step within what time, and the words to use."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What the procedure is called."""
        value: LocalText = self.data["name"]
        return value

    @property
    def trigger(self) -> LocalText:
        """What starts it."""
        value: LocalText = self.data["trigger"]
        return value

    @property
    def owner(self) -> str:
        """Who keeps it up to date."""
        value: str = self.data["owner"]
        return value

    @property
    def channels(self) -> list[str] | None:
        """Where it applies; without it everywhere."""
        value: list[str] | None = self.data.get("channels")
        return value

    @property
    def steps(self) -> list[SopSopStep]:
        """The steps, in order."""
        value: list[SopSopStep] = self.data["steps"]
        return value

    @property
    def templates(self) -> list[SopScript] | None:
        """Words to copy; {places} in braces are filled in by hand."""
        value: list[SopScript] | None = self.data.get("templates")
        return value

    @property
    def sla(self) -> LocalText | None:
        """By when it must be through."""
        value: LocalText | None = self.data.get("sla")
        return value

    @property
    def metrics(self) -> list[str] | None:
        """Numbers that show whether it works."""
        value: list[str] | None = self.data.get("metrics")
        return value

    @property
    def version(self) -> str | None:
        """Version of the procedure, in quotes."""
        value: str | None = self.data.get("version")
        return value

    @property
    def reviewed(self) -> str:
        """Day on which somebody last went through it and found it right."""
        value: str = self.data["reviewed"]
        return value

    @property
    def visibility(self) -> SopVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: SopVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class ModerationPolicy(Item):
    """How breaches of the rules are handled, beyond the ladder itself. The numbers (hours, levels) stand in
    community/policy.yml.
    """

    __slots__ = ()

    @property
    def version(self) -> str:
        """Version, in quotes."""
        value: str = self.data["version"]
        return value

    @property
    def effective_from(self) -> str:
        """First day on which it applies."""
        value: str = self.data["effective_from"]
        return value

    @property
    def owner(self) -> str:
        """Who keeps it up to date."""
        value: str = self.data["owner"]
        return value

    @property
    def principles(self) -> list[LocalText]:
        """What every decision keeps to."""
        value: list[LocalText] = self.data["principles"]
        return value

    @property
    def evidence(self) -> ModerationPolicyEvidence:
        """Where evidence is kept and for how long; never in the repository."""
        value: ModerationPolicyEvidence = self.data["evidence"]
        return value

    @property
    def second_review(self) -> LocalText | None:
        """When two people decide, and how they are chosen."""
        value: LocalText | None = self.data.get("second_review")
        return value

    @property
    def conflicts(self) -> LocalText | None:
        """Who must step back, and from what."""
        value: LocalText | None = self.data.get("conflicts")
        return value

    @property
    def transparency(self) -> LocalText | None:
        """What is published about cases, and what is not."""
        value: LocalText | None = self.data.get("transparency")
        return value

    @property
    def complaints(self) -> LocalText | None:
        """Where members complain, and what happens then."""
        value: LocalText | None = self.data.get("complaints")
        return value

    @property
    def reviewed(self) -> str | None:
        """Day on which it was last gone through."""
        value: str | None = self.data.get("reviewed")
        return value

    @property
    def visibility(self) -> ModerationPolicyVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: ModerationPolicyVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Case(Item):
    """A breach of the rules and what was decided; names no one, quotes no one."""

    __slots__ = ()

    @property
    def opened_at(self) -> str:
        """When it was reported or seen."""
        value: str = self.data["opened_at"]
        return value

    @property
    def channel(self) -> str:
        """Where it happened."""
        value: str = self.data["channel"]
        return value

    @property
    def rule(self) -> str:
        """Which rule was broken."""
        value: str = self.data["rule"]
        return value

    @property
    def reporter(self) -> CaseReporter | None:
        """How it came to light."""
        value: CaseReporter | None = self.data.get("reporter")
        return value

    @property
    def subject(self) -> str | None:
        """Pseudonym of the member."""
        value: str | None = self.data.get("subject")
        return value

    @property
    def subjects(self) -> list[str] | None:
        """Pseudonyms, when several accounts acted together."""
        value: list[str] | None = self.data.get("subjects")
        return value

    @property
    def count(self) -> int:
        """How many messages or reports one decision covers, as in a spam wave; one case file is enough for a wave."""
        value: int = self.data.get("count", 1)
        return value

    @property
    def deleted(self) -> int | None:
        """How many messages were taken down."""
        value: int | None = self.data.get("deleted")
        return value

    @property
    def severity(self) -> int:
        """1 is mild, 4 is grave."""
        value: int = self.data["severity"]
        return value

    @property
    def level_applied(self) -> int:
        """Step of the ladder that was applied."""
        value: int = self.data["level_applied"]
        return value

    @property
    def action(self) -> CaseAction:
        """What was done."""
        value: CaseAction = self.data["action"]
        return value

    @property
    def duration(self) -> LocalText | None:
        """How long it lasts."""
        value: LocalText | None = self.data.get("duration")
        return value

    @property
    def by(self) -> str:
        """Who decided."""
        value: str = self.data["by"]
        return value

    @property
    def second_reviewer(self) -> str | None:
        """Who agreed before it was done; from the level that the policy names."""
        value: str | None = self.data.get("second_reviewer")
        return value

    @property
    def decided_at(self) -> str:
        """When it was decided."""
        value: str = self.data["decided_at"]
        return value

    @property
    def evidence_ref(self) -> str | None:
        """Number of the evidence in the restricted store; never a link to a chat or picture."""
        value: str | None = self.data.get("evidence_ref")
        return value

    @property
    def summary(self) -> str:
        """What happened, in one or two sentences: no names, no quotations."""
        value: str = self.data["summary"]
        return value

    @property
    def appeal(self) -> CaseAppeal | None:
        """The second look, if somebody asked for it."""
        value: CaseAppeal | None = self.data.get("appeal")
        return value

    @property
    def closed_at(self) -> str | None:
        """When nothing was left to do."""
        value: str | None = self.data.get("closed_at")
        return value

    @property
    def visibility(self) -> CaseVisibility:
        """Records about members never leave the team; the site shows counts at most."""
        value: CaseVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Complaint(Item):
    """A complaint and how it was answered; names no one."""

    __slots__ = ()

    @property
    def received_at(self) -> str:
        """When it came in."""
        value: str = self.data["received_at"]
        return value

    @property
    def via(self) -> ComplaintVia:
        """How it came in."""
        value: ComplaintVia = self.data["via"]
        return value

    @property
    def channel(self) -> str | None:
        """The channel it is about."""
        value: str | None = self.data.get("channel")
        return value

    @property
    def kind_(self) -> ComplaintKind:
        """What it is about."""
        value: ComplaintKind = self.data["kind"]
        return value

    @property
    def severity(self) -> int:
        """1 is mild, 4 is grave."""
        value: int = self.data["severity"]
        return value

    @property
    def owner(self) -> str:
        """Who answers it; never the person complained about."""
        value: str = self.data["owner"]
        return value

    @property
    def about(self) -> list[str] | None:
        """People of the team it is about; they neither handle nor review it."""
        value: list[str] | None = self.data.get("about")
        return value

    @property
    def complainant(self) -> str | None:
        """Pseudonym of the member."""
        value: str | None = self.data.get("complainant")
        return value

    @property
    def case(self) -> str | None:
        """The case it belongs to."""
        value: str | None = self.data.get("case")
        return value

    @property
    def summary(self) -> str | None:
        """What it is about, without names."""
        value: str | None = self.data.get("summary")
        return value

    @property
    def first_reply_at(self) -> str | None:
        """When a person first answered; an automatic receipt does not count."""
        value: str | None = self.data.get("first_reply_at")
        return value

    @property
    def resolved_at(self) -> str | None:
        """When it was settled."""
        value: str | None = self.data.get("resolved_at")
        return value

    @property
    def outcome(self) -> ComplaintOutcome | None:
        """What came of it."""
        value: ComplaintOutcome | None = self.data.get("outcome")
        return value

    @property
    def remedy(self) -> str | None:
        """What was put right, and how."""
        value: str | None = self.data.get("remedy")
        return value

    @property
    def satisfaction(self) -> int | None:
        """What the member said afterwards, 1 to 5."""
        value: int | None = self.data.get("satisfaction")
        return value

    @property
    def appeal(self) -> ComplaintAppeal | None:
        """The second look, if somebody asked for it."""
        value: ComplaintAppeal | None = self.data.get("appeal")
        return value

    @property
    def conflict_of_interest(self) -> str | None:
        """Who stepped back and why, or that nobody had to."""
        value: str | None = self.data.get("conflict_of_interest")
        return value

    @property
    def visibility(self) -> ComplaintVisibility:
        """Records about members never leave the team; the site shows counts at most."""
        value: ComplaintVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class AdmissionCriteria(Item):
    """What people are asked before they join, and where they come from."""

    __slots__ = ()

    @property
    def criteria(self) -> list[AdmissionCriteriaCriterion]:
        """The questions, in order."""
        value: list[AdmissionCriteriaCriterion] = self.data["criteria"]
        return value

    @property
    def reviewed(self) -> str | None:
        """Day on which it was last gone through."""
        value: str | None = self.data.get("reviewed")
        return value

    @property
    def visibility(self) -> AdmissionCriteriaVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: AdmissionCriteriaVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class AdmissionSource(Item):
    """One way in."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What we call it."""
        value: LocalText = self.data["name"]
        return value

    @property
    def kind_(self) -> AdmissionSourceKind:
        """What sort of way it is."""
        value: AdmissionSourceKind = self.data["kind"]
        return value

    @property
    def placed(self) -> LocalText | None:
        """Where and since when it can be found."""
        value: LocalText | None = self.data.get("placed")
        return value

    @property
    def ended(self) -> str | None:
        """Day on which it was taken away."""
        value: str | None = self.data.get("ended")
        return value


class AdmissionBatch(Item):
    """Who asked to join in one week, as counts; answers and names never enter the repository."""

    __slots__ = ()

    @property
    def week(self) -> str:
        """ISO week, as in the file name."""
        value: str = self.data["week"]
        return value

    @property
    def reviewer(self) -> str:
        """Who decided."""
        value: str = self.data["reviewer"]
        return value

    @property
    def rows(self) -> list[AdmissionBatchRow]:
        """One row per channel and source."""
        value: list[AdmissionBatchRow] = self.data["rows"]
        return value

    @property
    def visibility(self) -> AdmissionBatchVisibility:
        """Records about members never leave the team; the site shows counts at most."""
        value: AdmissionBatchVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class MemberProgramme(Item):
    """Points, levels, badges and what can be had for points."""

    __slots__ = ()

    @property
    def points(self) -> list[MemberProgrammePointsAction]:
        """What earns points."""
        value: list[MemberProgrammePointsAction] = self.data["points"]
        return value

    @property
    def decay(self) -> LocalText | None:
        """How old points fade."""
        value: LocalText | None = self.data.get("decay")
        return value

    @property
    def fading(self) -> MemberProgrammeFading | None:
        """The same as numbers, for the program: unused points lose a share each month."""
        value: MemberProgrammeFading | None = self.data.get("fading")
        return value

    @property
    def levels(self) -> list[MemberProgrammeMemberLevel]:
        """Levels, from low to high."""
        value: list[MemberProgrammeMemberLevel] = self.data["levels"]
        return value

    @property
    def seasons(self) -> list[MemberProgrammeSeason] | None:
        """Spans of days over which points can be counted from zero."""
        value: list[MemberProgrammeSeason] | None = self.data.get("seasons")
        return value

    @property
    def badges(self) -> list[MemberProgrammeBadge] | None:
        """Signs of something done once."""
        value: list[MemberProgrammeBadge] | None = self.data.get("badges")
        return value

    @property
    def redemption(self) -> list[MemberProgrammeReward] | None:
        """What points can be exchanged for."""
        value: list[MemberProgrammeReward] | None = self.data.get("redemption")
        return value

    @property
    def budget(self) -> Money | None:
        """What the things to redeem may cost in all."""
        value: Money | None = self.data.get("budget")
        return value

    @property
    def leaderboard(self) -> MemberProgrammeLeaderboard | None:
        """Whether members are ranked by name."""
        value: MemberProgrammeLeaderboard | None = self.data.get("leaderboard")
        return value

    @property
    def guards(self) -> MemberProgrammeGuards | None:
        """Which messages the program leaves out when it counts points from the log."""
        value: MemberProgrammeGuards | None = self.data.get("guards")
        return value

    @property
    def anti_abuse(self) -> list[LocalText] | None:
        """What does not count and what happens to those who cheat."""
        value: list[LocalText] | None = self.data.get("anti_abuse")
        return value

    @property
    def settled(self) -> str | None:
        """Day of the last monthly settlement."""
        value: str | None = self.data.get("settled")
        return value

    @property
    def visibility(self) -> MemberProgrammeVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: MemberProgrammeVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class PointsSettlement(Item):
    """Points, levels and badges of one month as totals. Written by `commops points settle`; not for editing."""

    __slots__ = ()

    @property
    def month(self) -> str:
        """Which month it settles."""
        value: str = self.data["month"]
        return value

    @property
    def inputs(self) -> PointsSettlementInputs:
        """Keyed digests of what was counted in the log and of what was granted by hand, up to the month's end."""
        value: PointsSettlementInputs = self.data["inputs"]
        return value

    @property
    def definition(self) -> str:
        """Digest of the programme's rules and of the way of counting."""
        value: str = self.data["definition"]
        return value

    @property
    def members(self) -> int | None:
        """How many; left out when fewer than 5, or when they would follow from the others."""
        value: int | None = self.data.get("members")
        return value

    @property
    def actions(self) -> list[PointsSettlementActionTotal]:
        """What was credited in the month."""
        value: list[PointsSettlementActionTotal] = self.data["actions"]
        return value

    @property
    def levels(self) -> list[PointsSettlementLevelTotal]:
        """Members by level at the month's end."""
        value: list[PointsSettlementLevelTotal] = self.data["levels"]
        return value

    @property
    def badges(self) -> list[PointsSettlementBadgeTotal]:
        """Members who hold each badge at the month's end."""
        value: list[PointsSettlementBadgeTotal] = self.data["badges"]
        return value

    @property
    def visibility(self) -> PointsSettlementVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: PointsSettlementVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class AmbassadorList(Item):
    """Members who represent the community for a term, shown as far as they agreed."""

    __slots__ = ()

    @property
    def visibility(self) -> AmbassadorListVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: AmbassadorListVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Ambassador(Item):
    """One ambassador."""

    __slots__ = ()

    @property
    def pseudonym(self) -> str | None:
        """Stands for the member where no handle may be shown."""
        value: str | None = self.data.get("pseudonym")
        return value

    @property
    def handle(self) -> AmbassadorHandle | None:
        """The name the member wants to be shown by, and the consent to it."""
        value: AmbassadorHandle | None = self.data.get("handle")
        return value

    @property
    def kind_(self) -> AmbassadorKind:
        """What the ambassador does."""
        value: AmbassadorKind = self.data["kind"]
        return value

    @property
    def term_from(self) -> str:
        """First day of the term."""
        value: str = self.data["term_from"]
        return value

    @property
    def term_to(self) -> str:
        """Last day of the term."""
        value: str = self.data["term_to"]
        return value

    @property
    def duties(self) -> list[LocalText] | None:
        """What was agreed."""
        value: list[LocalText] | None = self.data.get("duties")
        return value

    @property
    def reward(self) -> LocalText | None:
        """What they get for it."""
        value: LocalText | None = self.data.get("reward")
        return value

    @property
    def disclosure(self) -> LocalText:
        """Words they add when they write about us."""
        value: LocalText = self.data["disclosure"]
        return value

    @property
    def channels(self) -> list[str] | None:
        """Where they are active."""
        value: list[str] | None = self.data.get("channels")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value


class SegmentList(Item):
    """Members by how active they are, and what is done for each group."""

    __slots__ = ()

    @property
    def trials(self) -> list[SegmentListTrial] | None:
        """What was tried on a segment, against some who were left alone."""
        value: list[SegmentListTrial] | None = self.data.get("trials")
        return value

    @property
    def visibility(self) -> SegmentListVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: SegmentListVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Segment(Item):
    """One segment."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What we call it."""
        value: LocalText = self.data["name"]
        return value

    @property
    def rule(self) -> SegmentRule:
        """Who belongs to it; all conditions together."""
        value: SegmentRule = self.data["rule"]
        return value

    @property
    def play(self) -> str:
        """The SOP for this segment."""
        value: str = self.data["play"]
        return value

    @property
    def goal(self) -> LocalText | None:
        """What should come of it."""
        value: LocalText | None = self.data.get("goal")
        return value

    @property
    def owner(self) -> str | None:
        """Who looks after it."""
        value: str | None = self.data.get("owner")
        return value


class Feedback(Item):
    """One thing a member told us and what became of it."""

    __slots__ = ()

    @property
    def received(self) -> str:
        """When we heard it."""
        value: str = self.data["received"]
        return value

    @property
    def channel(self) -> str | None:
        """Where we heard it."""
        value: str | None = self.data.get("channel")
        return value

    @property
    def kind_(self) -> FeedbackKind:
        """What sort of feedback it is."""
        value: FeedbackKind = self.data["kind"]
        return value

    @property
    def exit_reason(self) -> FeedbackExitReason | None:
        """Why somebody left."""
        value: FeedbackExitReason | None = self.data.get("exit_reason")
        return value

    @property
    def title(self) -> LocalText:
        """What it comes down to; readers may see this."""
        value: LocalText = self.data["title"]
        return value

    @property
    def quote(self) -> str | None:
        """What was said, made anonymous; never published."""
        value: str | None = self.data.get("quote")
        return value

    @property
    def tags(self) -> list[str] | None:
        """Words to find it by."""
        value: list[str] | None = self.data.get("tags")
        return value

    @property
    def sentiment(self) -> FeedbackSentiment | None:
        """How it sounds to whoever rated it by hand; leave it out for items that nobody rated."""
        value: FeedbackSentiment | None = self.data.get("sentiment")
        return value

    @property
    def persona(self) -> str | None:
        """Which kind of member said it."""
        value: str | None = self.data.get("persona")
        return value

    @property
    def status(self) -> FeedbackStatus:
        """How far it is."""
        value: FeedbackStatus = self.data["status"]
        return value

    @property
    def owner(self) -> str | None:
        """Who looks after it."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def touched(self) -> str | None:
        """When somebody last did something about it."""
        value: str | None = self.data.get("touched")
        return value

    @property
    def answer(self) -> LocalText | None:
        """What we told the member."""
        value: LocalText | None = self.data.get("answer")
        return value

    @property
    def product_action(self) -> LocalText | None:
        """What was changed because of it, such as a firmware version."""
        value: LocalText | None = self.data.get("product_action")
        return value

    @property
    def closed(self) -> str | None:
        """When the member got the final answer."""
        value: str | None = self.data.get("closed")
        return value

    @property
    def visibility(self) -> FeedbackVisibility:
        """Records about members never leave the team; the site shows counts at most."""
        value: FeedbackVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Survey(Item):
    """A survey: what it asks, whom, with what consent, and what came out."""

    __slots__ = ()

    @property
    def name(self) -> LocalText | None:
        """What the survey is called."""
        value: LocalText | None = self.data.get("name")
        return value

    @property
    def purpose(self) -> LocalText:
        """What will be decided with the answers."""
        value: LocalText = self.data["purpose"]
        return value

    @property
    def owner(self) -> str | None:
        """Who runs it."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def questions(self) -> list[SurveyQuestion]:
        """The questions, in order."""
        value: list[SurveyQuestion] = self.data["questions"]
        return value

    @property
    def opens(self) -> str:
        """First day."""
        value: str = self.data["opens"]
        return value

    @property
    def closes(self) -> str:
        """Last day."""
        value: str = self.data["closes"]
        return value

    @property
    def sample_frame(self) -> LocalText:
        """Whom it was put to, and whom it misses."""
        value: LocalText = self.data["sample_frame"]
        return value

    @property
    def consent(self) -> LocalText:
        """What people are told before they answer."""
        value: LocalText = self.data["consent"]
        return value

    @property
    def retention_days(self) -> int:
        """Days after which the single answers are deleted."""
        value: int = self.data["retention_days"]
        return value

    @property
    def min_n(self) -> int:
        """With fewer answers than this nothing is reported."""
        value: int = self.data.get("min_n", 30)
        return value

    @property
    def post(self) -> str | None:
        """The post that invited people."""
        value: str | None = self.data.get("post")
        return value

    @property
    def result(self) -> SurveyResult | None:
        """What came out; single answers never enter the repository."""
        value: SurveyResult | None = self.data.get("result")
        return value

    @property
    def visibility(self) -> SurveyVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: SurveyVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Persona(Item):
    """A kind of member, as far as data show it."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What we call this kind of member."""
        value: LocalText = self.data["name"]
        return value

    @property
    def summary(self) -> LocalText | None:
        """A day in their life, in two or three sentences."""
        value: LocalText | None = self.data.get("summary")
        return value

    @property
    def share_estimate(self) -> float | None:
        """Estimated share of all members, 0 to 1."""
        value: float | None = self.data.get("share_estimate")
        return value

    @property
    def needs(self) -> list[LocalText]:
        """What they come for."""
        value: list[LocalText] = self.data["needs"]
        return value

    @property
    def pains(self) -> list[LocalText] | None:
        """What bothers them."""
        value: list[LocalText] | None = self.data.get("pains")
        return value

    @property
    def channels(self) -> list[str] | None:
        """Where they are."""
        value: list[str] | None = self.data.get("channels")
        return value

    @property
    def active_hours(self) -> list[PersonaActiveHour] | None:
        """When they are around."""
        value: list[PersonaActiveHour] | None = self.data.get("active_hours")
        return value

    @property
    def content_likes(self) -> list[str] | None:
        """Pillars they like."""
        value: list[str] | None = self.data.get("content_likes")
        return value

    @property
    def language(self) -> str | None:
        """Main language."""
        value: str | None = self.data.get("language")
        return value

    @property
    def evidence(self) -> list[PersonaEvidence] | None:
        """What this rests on: surveys, interviews, data."""
        value: list[PersonaEvidence] | None = self.data.get("evidence")
        return value

    @property
    def updated(self) -> str:
        """When this was last checked against data."""
        value: str = self.data["updated"]
        return value

    @property
    def visibility(self) -> PersonaVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: PersonaVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Strategy(Item):
    """What we want to reach in a period, and how we see that we did."""

    __slots__ = ()

    @property
    def period(self) -> str:
        """The quarter, half-year or year."""
        value: str = self.data["period"]
        return value

    @property
    def title(self) -> LocalText | None:
        """What the strategy is called."""
        value: LocalText | None = self.data.get("title")
        return value

    @property
    def mission(self) -> LocalText:
        """Why the community exists."""
        value: LocalText = self.data["mission"]
        return value

    @property
    def parent_goal(self) -> LocalText:
        """The goal of the project or company this serves."""
        value: LocalText = self.data["parent_goal"]
        return value

    @property
    def owner(self) -> str | None:
        """Who answers for it."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def bets(self) -> list[LocalText] | None:
        """What we try in order to get there."""
        value: list[LocalText] | None = self.data.get("bets")
        return value

    @property
    def not_doing(self) -> list[LocalText] | None:
        """What we leave out on purpose."""
        value: list[LocalText] | None = self.data.get("not_doing")
        return value

    @property
    def budget(self) -> Money | None:
        """Money for the period."""
        value: Money | None = self.data.get("budget")
        return value

    @property
    def review(self) -> StrategyReview | None:
        """When we look back."""
        value: StrategyReview | None = self.data.get("review")
        return value

    @property
    def status(self) -> StrategyStatus:
        """Where the strategy stands."""
        value: StrategyStatus = self.data.get("status", "active")
        return value

    @property
    def visibility(self) -> StrategyVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: StrategyVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Objective(Item):
    """One thing to reach."""

    __slots__ = ()

    @property
    def title(self) -> LocalText:
        """The objective in one sentence, with a measure."""
        value: LocalText = self.data["title"]
        return value

    @property
    def kind_(self) -> ObjectiveKind:
        """Which part of a member's way it is about."""
        value: ObjectiveKind = self.data["kind"]
        return value

    @property
    def owner(self) -> str:
        """Who answers for it."""
        value: str = self.data["owner"]
        return value

    @property
    def why(self) -> LocalText | None:
        """Why this and why now."""
        value: LocalText | None = self.data.get("why")
        return value

    @property
    def key_results(self) -> list[StrategyKeyResult]:
        """How we see that it is reached."""
        value: list[StrategyKeyResult] = self.data["key_results"]
        return value


class Partner(Item):
    """Someone the community works with, and what was agreed."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """Name of the partner."""
        value: LocalText = self.data["name"]
        return value

    @property
    def kind_(self) -> PartnerKind:
        """What the partner is."""
        value: PartnerKind = self.data["kind"]
        return value

    @property
    def stage(self) -> PartnerStage:
        """How far the talks are."""
        value: PartnerStage = self.data["stage"]
        return value

    @property
    def description(self) -> LocalText | None:
        """Who they are and what we do together."""
        value: LocalText | None = self.data.get("description")
        return value

    @property
    def url(self) -> str | None:
        """Website of the partner."""
        value: str | None = self.data.get("url")
        return value

    @property
    def logo(self) -> str | None:
        """Logo, from the assets list."""
        value: str | None = self.data.get("logo")
        return value

    @property
    def contact_ref(self) -> str | None:
        """Where the contact is kept, outside the repository; never a name, phone or address."""
        value: str | None = self.data.get("contact_ref")
        return value

    @property
    def owner(self) -> str:
        """Who looks after the partner."""
        value: str = self.data["owner"]
        return value

    @property
    def agreement(self) -> PartnerAgreement | None:
        """What was signed."""
        value: PartnerAgreement | None = self.data.get("agreement")
        return value

    @property
    def deliverables(self) -> list[PartnerDeliverable] | None:
        """What each side owes."""
        value: list[PartnerDeliverable] | None = self.data.get("deliverables")
        return value

    @property
    def disclosure_label(self) -> LocalText:
        """The words that tell readers about the relation."""
        value: LocalText = self.data["disclosure_label"]
        return value

    @property
    def conflicts(self) -> list[str] | None:
        """Partners that do not go together with this one."""
        value: list[str] | None = self.data.get("conflicts")
        return value

    @property
    def brand_safety(self) -> LocalText | None:
        """What could harm the community's name, and what we checked."""
        value: LocalText | None = self.data.get("brand_safety")
        return value

    @property
    def reviewed(self) -> str | None:
        """When the partnership was last looked at."""
        value: str | None = self.data.get("reviewed")
        return value

    @property
    def visibility(self) -> PartnerVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: PartnerVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Competitor(Item):
    """What we know about one rival community or product, from public sources; for the team."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What it is called."""
        value: LocalText = self.data["name"]
        return value

    @property
    def url(self) -> str | None:
        """Its site."""
        value: str | None = self.data.get("url")
        return value

    @property
    def platforms(self) -> list[LocalText] | None:
        """Where its community is."""
        value: list[LocalText] | None = self.data.get("platforms")
        return value

    @property
    def positioning(self) -> LocalText | None:
        """What it says about itself."""
        value: LocalText | None = self.data.get("positioning")
        return value

    @property
    def size_observed(self) -> list[CompetitorSizeObserved] | None:
        """Numbers that anybody can see, each with source and day."""
        value: list[CompetitorSizeObserved] | None = self.data.get("size_observed")
        return value

    @property
    def strengths(self) -> list[CompetitorStrength]:
        """What it does well."""
        value: list[CompetitorStrength] = self.data["strengths"]
        return value

    @property
    def weaknesses(self) -> list[CompetitorWeaknesse]:
        """What it does not do well."""
        value: list[CompetitorWeaknesse] = self.data["weaknesses"]
        return value

    @property
    def cadence(self) -> LocalText | None:
        """How often it posts and holds events."""
        value: LocalText | None = self.data.get("cadence")
        return value

    @property
    def watch(self) -> list[CompetitorWatch] | None:
        """What changed, newest last."""
        value: list[CompetitorWatch] | None = self.data.get("watch")
        return value

    @property
    def gaps(self) -> list[LocalText] | None:
        """Where we are behind, and what we make of it."""
        value: list[LocalText] | None = self.data.get("gaps")
        return value

    @property
    def owner(self) -> str | None:
        """Who keeps this up to date."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def reviewed(self) -> str:
        """When it was last gone through."""
        value: str = self.data["reviewed"]
        return value

    @property
    def visibility(self) -> CompetitorVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: CompetitorVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class MetricList(Item):
    """The numbers we watch and what we want them to be."""

    __slots__ = ()

    @property
    def targets(self) -> list[MetricListTarget] | None:
        """What we want them to be."""
        value: list[MetricListTarget] | None = self.data.get("targets")
        return value

    @property
    def health(self) -> list[MetricListHealth] | None:
        """Parts of the health score and their weights. A part runs from 0 at the warning value to 100 at the target of
        its period.
        """
        value: list[MetricListHealth] | None = self.data.get("health")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Metric(Item):
    """One number."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What people call it."""
        value: LocalText = self.data["name"]
        return value

    @property
    def formula(self) -> LocalText:
        """How it is counted, in words."""
        value: LocalText = self.data["formula"]
        return value

    @property
    def unit(self) -> LocalText | None:
        """Unit of the number."""
        value: LocalText | None = self.data.get("unit")
        return value

    @property
    def grain(self) -> MetricGrain | None:
        """For which span of time it is counted."""
        value: MetricGrain | None = self.data.get("grain")
        return value

    @property
    def source_(self) -> MetricSource | None:
        """Where it comes from."""
        value: MetricSource | None = self.data.get("source")
        return value

    @property
    def direction(self) -> MetricDirection | None:
        """Which way is better."""
        value: MetricDirection | None = self.data.get("direction")
        return value

    @property
    def min_n(self) -> int | None:
        """Fewer people than this are not shown."""
        value: int | None = self.data.get("min_n")
        return value

    @property
    def owner(self) -> str | None:
        """Who looks after the number."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value


class MemberCounts(Item):
    """How many members each channel had, typed in every week: chat exports do not say it."""

    __slots__ = ()

    @property
    def snapshots(self) -> list[MemberCountsSnapshot]:
        """The counts, oldest first."""
        value: list[MemberCountsSnapshot] = self.data["snapshots"]
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class BusinessCounts(Item):
    """Orders, buyers and invitations as counts, typed in from the shop: never a list of people."""

    __slots__ = ()

    @property
    def attribution(self) -> LocalText:
        """Which order counts for which channel."""
        value: LocalText = self.data["attribution"]
        return value

    @property
    def orders(self) -> list[BusinessCountsOrder] | None:
        """Paid orders by month and channel."""
        value: list[BusinessCountsOrder] | None = self.data.get("orders")
        return value

    @property
    def buyers(self) -> list[BusinessCountsBuyer] | None:
        """Buyers of the 90 days to the end of a month."""
        value: list[BusinessCountsBuyer] | None = self.data.get("buyers")
        return value

    @property
    def lifetime(self) -> list[BusinessCountsLifetime] | None:
        """What a paying member brings and costs, by quarter."""
        value: list[BusinessCountsLifetime] | None = self.data.get("lifetime")
        return value

    @property
    def invitations(self) -> list[BusinessCountsInvitation] | None:
        """Invitations by members, by month."""
        value: list[BusinessCountsInvitation] | None = self.data.get("invitations")
        return value

    @property
    def visibility(self) -> BusinessCountsVisibility:
        """Records about members never leave the team; the site shows counts at most."""
        value: BusinessCountsVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Snapshot(Item):
    """Numbers of one week or month, written by the stats command; never edited by hand."""

    __slots__ = ()

    @property
    def schema(self) -> Literal[1]:
        """Version of this file's shape."""
        value: Literal[1] = self.data["schema"]
        return value

    @property
    def period(self) -> str:
        """ISO week or month."""
        value: str = self.data["period"]
        return value

    @property
    def from_(self) -> str:
        """First day."""
        value: str = self.data["from"]
        return value

    @property
    def to(self) -> str:
        """Last day."""
        value: str = self.data["to"]
        return value

    @property
    def as_of(self) -> str:
        """Day on which the numbers were taken."""
        value: str = self.data["as_of"]
        return value

    @property
    def timezone(self) -> str:
        """Zone in which days are counted."""
        value: str = self.data["timezone"]
        return value

    @property
    def inputs(self) -> list[str]:
        """SHA-256 of the messages, member counts and events counted; then of other records by hand, if any."""
        value: list[str] = self.data["inputs"]
        return value

    @property
    def definitions(self) -> dict[str, str]:
        """SHA-256 of each metric's definition."""
        value: dict[str, str] = self.data["definitions"]
        return value

    @property
    def metrics(self) -> dict[str, list[dict[str, float | str | None]]]:
        """Rows of each metric; null is a number hidden because too few people stand behind it."""
        value: dict[str, list[dict[str, float | str | None]]] = self.data["metrics"]
        return value


class Report(Item):
    """Front matter of a report; wins, gaps, what follows, decisions, next steps and requests stand in the body."""

    __slots__ = ()

    @property
    def title(self) -> LocalText | None:
        """Title of the report."""
        value: LocalText | None = self.data.get("title")
        return value

    @property
    def period(self) -> str:
        """Week, month, quarter or year that it is about."""
        value: str = self.data["period"]
        return value

    @property
    def audience(self) -> ReportAudience:
        """Whom it is written for."""
        value: ReportAudience = self.data["audience"]
        return value

    @property
    def status(self) -> ReportStatus:
        """Whether it still changes."""
        value: ReportStatus = self.data.get("status", "draft")
        return value

    @property
    def author(self) -> str | None:
        """Who wrote what the numbers mean."""
        value: str | None = self.data.get("author")
        return value

    @property
    def date(self) -> str | None:
        """Day of the report."""
        value: str | None = self.data.get("date")
        return value

    @property
    def numbers_commit(self) -> str | None:
        """Commit whose snapshots the numbers were taken from; the report command writes it."""
        value: str | None = self.data.get("numbers_commit")
        return value

    @property
    def numbers(self) -> list[ReportNumber] | None:
        """Every number of the text that comes from the data; each is recomputed from the committed snapshots."""
        value: list[ReportNumber] | None = self.data.get("numbers")
        return value

    @property
    def events(self) -> list[str] | None:
        """Events that the report is about."""
        value: list[str] | None = self.data.get("events")
        return value

    @property
    def visibility(self) -> ReportVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: ReportVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Trend(Item):
    """What people talk about this week, and what we make of it."""

    __slots__ = ()

    @property
    def week(self) -> str:
        """ISO week."""
        value: str = self.data["week"]
        return value

    @property
    def owner(self) -> str | None:
        """Who collected it."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def keywords(self) -> list[TrendKeyword] | None:
        """How often people look for or use a word."""
        value: list[TrendKeyword] | None = self.data.get("keywords")
        return value

    @property
    def topics(self) -> list[TrendTopic] | None:
        """Topics that may become posts."""
        value: list[TrendTopic] | None = self.data.get("topics")
        return value

    @property
    def platform_changes(self) -> list[TrendPlatformChange] | None:
        """What platforms changed in their rules or features."""
        value: list[TrendPlatformChange] | None = self.data.get("platform_changes")
        return value

    @property
    def visibility(self) -> TrendVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: TrendVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Learning(Item):
    """Something others or we did that is worth trying, and what came of it."""

    __slots__ = ()

    @property
    def title(self) -> LocalText:
        """What is to be learnt, in one line."""
        value: LocalText = self.data["title"]
        return value

    @property
    def kind_(self) -> LearningKind:
        """Where it comes from."""
        value: LearningKind = self.data["kind"]
        return value

    @property
    def source_(self) -> LocalText:
        """Who did or said it, and where."""
        value: LocalText = self.data["source"]
        return value

    @property
    def url(self) -> str | None:
        """Page to read."""
        value: str | None = self.data.get("url")
        return value

    @property
    def event(self) -> str | None:
        """The event of ours that taught it."""
        value: str | None = self.data.get("event")
        return value

    @property
    def on(self) -> str | None:
        """When we learnt it."""
        value: str | None = self.data.get("on")
        return value

    @property
    def what_worked(self) -> list[LocalText] | None:
        """What exactly worked."""
        value: list[LocalText] | None = self.data.get("what_worked")
        return value

    @property
    def why(self) -> LocalText | None:
        """Why it worked there."""
        value: LocalText | None = self.data.get("why")
        return value

    @property
    def conditions(self) -> LocalText | None:
        """When it will not work."""
        value: LocalText | None = self.data.get("conditions")
        return value

    @property
    def apply_to(self) -> list[LocalText] | None:
        """What of ours it could improve."""
        value: list[LocalText] | None = self.data.get("apply_to")
        return value

    @property
    def try_by(self) -> str | None:
        """By when we try it."""
        value: str | None = self.data.get("try_by")
        return value

    @property
    def owner(self) -> str | None:
        """Who tries it."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def result(self) -> LocalText | None:
        """What came of trying it."""
        value: LocalText | None = self.data.get("result")
        return value

    @property
    def visibility(self) -> LearningVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: LearningVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Meeting(Item):
    """Front matter of the minutes of a meeting; details stand in the body."""

    __slots__ = ()

    @property
    def title(self) -> LocalText | None:
        """What the meeting was about."""
        value: LocalText | None = self.data.get("title")
        return value

    @property
    def date(self) -> str:
        """Day of the meeting."""
        value: str = self.data["date"]
        return value

    @property
    def kind_(self) -> MeetingKind:
        """Which meeting it was."""
        value: MeetingKind = self.data["kind"]
        return value

    @property
    def attendees(self) -> list[str]:
        """Who took part."""
        value: list[str] = self.data["attendees"]
        return value

    @property
    def note_taker(self) -> str | None:
        """Who wrote it down."""
        value: str | None = self.data.get("note_taker")
        return value

    @property
    def event(self) -> str | None:
        """The event it was about."""
        value: str | None = self.data.get("event")
        return value

    @property
    def decisions(self) -> list[MeetingDecision] | None:
        """What was decided."""
        value: list[MeetingDecision] | None = self.data.get("decisions")
        return value

    @property
    def actions(self) -> list[MeetingAction] | None:
        """Who does what by when."""
        value: list[MeetingAction] | None = self.data.get("actions")
        return value

    @property
    def blockers(self) -> list[LocalText] | None:
        """What stands in the way."""
        value: list[LocalText] | None = self.data.get("blockers")
        return value

    @property
    def cross_team(self) -> list[MeetingCrossTeam] | None:
        """What we need from other teams."""
        value: list[MeetingCrossTeam] | None = self.data.get("cross_team")
        return value

    @property
    def visibility(self) -> MeetingVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: MeetingVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class PrivacyLedger(Item):
    """Which personal data the community uses, what for, how long, what was deleted when. It holds none itself."""

    __slots__ = ()

    @property
    def notice(self) -> PrivacyLedgerNotice | None:
        """What people are told."""
        value: PrivacyLedgerNotice | None = self.data.get("notice")
        return value

    @property
    def requests_channel(self) -> LocalText:
        """Where people ask to see, correct or delete their data, and how soon they get an answer."""
        value: LocalText = self.data["requests_channel"]
        return value

    @property
    def breach_plan(self) -> LocalText:
        """What happens when data leaks: who, what, within how many hours."""
        value: LocalText = self.data["breach_plan"]
        return value

    @property
    def minors_rule(self) -> LocalText | None:
        """How consent of guardians is asked for and kept, and what happens to data of children under 14."""
        value: LocalText | None = self.data.get("minors_rule")
        return value

    @property
    def pia(self) -> list[PrivacyLedgerPia] | None:
        """Assessments of personal information protection impact (PIPL 55)."""
        value: list[PrivacyLedgerPia] | None = self.data.get("pia")
        return value

    @property
    def export_log(self) -> list[PrivacyLedgerExportLog] | None:
        """Every export of a chat log, and when the file was deleted."""
        value: list[PrivacyLedgerExportLog] | None = self.data.get("export_log")
        return value

    @property
    def deletions(self) -> list[PrivacyLedgerDeletion] | None:
        """Data that was deleted because its time was over."""
        value: list[PrivacyLedgerDeletion] | None = self.data.get("deletions")
        return value

    @property
    def visibility(self) -> PrivacyLedgerVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: PrivacyLedgerVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class DataProcessing(Item):
    """One purpose for which personal data is used."""

    __slots__ = ()

    @property
    def name(self) -> LocalText | None:
        """What it is called."""
        value: LocalText | None = self.data.get("name")
        return value

    @property
    def purpose(self) -> LocalText:
        """What the data is for."""
        value: LocalText = self.data["purpose"]
        return value

    @property
    def covers(self) -> list[DataProcessingCover] | None:
        """What of ours it covers."""
        value: list[DataProcessingCover] | None = self.data.get("covers")
        return value

    @property
    def channels(self) -> list[str] | None:
        """Only these channels; all of them when left out."""
        value: list[str] | None = self.data.get("channels")
        return value

    @property
    def events(self) -> list[str] | None:
        """Only these events; all of them when left out."""
        value: list[str] | None = self.data.get("events")
        return value

    @property
    def raffles(self) -> list[str] | None:
        """Only these raffles; all of them when left out."""
        value: list[str] | None = self.data.get("raffles")
        return value

    @property
    def surveys(self) -> list[str] | None:
        """Only these surveys; all of them when left out."""
        value: list[str] | None = self.data.get("surveys")
        return value

    @property
    def data_(self) -> list[LocalText]:
        """Which data, as little as will do."""
        value: list[LocalText] = self.data["data"]
        return value

    @property
    def under_14(self) -> bool:
        """Whether data of children under 14 is among it."""
        value: bool = self.data.get("under_14", False)
        return value

    @property
    def basis(self) -> DataProcessingBasis:
        """Why we may do it (PIPL 13)."""
        value: DataProcessingBasis = self.data["basis"]
        return value

    @property
    def source_(self) -> LocalText | None:
        """Where the data comes from."""
        value: LocalText | None = self.data.get("source")
        return value

    @property
    def recipients(self) -> list[LocalText] | None:
        """Who else gets it."""
        value: list[LocalText] | None = self.data.get("recipients")
        return value

    @property
    def cross_border(self) -> bool:
        """Whether it leaves the country; a foreign host of the site or the repository counts."""
        value: bool = self.data.get("cross_border", False)
        return value

    @property
    def retention_days(self) -> int:
        """Days until it is deleted, counted from the end of the purpose."""
        value: int = self.data["retention_days"]
        return value

    @property
    def retention_note(self) -> LocalText | None:
        """From when the days are counted, and how it is deleted."""
        value: LocalText | None = self.data.get("retention_note")
        return value

    @property
    def security(self) -> list[LocalText] | None:
        """How it is protected."""
        value: list[LocalText] | None = self.data.get("security")
        return value

    @property
    def owner(self) -> str:
        """Who answers for it."""
        value: str = self.data["owner"]
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value


class PillarList(Item):
    """The few subjects we post about and how much of each."""

    __slots__ = ()

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Pillar(Item):
    """One subject."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """What it is called."""
        value: LocalText = self.data["name"]
        return value

    @property
    def goal(self) -> LocalText | None:
        """What it is for."""
        value: LocalText | None = self.data.get("goal")
        return value

    @property
    def share_target(self) -> float:
        """Share of all posts, 0 to 1."""
        value: float = self.data["share_target"]
        return value

    @property
    def kinds(self) -> list[PostKind] | None:
        """Kinds of posts that suit it."""
        value: list[PostKind] | None = self.data.get("kinds")
        return value

    @property
    def tone(self) -> LocalText | None:
        """How it sounds."""
        value: LocalText | None = self.data.get("tone")
        return value

    @property
    def do(self) -> list[LocalText] | None:
        """What to do."""
        value: list[LocalText] | None = self.data.get("do")
        return value

    @property
    def dont(self) -> list[LocalText] | None:
        """What not to do."""
        value: list[LocalText] | None = self.data.get("dont")
        return value

    @property
    def personas(self) -> list[str] | None:
        """Whom it reaches."""
        value: list[str] | None = self.data.get("personas")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value


class Programme(Item):
    """A series that comes back regularly."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """Name of the series."""
        value: LocalText = self.data["name"]
        return value

    @property
    def description(self) -> LocalText | None:
        """What people get from it."""
        value: LocalText | None = self.data.get("description")
        return value

    @property
    def host(self) -> str:
        """Who runs it."""
        value: str = self.data["host"]
        return value

    @property
    def rrule(self) -> str:
        """When it repeats, as an RFC 5545 rule."""
        value: str = self.data["rrule"]
        return value

    @property
    def first(self) -> str | None:
        """Day of the first episode, from which fortnights are counted."""
        value: str | None = self.data.get("first")
        return value

    @property
    def time(self) -> str:
        """When it starts, 24-hour clock."""
        value: str = self.data["time"]
        return value

    @property
    def minutes(self) -> int | None:
        """How long it lasts."""
        value: int | None = self.data.get("minutes")
        return value

    @property
    def channels(self) -> list[str]:
        """Where it appears."""
        value: list[str] = self.data["channels"]
        return value

    @property
    def kind_(self) -> PostKind:
        """Kind of its posts."""
        value: PostKind = self.data["kind"]
        return value

    @property
    def pillar(self) -> str:
        """Pillar of its posts."""
        value: str = self.data["pillar"]
        return value

    @property
    def personas(self) -> list[str] | None:
        """Whom it is for."""
        value: list[str] | None = self.data.get("personas")
        return value

    @property
    def template(self) -> LocalText:
        """Markdown that a new episode starts from."""
        value: LocalText = self.data["template"]
        return value

    @property
    def min_lead_days(self) -> int | None:
        """Days before the date when the text must be ready."""
        value: int | None = self.data.get("min_lead_days")
        return value

    @property
    def season(self) -> ProgrammeSeason | None:
        """When the season runs."""
        value: ProgrammeSeason | None = self.data.get("season")
        return value

    @property
    def stop_rule(self) -> LocalText | None:
        """What would make us stop."""
        value: LocalText | None = self.data.get("stop_rule")
        return value

    @property
    def status(self) -> ProgrammeStatus:
        """Whether it runs."""
        value: ProgrammeStatus = self.data.get("status", "active")
        return value

    @property
    def visibility(self) -> ProgrammeVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: ProgrammeVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Campaign(Item):
    """A push for one goal over some weeks, with channels, offers and targets."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """Name of the campaign."""
        value: LocalText = self.data["name"]
        return value

    @property
    def summary(self) -> LocalText | None:
        """What it is about."""
        value: LocalText | None = self.data.get("summary")
        return value

    @property
    def objective(self) -> str:
        """The objective it serves."""
        value: str = self.data["objective"]
        return value

    @property
    def start(self) -> str:
        """First day."""
        value: str = self.data["start"]
        return value

    @property
    def end(self) -> str:
        """Last day."""
        value: str = self.data["end"]
        return value

    @property
    def owner(self) -> str:
        """Who answers for it."""
        value: str = self.data["owner"]
        return value

    @property
    def budget(self) -> Money | None:
        """Money for it."""
        value: Money | None = self.data.get("budget")
        return value

    @property
    def audience(self) -> list[str] | None:
        """Personas it is for."""
        value: list[str] | None = self.data.get("audience")
        return value

    @property
    def channels(self) -> list[str]:
        """Where it runs."""
        value: list[str] = self.data["channels"]
        return value

    @property
    def targets(self) -> list[Target]:
        """What it should reach."""
        value: list[Target] = self.data["targets"]
        return value

    @property
    def utm(self) -> CampaignUtm | None:
        """Tags for its links."""
        value: CampaignUtm | None = self.data.get("utm")
        return value

    @property
    def offers(self) -> list[CampaignOffer] | None:
        """What people are offered."""
        value: list[CampaignOffer] | None = self.data.get("offers")
        return value

    @property
    def commercial(self) -> bool:
        """Whether this is advertising."""
        value: bool = self.data["commercial"]
        return value

    @property
    def posts(self) -> list[str] | None:
        """Its posts, when they do not name the campaign themselves."""
        value: list[str] | None = self.data.get("posts")
        return value

    @property
    def events(self) -> list[str] | None:
        """Its events."""
        value: list[str] | None = self.data.get("events")
        return value

    @property
    def partners(self) -> list[str] | None:
        """Who takes part."""
        value: list[str] | None = self.data.get("partners")
        return value

    @property
    def results(self) -> list[Target] | None:
        """What came out."""
        value: list[Target] | None = self.data.get("results")
        return value

    @property
    def funnel(self) -> list[CampaignFunnel] | None:
        """How many people took each step; a row counts the same people in the same days throughout."""
        value: list[CampaignFunnel] | None = self.data.get("funnel")
        return value

    @property
    def lesson(self) -> LocalText | None:
        """What we would do differently."""
        value: LocalText | None = self.data.get("lesson")
        return value

    @property
    def status(self) -> CampaignStatus:
        """Where the campaign stands."""
        value: CampaignStatus = self.data.get("status", "planned")
        return value

    @property
    def visibility(self) -> CampaignVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: CampaignVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class AssetList(Item):
    """Pictures, videos and sounds, with licence and consent."""

    __slots__ = ()

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Asset(Item):
    """One picture, video or sound."""

    __slots__ = ()

    @property
    def file(self) -> str | None:
        """Path of the file from the top of the repository."""
        value: str | None = self.data.get("file")
        return value

    @property
    def url(self) -> str | None:
        """Where the file lies when it is not in the repository."""
        value: str | None = self.data.get("url")
        return value

    @property
    def kind_(self) -> AssetKind:
        """What it is."""
        value: AssetKind = self.data["kind"]
        return value

    @property
    def alt(self) -> LocalText:
        """What the picture shows, for people who cannot see it."""
        value: LocalText = self.data["alt"]
        return value

    @property
    def credit(self) -> str | None:
        """Whom to name."""
        value: str | None = self.data.get("credit")
        return value

    @property
    def licence(self) -> str:
        """SPDX id, or own (made by us), or permission (allowed by the owner)."""
        value: str = self.data["licence"]
        return value

    @property
    def source_(self) -> str | None:
        """Where it comes from."""
        value: str | None = self.data.get("source")
        return value

    @property
    def people(self) -> bool | None:
        """Whether somebody can be recognised; consent is then needed."""
        value: bool | None = self.data.get("people")
        return value

    @property
    def consent(self) -> list[AssetConsent] | None:
        """People who can be recognised and what they agreed to."""
        value: list[AssetConsent] | None = self.data.get("consent")
        return value

    @property
    def ai_generated(self) -> AssetAiGenerated:
        """How much of it was made by a machine."""
        value: AssetAiGenerated = self.data.get("ai_generated", "none")
        return value

    @property
    def sha256(self) -> str | None:
        """Hash of the file, so that a silent swap shows."""
        value: str | None = self.data.get("sha256")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value


class Post(Item):
    """Front matter of a post. A draft needs title, date and channels; each later status tells what it adds."""

    __slots__ = ()

    @property
    def title(self) -> LocalText:
        """Title in the calendar and on the site."""
        value: LocalText = self.data["title"]
        return value

    @property
    def date(self) -> str:
        """When it goes out, with time zone offset."""
        value: str = self.data["date"]
        return value

    @property
    def channels(self) -> list[str]:
        """Where it goes out."""
        value: list[str] = self.data["channels"]
        return value

    @property
    def status(self) -> PostStatus:
        """How far the post is."""
        value: PostStatus = self.data.get("status", "draft")
        return value

    @property
    def status_reason(self) -> LocalText | None:
        """Why it was rejected or withdrawn."""
        value: LocalText | None = self.data.get("status_reason")
        return value

    @property
    def summary(self) -> LocalText | None:
        """One or two sentences for the calendar, the feed and readers of the other language."""
        value: LocalText | None = self.data.get("summary")
        return value

    @property
    def kind_(self) -> PostKind | None:
        """What it is made of."""
        value: PostKind | None = self.data.get("kind")
        return value

    @property
    def pillar(self) -> str | None:
        """Which subject it belongs to."""
        value: str | None = self.data.get("pillar")
        return value

    @property
    def persona(self) -> list[str] | None:
        """Whom it is for."""
        value: list[str] | None = self.data.get("persona")
        return value

    @property
    def campaign(self) -> str | None:
        """The campaign it belongs to."""
        value: str | None = self.data.get("campaign")
        return value

    @property
    def programme(self) -> str | None:
        """The series it belongs to."""
        value: str | None = self.data.get("programme")
        return value

    @property
    def episode(self) -> int | None:
        """Number within the series."""
        value: int | None = self.data.get("episode")
        return value

    @property
    def event(self) -> str | None:
        """The event it is about."""
        value: str | None = self.data.get("event")
        return value

    @property
    def author(self) -> str | None:
        """Who wrote it."""
        value: str | None = self.data.get("author")
        return value

    @property
    def byline(self) -> LocalText | None:
        """Name shown to readers, when it is not the author's."""
        value: LocalText | None = self.data.get("byline")
        return value

    @property
    def owner(self) -> str | None:
        """Who takes it through to publication, if not the author."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def language(self) -> str | None:
        """Language of the body."""
        value: str | None = self.data.get("language")
        return value

    @property
    def variants(self) -> dict[str, PostVariant] | None:
        """What differs per channel: channel id and its own title, text, link or time."""
        value: dict[str, PostVariant] | None = self.data.get("variants")
        return value

    @property
    def assets(self) -> list[str] | None:
        """Pictures, videos and sounds, from the assets list."""
        value: list[str] | None = self.data.get("assets")
        return value

    @property
    def links(self) -> list[Link] | None:
        """Addresses the post points to."""
        value: list[Link] | None = self.data.get("links")
        return value

    @property
    def commercial(self) -> bool:
        """Whether this is advertising; advertising wording is then an error."""
        value: bool = self.data.get("commercial", False)
        return value

    @property
    def disclosure(self) -> Disclosure | None:
        """The relation to a partner that readers must be told about."""
        value: Disclosure | None = self.data.get("disclosure")
        return value

    @property
    def ai_generated(self) -> PostAiGenerated:
        """How much was made by a machine."""
        value: PostAiGenerated = self.data.get("ai_generated", "none")
        return value

    @property
    def claims(self) -> list[Claim] | None:
        """Statements that need evidence."""
        value: list[Claim] | None = self.data.get("claims")
        return value

    @property
    def poll(self) -> PostPoll | None:
        """Question and answers of a poll."""
        value: PostPoll | None = self.data.get("poll")
        return value

    @property
    def reviewers(self) -> list[str] | None:
        """Who reads it before approval."""
        value: list[str] | None = self.data.get("reviewers")
        return value

    @property
    def approved_by(self) -> str | None:
        """Who approved it; never the author."""
        value: str | None = self.data.get("approved_by")
        return value

    @property
    def approved_at(self) -> str | None:
        """When it was approved."""
        value: str | None = self.data.get("approved_at")
        return value

    @property
    def scheduled_at(self) -> str | None:
        """When it is set to go out on its channels; a variant's own time comes first."""
        value: str | None = self.data.get("scheduled_at")
        return value

    @property
    def embargo_until(self) -> str | None:
        """Nothing of this may go out before this moment, on any channel."""
        value: str | None = self.data.get("embargo_until")
        return value

    @property
    def published(self) -> list[PostPublication] | None:
        """Where and when it went out."""
        value: list[PostPublication] | None = self.data.get("published")
        return value

    @property
    def results(self) -> list[PostResult] | None:
        """Numbers per channel."""
        value: list[PostResult] | None = self.data.get("results")
        return value

    @property
    def lesson(self) -> LocalText | None:
        """What we learned."""
        value: LocalText | None = self.data.get("lesson")
        return value

    @property
    def visibility(self) -> PostVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: PostVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Event(Item):
    """Plan of an event. An idea needs name, start and end; each later status tells what it adds."""

    __slots__ = ()

    @property
    def name(self) -> LocalText:
        """Name of the event."""
        value: LocalText = self.data["name"]
        return value

    @property
    def start(self) -> str:
        """When it starts, with time zone offset."""
        value: str = self.data["start"]
        return value

    @property
    def end(self) -> str:
        """When it ends, with time zone offset."""
        value: str = self.data["end"]
        return value

    @property
    def timezone(self) -> str | None:
        """Zone of the place, if not the community's."""
        value: str | None = self.data.get("timezone")
        return value

    @property
    def status(self) -> EventStatus:
        """How far the event is."""
        value: EventStatus = self.data.get("status", "idea")
        return value

    @property
    def status_reason(self) -> LocalText | None:
        """Why it was cancelled or postponed."""
        value: LocalText | None = self.data.get("status_reason")
        return value

    @property
    def previous_start(self) -> str | None:
        """When it should have started, for a postponed event."""
        value: str | None = self.data.get("previous_start")
        return value

    @property
    def changes(self) -> list[EventChange] | None:
        """What changed after it was announced, for people who had planned to come; calendars they subscribed to show
        the newest.
        """
        value: list[EventChange] | None = self.data.get("changes")
        return value

    @property
    def kind_(self) -> EventKind | None:
        """What sort of event."""
        value: EventKind | None = self.data.get("kind")
        return value

    @property
    def attendance_mode(self) -> EventAttendanceMode | None:
        """Online, at a place, or both."""
        value: EventAttendanceMode | None = self.data.get("attendance_mode")
        return value

    @property
    def summary(self) -> LocalText | None:
        """One sentence for the calendar."""
        value: LocalText | None = self.data.get("summary")
        return value

    @property
    def description(self) -> LocalText | None:
        """What happens and for whom."""
        value: LocalText | None = self.data.get("description")
        return value

    @property
    def languages(self) -> list[str] | None:
        """Languages spoken."""
        value: list[str] | None = self.data.get("languages")
        return value

    @property
    def image(self) -> str | None:
        """Main picture, from the assets list."""
        value: str | None = self.data.get("image")
        return value

    @property
    def venue(self) -> EventVenue | None:
        """Where it is."""
        value: EventVenue | None = self.data.get("venue")
        return value

    @property
    def online_url(self) -> str | None:
        """Where to take part online."""
        value: str | None = self.data.get("online_url")
        return value

    @property
    def owner(self) -> str | None:
        """Who answers for it."""
        value: str | None = self.data.get("owner")
        return value

    @property
    def objective(self) -> str | None:
        """The objective it serves."""
        value: str | None = self.data.get("objective")
        return value

    @property
    def campaign(self) -> str | None:
        """The campaign it belongs to."""
        value: str | None = self.data.get("campaign")
        return value

    @property
    def programme(self) -> str | None:
        """The series it belongs to."""
        value: str | None = self.data.get("programme")
        return value

    @property
    def demand_evidence(self) -> LocalText | None:
        """How we know that people want this."""
        value: LocalText | None = self.data.get("demand_evidence")
        return value

    @property
    def targets(self) -> list[Target] | None:
        """What it should reach, e.g. attended 40."""
        value: list[Target] | None = self.data.get("targets")
        return value

    @property
    def audience(self) -> list[str] | None:
        """Personas it is for."""
        value: list[str] | None = self.data.get("audience")
        return value

    @property
    def registration(self) -> EventRegistration | None:
        """How people sign up."""
        value: EventRegistration | None = self.data.get("registration")
        return value

    @property
    def agenda(self) -> list[EventAgendaItem] | None:
        """What happens when."""
        value: list[EventAgendaItem] | None = self.data.get("agenda")
        return value

    @property
    def speakers(self) -> list[EventSpeaker] | None:
        """Who speaks or hosts."""
        value: list[EventSpeaker] | None = self.data.get("speakers")
        return value

    @property
    def sponsors(self) -> list[str] | None:
        """Partners who pay or give."""
        value: list[str] | None = self.data.get("sponsors")
        return value

    @property
    def promo_posts(self) -> list[str] | None:
        """Posts that announce it."""
        value: list[str] | None = self.data.get("promo_posts")
        return value

    @property
    def raffle(self) -> str | None:
        """The raffle of this event."""
        value: str | None = self.data.get("raffle")
        return value

    @property
    def risks(self) -> list[EventRisk] | None:
        """What could go wrong and what we do then."""
        value: list[EventRisk] | None = self.data.get("risks")
        return value

    @property
    def safety(self) -> EventSafety | None:
        """Who looks after safety, and how."""
        value: EventSafety | None = self.data.get("safety")
        return value

    @property
    def minors(self) -> EventMinors | None:
        """Whether people under age may take part."""
        value: EventMinors | None = self.data.get("minors")
        return value

    @property
    def guardian_consent(self) -> LocalText | None:
        """How guardians are asked for consent, and where it is kept."""
        value: LocalText | None = self.data.get("guardian_consent")
        return value

    @property
    def code_of_conduct(self) -> LocalText | None:
        """Which rules apply and whom to tell."""
        value: LocalText | None = self.data.get("code_of_conduct")
        return value

    @property
    def recording(self) -> LocalText | None:
        """Whether it is recorded and where that appears."""
        value: LocalText | None = self.data.get("recording")
        return value

    @property
    def links(self) -> list[Link] | None:
        """Material, recordings, task boards."""
        value: list[Link] | None = self.data.get("links")
        return value

    @property
    def visibility(self) -> EventVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: EventVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class TaskList(Item):
    """What has to be done before and after an event."""

    __slots__ = ()

    @property
    def tasks(self) -> list[TaskListTask]:
        """The tasks."""
        value: list[TaskListTask] = self.data["tasks"]
        return value

    @property
    def visibility(self) -> TaskListVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: TaskListVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Budget(Item):
    """Money of an event: planned and actual."""

    __slots__ = ()

    @property
    def currency(self) -> str:
        """Currency of all amounts in this file."""
        value: str = self.data["currency"]
        return value

    @property
    def income(self) -> list[BudgetIncome] | None:
        """Where the money comes from."""
        value: list[BudgetIncome] | None = self.data.get("income")
        return value

    @property
    def lines(self) -> list[BudgetLine]:
        """What is spent."""
        value: list[BudgetLine] = self.data["lines"]
        return value

    @property
    def contingency_pct(self) -> float | None:
        """Reserve in per cent of the planned costs."""
        value: float | None = self.data.get("contingency_pct")
        return value

    @property
    def visibility(self) -> BudgetVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: BudgetVisibility = self.data.get("visibility", "private")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Raffle(Item):
    """A prize draw with everything that has to be published before it starts."""

    __slots__ = ()

    @property
    def name(self) -> LocalText | None:
        """Name of the raffle."""
        value: LocalText | None = self.data.get("name")
        return value

    @property
    def event(self) -> str | None:
        """The event it belongs to."""
        value: str | None = self.data.get("event")
        return value

    @property
    def status(self) -> RaffleStatus | None:
        """A draft may be incomplete; once published the terms are frozen from the start of entries on."""
        value: RaffleStatus | None = self.data.get("status")
        return value

    @property
    def organizer(self) -> RaffleOrganizer | None:
        """Who runs it and how to reach them."""
        value: RaffleOrganizer | None = self.data.get("organizer")
        return value

    @property
    def prize_kinds(self) -> LocalText | None:
        """Which prizes there are."""
        value: LocalText | None = self.data.get("prize_kinds")
        return value

    @property
    def eligibility(self) -> LocalText | None:
        """Who may take part."""
        value: LocalText | None = self.data.get("eligibility")
        return value

    @property
    def how_to_enter(self) -> LocalText | None:
        """What to do to take part."""
        value: LocalText | None = self.data.get("how_to_enter")
        return value

    @property
    def entry_opens(self) -> str | None:
        """From when people can enter."""
        value: str | None = self.data.get("entry_opens")
        return value

    @property
    def entry_closes(self) -> str | None:
        """Until when people can enter."""
        value: str | None = self.data.get("entry_closes")
        return value

    @property
    def draw_at(self) -> str | None:
        """When it is drawn."""
        value: str | None = self.data.get("draw_at")
        return value

    @property
    def draw_method(self) -> LocalText | None:
        """How winners are chosen."""
        value: LocalText | None = self.data.get("draw_method")
        return value

    @property
    def draw_kind(self) -> RaffleDrawKind | None:
        """Computed from a seed whose hash was published before, or drawn by hand before those present."""
        value: RaffleDrawKind | None = self.data.get("draw_kind")
        return value

    @property
    def live_notice(self) -> LocalText | None:
        """Where claims of prizes over 500 CNY are shown at once, for a draw on the spot."""
        value: LocalText | None = self.data.get("live_notice")
        return value

    @property
    def prizes(self) -> list[RafflePrize] | None:
        """Each prize with number and value."""
        value: list[RafflePrize] | None = self.data.get("prizes")
        return value

    @property
    def odds_or_quantity(self) -> LocalText | None:
        """How likely a win is, or how many prizes there are."""
        value: LocalText | None = self.data.get("odds_or_quantity")
        return value

    @property
    def claim_window(self) -> LocalText | None:
        """Until when prizes can be claimed."""
        value: LocalText | None = self.data.get("claim_window")
        return value

    @property
    def claim_conditions(self) -> LocalText | None:
        """What winners must show."""
        value: LocalText | None = self.data.get("claim_conditions")
        return value

    @property
    def claim_method(self) -> LocalText | None:
        """How winners claim."""
        value: LocalText | None = self.data.get("claim_method")
        return value

    @property
    def delivery(self) -> LocalText | None:
        """How prizes reach winners."""
        value: LocalText | None = self.data.get("delivery")
        return value

    @property
    def forfeiture(self) -> LocalText | None:
        """When a prize counts as given up."""
        value: LocalText | None = self.data.get("forfeiture")
        return value

    @property
    def entry_cost(self) -> Money | None:
        """What it costs to enter; amount 0 when free."""
        value: Money | None = self.data.get("entry_cost")
        return value

    @property
    def entry_actions(self) -> list[LocalText] | None:
        """What people do to enter."""
        value: list[LocalText] | None = self.data.get("entry_actions")
        return value

    @property
    def excluded(self) -> list[LocalText] | None:
        """Who may not win, e.g. staff."""
        value: list[LocalText] | None = self.data.get("excluded")
        return value

    @property
    def tax_note(self) -> LocalText | None:
        """Who pays the tax on prizes."""
        value: LocalText | None = self.data.get("tax_note")
        return value

    @property
    def no_purchase_route(self) -> LocalText | None:
        """How to enter without buying."""
        value: LocalText | None = self.data.get("no_purchase_route")
        return value

    @property
    def commit(self) -> RaffleCommit | None:
        """Hash of the secret seed, published before entries close."""
        value: RaffleCommit | None = self.data.get("commit")
        return value

    @property
    def result(self) -> RaffleResult | None:
        """What the draw gave."""
        value: RaffleResult | None = self.data.get("result")
        return value

    @property
    def reviewed_by(self) -> str | None:
        """Who did the legal review."""
        value: str | None = self.data.get("reviewed_by")
        return value

    @property
    def reviewed_at(self) -> str | None:
        """When it was reviewed."""
        value: str | None = self.data.get("reviewed_at")
        return value

    @property
    def archive_until(self) -> str | None:
        """Until when the records are kept: at least two years after the draw."""
        value: str | None = self.data.get("archive_until")
        return value

    @property
    def visibility(self) -> RaffleVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: RaffleVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class EventResult(Item):
    """What came out of an event, in numbers."""

    __slots__ = ()

    @property
    def as_of(self) -> str | None:
        """Day up to which the numbers count, for an event that still runs."""
        value: str | None = self.data.get("as_of")
        return value

    @property
    def registered(self) -> int:
        """How many signed up."""
        value: int = self.data["registered"]
        return value

    @property
    def waitlisted(self) -> int | None:
        """How many were on the waiting list."""
        value: int | None = self.data.get("waitlisted")
        return value

    @property
    def attended(self) -> int:
        """How many came."""
        value: int = self.data["attended"]
        return value

    @property
    def attended_by_source(self) -> list[EventResultAttendedBySource] | None:
        """Where those who came had heard of it."""
        value: list[EventResultAttendedBySource] | None = self.data.get("attended_by_source")
        return value

    @property
    def peak(self) -> int | None:
        """Most people at once."""
        value: int | None = self.data.get("peak")
        return value

    @property
    def watch_minutes(self) -> int | None:
        """Minutes watched in total."""
        value: int | None = self.data.get("watch_minutes")
        return value

    @property
    def new_members(self) -> int | None:
        """Members who joined because of it."""
        value: int | None = self.data.get("new_members")
        return value

    @property
    def spoke_during(self) -> int | None:
        """How many spoke during the event."""
        value: int | None = self.data.get("spoke_during")
        return value

    @property
    def spoke_7d_after(self) -> int | None:
        """How many spoke within 7 days after."""
        value: int | None = self.data.get("spoke_7d_after")
        return value

    @property
    def spoke_30d_after(self) -> int | None:
        """How many spoke between day 8 and day 30 after."""
        value: int | None = self.data.get("spoke_30d_after")
        return value

    @property
    def left_14d(self) -> int | None:
        """Members who joined for it and left within 14 days."""
        value: int | None = self.data.get("left_14d")
        return value

    @property
    def new_active_30d(self) -> int | None:
        """How many of those who joined for it spoke between day 8 and day 30 after."""
        value: int | None = self.data.get("new_active_30d")
        return value

    @property
    def csat_n(self) -> int | None:
        """How many answered the survey."""
        value: int | None = self.data.get("csat_n")
        return value

    @property
    def csat(self) -> float | None:
        """Share of answers 4 or 5, 0 to 1."""
        value: float | None = self.data.get("csat")
        return value

    @property
    def nps(self) -> float | None:
        """Net promoter score, -100 to 100."""
        value: float | None = self.data.get("nps")
        return value

    @property
    def spend(self) -> Money | None:
        """What it cost."""
        value: Money | None = self.data.get("spend")
        return value

    @property
    def figures(self) -> list[EventResultFigure] | None:
        """Numbers that only this event has, e.g. merged changes or questions."""
        value: list[EventResultFigure] | None = self.data.get("figures")
        return value

    @property
    def sources(self) -> list[EventResultSource] | None:
        """Where each number comes from."""
        value: list[EventResultSource] | None = self.data.get("sources")
        return value

    @property
    def remarks(self) -> list[LocalText] | None:
        """What readers should know about the numbers."""
        value: list[LocalText] | None = self.data.get("remarks")
        return value

    @property
    def visibility(self) -> EventResultVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: EventResultVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


class Retro(Item):
    """Front matter of a look back at an event; the story stands in the body."""

    __slots__ = ()

    @property
    def title(self) -> LocalText | None:
        """Title on the site."""
        value: LocalText | None = self.data.get("title")
        return value

    @property
    def date(self) -> str:
        """Day of the look back."""
        value: str = self.data["date"]
        return value

    @property
    def author(self) -> str | None:
        """Who wrote it down."""
        value: str | None = self.data.get("author")
        return value

    @property
    def attendees(self) -> list[str] | None:
        """Who took part."""
        value: list[str] | None = self.data.get("attendees")
        return value

    @property
    def goals(self) -> list[RetroGoal] | None:
        """What was planned and what came out."""
        value: list[RetroGoal] | None = self.data.get("goals")
        return value

    @property
    def went_well(self) -> list[LocalText] | None:
        """What worked."""
        value: list[LocalText] | None = self.data.get("went_well")
        return value

    @property
    def went_wrong(self) -> list[LocalText] | None:
        """What did not work."""
        value: list[LocalText] | None = self.data.get("went_wrong")
        return value

    @property
    def why(self) -> list[LocalText] | None:
        """Five whys: each answer asks again."""
        value: list[LocalText] | None = self.data.get("why")
        return value

    @property
    def actions(self) -> list[RetroAction]:
        """What we do about it."""
        value: list[RetroAction] = self.data["actions"]
        return value

    @property
    def thanks(self) -> LocalText | None:
        """Whom to thank; no names without consent."""
        value: LocalText | None = self.data.get("thanks")
        return value

    @property
    def visibility(self) -> RetroVisibility:
        """Whether the site shows this to everyone or not at all."""
        value: RetroVisibility = self.data.get("visibility", "public")
        return value

    @property
    def notes(self) -> LocalText | None:
        """Remarks for the team; never published. Use this instead of comments, which editors may drop."""
        value: LocalText | None = self.data.get("notes")
        return value

    @property
    def waive(self) -> list[Waiver] | None:
        """Findings accepted on purpose in this file; each names the rule, a reason and who decided."""
        value: list[Waiver] | None = self.data.get("waive")
        return value


VIEWS: dict[str, type[Item]] = {
    "profile": Profile,
    "policy": Policy,
    "term-list": TermList,
    "rulebook": Rulebook,
    "community-rule": CommunityRule,
    "team": Team,
    "person": Person,
    "role": Role,
    "channel-list": ChannelList,
    "channel": Channel,
    "topic-list": TopicList,
    "topic": Topic,
    "sop": Sop,
    "moderation-policy": ModerationPolicy,
    "case": Case,
    "complaint": Complaint,
    "admission-criteria": AdmissionCriteria,
    "admission-source": AdmissionSource,
    "admission-batch": AdmissionBatch,
    "member-programme": MemberProgramme,
    "points-settlement": PointsSettlement,
    "ambassador-list": AmbassadorList,
    "ambassador": Ambassador,
    "segment-list": SegmentList,
    "segment": Segment,
    "feedback": Feedback,
    "survey": Survey,
    "persona": Persona,
    "strategy": Strategy,
    "objective": Objective,
    "partner": Partner,
    "competitor": Competitor,
    "metric-list": MetricList,
    "metric": Metric,
    "member-counts": MemberCounts,
    "business-counts": BusinessCounts,
    "snapshot": Snapshot,
    "report": Report,
    "trend": Trend,
    "learning": Learning,
    "meeting": Meeting,
    "privacy-ledger": PrivacyLedger,
    "data-processing": DataProcessing,
    "pillar-list": PillarList,
    "pillar": Pillar,
    "programme": Programme,
    "campaign": Campaign,
    "asset-list": AssetList,
    "asset": Asset,
    "post": Post,
    "event": Event,
    "task-list": TaskList,
    "budget": Budget,
    "raffle": Raffle,
    "event-result": EventResult,
    "retro": Retro,
}


class Collections:
    """What a workspace holds, by kind; the workspace says how to get the things of a kind."""

    def items(self, kind: str) -> list[Item]:
        """Every valid thing of a kind, sorted by id."""
        raise NotImplementedError

    def single(self, kind: str) -> Item | None:
        """The one file of a kind that has only one, if it is there and valid."""
        raise NotImplementedError

    @property
    def profile(self) -> Profile | None:
        """Who the community is: name, languages, time zone, who runs it."""
        return cast("Profile | None", self.single("profile"))

    @property
    def policy(self) -> Policy | None:
        """How strict the checks are in this community. A change here counts only after it is merged."""
        return cast("Policy | None", self.single("policy"))

    @property
    def term_lists(self) -> Sequence[TermList]:
        """Words that this community watches for or allows, beside the tables that come with the program."""
        return cast("Sequence[TermList]", self.items("term-list"))

    @property
    def rulebook(self) -> Rulebook | None:
        """The rules of the community, what follows from breaking them, and how to appeal."""
        return cast("Rulebook | None", self.single("rulebook"))

    @property
    def community_rules(self) -> Sequence[CommunityRule]:
        """The rules, in the order they are shown."""
        return cast("Sequence[CommunityRule]", self.items("community-rule"))

    @property
    def team(self) -> Team | None:
        """Who does what, who is on duty when, and who may decide."""
        return cast("Team | None", self.single("team"))

    @property
    def people(self) -> Sequence[Person]:
        """Everyone who works for the community, also those who left."""
        return cast("Sequence[Person]", self.items("person"))

    @property
    def roles(self) -> Sequence[Role]:
        """What people can be responsible for."""
        return cast("Sequence[Role]", self.items("role"))

    @property
    def channel_list(self) -> ChannelList | None:
        """Every place where the community talks or publishes."""
        return cast("ChannelList | None", self.single("channel-list"))

    @property
    def channels(self) -> Sequence[Channel]:
        """The channels, in the order they are shown."""
        return cast("Sequence[Channel]", self.items("channel"))

    @property
    def topic_list(self) -> TopicList | None:
        """What members talk about, and the words by which each topic is recognised; also tells the word cutter the
        community's own words.
        """
        return cast("TopicList | None", self.single("topic-list"))

    @property
    def topics(self) -> Sequence[Topic]:
        """The topics that are counted."""
        return cast("Sequence[Topic]", self.items("topic"))

    @property
    def sops(self) -> Sequence[Sop]:
        """How a recurring task is done: what starts it, who does which step within what time, and the words to use."""
        return cast("Sequence[Sop]", self.items("sop"))

    @property
    def moderation_policy(self) -> ModerationPolicy | None:
        """How breaches of the rules are handled, beyond the ladder itself. The numbers (hours, levels) stand in
        community/policy.yml.
        """
        return cast("ModerationPolicy | None", self.single("moderation-policy"))

    @property
    def cases(self) -> Sequence[Case]:
        """A breach of the rules and what was decided; names no one, quotes no one."""
        return cast("Sequence[Case]", self.items("case"))

    @property
    def complaints(self) -> Sequence[Complaint]:
        """A complaint and how it was answered; names no one."""
        return cast("Sequence[Complaint]", self.items("complaint"))

    @property
    def admission_criteria(self) -> AdmissionCriteria | None:
        """What people are asked before they join, and where they come from."""
        return cast("AdmissionCriteria | None", self.single("admission-criteria"))

    @property
    def admission_sources(self) -> Sequence[AdmissionSource]:
        """Ways by which people find the community."""
        return cast("Sequence[AdmissionSource]", self.items("admission-source"))

    @property
    def admission_batches(self) -> Sequence[AdmissionBatch]:
        """Who asked to join in one week, as counts; answers and names never enter the repository."""
        return cast("Sequence[AdmissionBatch]", self.items("admission-batch"))

    @property
    def member_programme(self) -> MemberProgramme | None:
        """Points, levels, badges and what can be had for points."""
        return cast("MemberProgramme | None", self.single("member-programme"))

    @property
    def points_settlements(self) -> Sequence[PointsSettlement]:
        """Points, levels and badges of one month as totals. Written by `commops points settle`; not for editing."""
        return cast("Sequence[PointsSettlement]", self.items("points-settlement"))

    @property
    def ambassador_list(self) -> AmbassadorList | None:
        """Members who represent the community for a term, shown as far as they agreed."""
        return cast("AmbassadorList | None", self.single("ambassador-list"))

    @property
    def ambassadors(self) -> Sequence[Ambassador]:
        """The ambassadors."""
        return cast("Sequence[Ambassador]", self.items("ambassador"))

    @property
    def segment_list(self) -> SegmentList | None:
        """Members by how active they are, and what is done for each group."""
        return cast("SegmentList | None", self.single("segment-list"))

    @property
    def segments(self) -> Sequence[Segment]:
        """The segments; the first that fits counts."""
        return cast("Sequence[Segment]", self.items("segment"))

    @property
    def feedback(self) -> Sequence[Feedback]:
        """One thing a member told us and what became of it."""
        return cast("Sequence[Feedback]", self.items("feedback"))

    @property
    def surveys(self) -> Sequence[Survey]:
        """A survey: what it asks, whom, with what consent, and what came out."""
        return cast("Sequence[Survey]", self.items("survey"))

    @property
    def personas(self) -> Sequence[Persona]:
        """A kind of member, as far as data show it."""
        return cast("Sequence[Persona]", self.items("persona"))

    @property
    def strategies(self) -> Sequence[Strategy]:
        """What we want to reach in a period, and how we see that we did."""
        return cast("Sequence[Strategy]", self.items("strategy"))

    @property
    def objectives(self) -> Sequence[Objective]:
        """What we want to reach."""
        return cast("Sequence[Objective]", self.items("objective"))

    @property
    def partners(self) -> Sequence[Partner]:
        """Someone the community works with, and what was agreed."""
        return cast("Sequence[Partner]", self.items("partner"))

    @property
    def competitors(self) -> Sequence[Competitor]:
        """What we know about one rival community or product, from public sources; for the team."""
        return cast("Sequence[Competitor]", self.items("competitor"))

    @property
    def metric_list(self) -> MetricList | None:
        """The numbers we watch and what we want them to be."""
        return cast("MetricList | None", self.single("metric-list"))

    @property
    def metrics(self) -> Sequence[Metric]:
        """The numbers we watch."""
        return cast("Sequence[Metric]", self.items("metric"))

    @property
    def member_counts(self) -> MemberCounts | None:
        """How many members each channel had, typed in every week: chat exports do not say it."""
        return cast("MemberCounts | None", self.single("member-counts"))

    @property
    def business(self) -> BusinessCounts | None:
        """Orders, buyers and invitations as counts, typed in from the shop: never a list of people."""
        return cast("BusinessCounts | None", self.single("business-counts"))

    @property
    def snapshots(self) -> Sequence[Snapshot]:
        """Numbers of one week or month, written by the stats command; never edited by hand."""
        return cast("Sequence[Snapshot]", self.items("snapshot"))

    @property
    def reports(self) -> Sequence[Report]:
        """Front matter of a report; wins, gaps, what follows, decisions, next steps and requests stand in the body."""
        return cast("Sequence[Report]", self.items("report"))

    @property
    def trends(self) -> Sequence[Trend]:
        """What people talk about this week, and what we make of it."""
        return cast("Sequence[Trend]", self.items("trend"))

    @property
    def learning(self) -> Sequence[Learning]:
        """Something others or we did that is worth trying, and what came of it."""
        return cast("Sequence[Learning]", self.items("learning"))

    @property
    def meetings(self) -> Sequence[Meeting]:
        """Front matter of the minutes of a meeting; details stand in the body."""
        return cast("Sequence[Meeting]", self.items("meeting"))

    @property
    def privacy(self) -> PrivacyLedger | None:
        """Which personal data the community uses, what for, how long, what was deleted when. It holds none itself."""
        return cast("PrivacyLedger | None", self.single("privacy-ledger"))

    @property
    def processing(self) -> Sequence[DataProcessing]:
        """Every purpose for which personal data is used."""
        return cast("Sequence[DataProcessing]", self.items("data-processing"))

    @property
    def pillar_list(self) -> PillarList | None:
        """The few subjects we post about and how much of each."""
        return cast("PillarList | None", self.single("pillar-list"))

    @property
    def pillars(self) -> Sequence[Pillar]:
        """The pillars; their shares add up to 1."""
        return cast("Sequence[Pillar]", self.items("pillar"))

    @property
    def programmes(self) -> Sequence[Programme]:
        """A series that comes back regularly."""
        return cast("Sequence[Programme]", self.items("programme"))

    @property
    def campaigns(self) -> Sequence[Campaign]:
        """A push for one goal over some weeks, with channels, offers and targets."""
        return cast("Sequence[Campaign]", self.items("campaign"))

    @property
    def asset_list(self) -> AssetList | None:
        """Pictures, videos and sounds, with licence and consent."""
        return cast("AssetList | None", self.single("asset-list"))

    @property
    def assets(self) -> Sequence[Asset]:
        """The assets."""
        return cast("Sequence[Asset]", self.items("asset"))

    @property
    def posts(self) -> Sequence[Post]:
        """Front matter of a post. A draft needs title, date and channels; each later status tells what it adds."""
        return cast("Sequence[Post]", self.items("post"))

    @property
    def events(self) -> Sequence[Event]:
        """Plan of an event. An idea needs name, start and end; each later status tells what it adds."""
        return cast("Sequence[Event]", self.items("event"))

    @property
    def task_lists(self) -> Sequence[TaskList]:
        """What has to be done before and after an event."""
        return cast("Sequence[TaskList]", self.items("task-list"))

    @property
    def budgets(self) -> Sequence[Budget]:
        """Money of an event: planned and actual."""
        return cast("Sequence[Budget]", self.items("budget"))

    @property
    def raffles(self) -> Sequence[Raffle]:
        """A prize draw with everything that has to be published before it starts."""
        return cast("Sequence[Raffle]", self.items("raffle"))

    @property
    def event_results(self) -> Sequence[EventResult]:
        """What came out of an event, in numbers."""
        return cast("Sequence[EventResult]", self.items("event-result"))

    @property
    def retros(self) -> Sequence[Retro]:
        """Front matter of a look back at an event; the story stands in the body."""
        return cast("Sequence[Retro]", self.items("retro"))
