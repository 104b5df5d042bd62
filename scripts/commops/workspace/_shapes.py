"""Types of the values inside things; generated from schemas/ by `commops dev types`, do not edit.

Only type checkers need them; no command that has to start fast imports this module.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from commops.texts import LocalText

ProfileOperatorType: TypeAlias = Literal["person", "company", "nonprofit", "project"]
LinkUtm: TypeAlias = Literal["auto", "none"]
ProfileVisibility: TypeAlias = Literal["public", "private"]
PolicyRuleSeverity: TypeAlias = Literal["error", "warning", "info", "off"]
RulebookStepAction: TypeAlias = Literal["none", "remind", "warn", "mute", "restrict", "remove", "ban"]
RulebookVisibility: TypeAlias = Literal["public", "private"]
Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
TeamVisibility: TypeAlias = Literal["public", "private"]
PersonKind: TypeAlias = Literal["staff", "volunteer", "contractor"]
ChannelJoinMethod: TypeAlias = Literal["open", "application", "invite", "qr"]
ChannelLogFormat: TypeAlias = Literal["telegram", "discord", "slack", "whatsapp", "qq", "irc", "table", "none"]
ChannelStatus: TypeAlias = Literal["active", "paused", "archived"]
ChannelVisibility: TypeAlias = Literal["public", "private"]
TopicKind: TypeAlias = Literal["product", "feature", "programme", "problem", "event", "subject"]
SopVisibility: TypeAlias = Literal["public", "private"]
ModerationPolicyVisibility: TypeAlias = Literal["public", "private"]
CaseReporter: TypeAlias = Literal["member", "mod", "auto", "partner"]
CaseAction: TypeAlias = Literal["none", "remind", "warn", "mute", "restrict", "remove", "ban"]
CaseAppealOutcome: TypeAlias = Literal["pending", "upheld", "partly", "rejected", "withdrawn"]
CaseVisibility: TypeAlias = Literal["private"]
ComplaintVia: TypeAlias = Literal["mail", "form", "message", "group", "event", "authority"]
ComplaintOutcome: TypeAlias = Literal["upheld", "partly", "rejected", "withdrawn"]
ComplaintAppealOutcome: TypeAlias = Literal["pending", "upheld", "partly", "rejected", "withdrawn"]
ComplaintVisibility: TypeAlias = Literal["private"]
AdmissionCriteriaVisibility: TypeAlias = Literal["public", "private"]
AdmissionSourceKind: TypeAlias = Literal["invite", "qr", "post", "event", "partner", "search"]
AdmissionBatchVisibility: TypeAlias = Literal["private"]
MemberProgrammePointsActionVerify: TypeAlias = Literal["auto", "mod"]
MemberProgrammeLeaderboard: TypeAlias = Literal["none", "opt-in"]
MemberProgrammeVisibility: TypeAlias = Literal["public", "private"]
PointsSettlementVisibility: TypeAlias = Literal["public", "private"]
AmbassadorListVisibility: TypeAlias = Literal["public", "private"]
AmbassadorKind: TypeAlias = Literal["koc", "kol", "host", "translator"]
SegmentListVisibility: TypeAlias = Literal["public", "private"]
FeedbackKind: TypeAlias = Literal["idea", "bug", "praise", "complaint", "exit"]
FeedbackSentiment: TypeAlias = Literal["positive", "neutral", "negative"]
FeedbackStatus: TypeAlias = Literal["new", "triaged", "planned", "done", "declined"]
FeedbackVisibility: TypeAlias = Literal["private"]
SurveyQuestionType: TypeAlias = Literal["nps", "csat", "scale5", "single", "multi", "text"]
SurveySurveyFigureMeasure: TypeAlias = Literal["nps", "csat", "mean", "share"]
SurveyVisibility: TypeAlias = Literal["public", "private"]
PersonaVisibility: TypeAlias = Literal["public", "private"]
StrategyStatus: TypeAlias = Literal["draft", "active", "closed"]
StrategyVisibility: TypeAlias = Literal["public", "private"]
PartnerKind: TypeAlias = Literal["brand", "media", "venue", "ngo", "company", "creator", "investor"]
PartnerStage: TypeAlias = Literal["lead", "talking", "agreed", "active", "ended"]
PartnerDeliverableBy: TypeAlias = Literal["us", "partner"]
PartnerVisibility: TypeAlias = Literal["public", "private"]
CompetitorVisibility: TypeAlias = Literal["public", "private"]
MetricGrain: TypeAlias = Literal["day", "week", "month", "quarter", "cohort", "event", "post", "campaign"]
MetricSource: TypeAlias = Literal["log", "snapshot", "platform", "survey", "manual"]
MetricDirection: TypeAlias = Literal["up", "down", "band"]
BusinessCountsVisibility: TypeAlias = Literal["private"]
ReportAudience: TypeAlias = Literal["team", "manager", "partner", "investor", "public"]
ReportStatus: TypeAlias = Literal["draft", "final"]
ReportVisibility: TypeAlias = Literal["public", "private"]
TrendTopicUse: TypeAlias = Literal["post", "watch", "avoid"]
TrendVisibility: TypeAlias = Literal["public", "private"]
LearningKind: TypeAlias = Literal["case", "training", "conference", "book", "retro"]
LearningVisibility: TypeAlias = Literal["public", "private"]
MeetingVisibility: TypeAlias = Literal["public", "private"]
PrivacyLedgerVisibility: TypeAlias = Literal["public", "private"]
DataProcessingBasis: TypeAlias = Literal["consent", "contract", "legal", "public", "legitimate-interest"]
ProgrammeStatus: TypeAlias = Literal["active", "paused", "ended"]
ProgrammeVisibility: TypeAlias = Literal["public", "private"]
CampaignStatus: TypeAlias = Literal["idea", "planned", "running", "done", "cancelled"]
CampaignVisibility: TypeAlias = Literal["public", "private"]
AssetKind: TypeAlias = Literal["image", "video", "audio", "document", "font"]
AssetAiGenerated: TypeAlias = Literal["none", "assisted", "generated"]
DisclosureType: TypeAlias = Literal["ad", "sponsored", "gifted", "affiliate", "employee", "partner"]
PostAiGenerated: TypeAlias = Literal["none", "assisted", "generated"]
PostVisibility: TypeAlias = Literal["public", "private"]
EventStatus: TypeAlias = Literal["idea", "planned", "announced", "open", "running", "done", "cancelled", "postponed"]
EventAttendanceMode: TypeAlias = Literal["online", "offline", "mixed"]
EventAgendaItemVisibility: TypeAlias = Literal["public", "private"]
EventMinors: TypeAlias = Literal["none", "with-guardian", "allowed"]
EventVisibility: TypeAlias = Literal["public", "private"]
TaskListTaskStatus: TypeAlias = Literal["todo", "doing", "blocked", "done", "dropped"]
TaskListVisibility: TypeAlias = Literal["public", "private"]
BudgetVisibility: TypeAlias = Literal["public", "private"]
RaffleStatus: TypeAlias = Literal["draft", "published", "drawn", "cancelled"]
RaffleDrawKind: TypeAlias = Literal["seeded", "on-the-spot"]
RaffleVisibility: TypeAlias = Literal["public", "private"]
EventResultVisibility: TypeAlias = Literal["public", "private"]
RetroVisibility: TypeAlias = Literal["public", "private"]


class ProfileOperator(TypedDict):
    """Who runs the community and answers for it."""

    name: LocalText
    type: ProfileOperatorType
    contact: str


class ProfileColors(TypedDict):
    """The two colours of the site."""

    primary: str
    accent: str


class Link(TypedDict):
    """An address the text points to."""

    url: str
    label: NotRequired[LocalText]
    utm: NotRequired[LinkUtm]


class Waiver(TypedDict):
    """One finding accepted on purpose."""

    rule: str
    reason: str
    by: str
    until: NotRequired[str]


class PolicyRule(TypedDict):
    """What differs for one rule."""

    severity: PolicyRuleSeverity
    reason: str
    by: str


class PolicySettings(TypedDict):
    """Numbers that rules go by."""

    platform_facts_days: NotRequired[int]
    script_spacing: NotRequired[int]
    gap_days: NotRequired[int]
    min_gap_minutes: NotRequired[int]
    mix_points: NotRequired[int]
    kind_percent: NotRequired[int]
    post_results_days: NotRequired[int]
    persona_days: NotRequired[int]
    duplicate_percent: NotRequired[int]
    promo_near_days: NotRequired[int]
    promo_tolerance_days: NotRequired[int]
    safety_days: NotRequired[int]
    budget_over_pct: NotRequired[int]
    contingency_pct: NotRequired[int]
    retro_days: NotRequired[int]
    results_days: NotRequired[int]
    second_review_level: NotRequired[int]
    first_reply_hours: NotRequired[int]
    complaint_days: NotRequired[int]
    admission_reject_percent: NotRequired[int]
    admission_weeks: NotRequired[int]
    admission_min: NotRequired[int]
    feedback_days: NotRequired[int]
    sop_days: NotRequired[int]
    rules_notice_days: NotRequired[int]
    short_rules_chars: NotRequired[int]
    full_percent: NotRequired[int]
    post_hours: NotRequired[int]
    task_hours: NotRequired[int]
    persona_review_days: NotRequired[int]
    competitor_review_days: NotRequired[int]
    partner_notice_days: NotRequired[int]
    numbers_grace_days: NotRequired[int]
    duty_percent: NotRequired[int]
    second_admin_members: NotRequired[int]


TermListTermTable: TypeAlias = Literal[
    "house",
    "absolute",
    "evidence",
    "medical",
    "education",
    "finance",
    "clickbait",
    "sharing",
    "hostile",
    "state",
    "superstition",
    "data-claims",
    "promo",
]


class TermListTerm(TypedDict):
    """A word and the table it belongs to."""

    term: str
    table: TermListTermTable
    suggestion: NotRequired[LocalText]
    reason: NotRequired[str]


class TermListAllow(TypedDict):
    """A phrase and why it is allowed."""

    phrase: str
    reason: str


class RulebookStep(TypedDict):
    """One step of the ladder."""

    level: int
    name: LocalText
    action: RulebookStepAction
    duration: NotRequired[LocalText]
    who_may: NotRequired[list[str]]
    appealable: NotRequired[bool]
    description: NotRequired[LocalText]


class RulebookAppeal(TypedDict):
    """How a member can ask for a second look."""

    window_days: int
    reviewer_role: str
    sla_hours: int
    how: NotRequired[LocalText]


class RulebookRevision(TypedDict):
    """One version and what it changed."""

    version: str
    effective_from: str
    changes: list[LocalText]


CommunityRuleCategory: TypeAlias = Literal[
    "conduct", "spam", "ads", "privacy", "illegal", "minors", "ip", "safety", "off-topic"
]


TeamShift = TypedDict(
    "TeamShift",
    {
        "shift": LocalText,
        "days": list[Weekday],
        "from": str,
        "to": str,
        "channels": NotRequired[list[str]],
        "person": str,
        "backup": NotRequired[str],
    },
)


class TeamMeeting(TypedDict):
    """A regular meeting."""

    id: str
    name: LocalText
    cadence: str
    time: NotRequired[str]
    minutes: NotRequired[int]
    owner: str
    template: NotRequired[str]


class TeamRaci(TypedDict):
    """One task and its roles."""

    task: LocalText
    responsible: list[str]
    accountable: str
    consulted: NotRequired[list[str]]
    informed: NotRequired[list[str]]


TeamLeave = TypedDict(
    "TeamLeave",
    {
        "from": str,
        "to": str,
        "reason": NotRequired[LocalText],
    },
)


RolePermission: TypeAlias = Literal[
    "approve-post", "approve-event", "moderate", "ban", "publish", "view-cases", "spend", "legal-review"
]


ChannelPlatform: TypeAlias = Literal[
    "wechat-group",
    "wechat-oa",
    "wecom-group",
    "qq-group",
    "feishu-group",
    "dingtalk",
    "weibo",
    "xiaohongshu",
    "douyin",
    "kuaishou",
    "wechat-channels",
    "bilibili",
    "zhihu",
    "toutiao",
    "discord",
    "telegram",
    "slack",
    "discourse",
    "github-discussions",
    "reddit",
    "x",
    "mastodon",
    "bluesky",
    "threads",
    "instagram",
    "facebook",
    "linkedin",
    "tiktok",
    "youtube",
    "email",
    "website",
]


class ChannelJoin(TypedDict):
    """How people get in."""

    method: ChannelJoinMethod
    url: NotRequired[str]
    note: NotRequired[LocalText]


class ChannelFrequency(TypedDict):
    """How often we post."""

    min_per_week: NotRequired[float]
    max_per_day: NotRequired[int]


QuietHours = TypedDict(
    "QuietHours",
    {
        "from": str,
        "to": str,
        "days": NotRequired[list[Weekday]],
    },
)


class ChannelLimits(TypedDict):
    """Limits of this channel where they differ from the platform."""

    title: NotRequired[int]
    body: NotRequired[int]
    images: NotRequired[int]
    video_s: NotRequired[int]


class ChannelLog(TypedDict):
    """Whether and how the chat can be counted."""

    exportable: bool
    format: NotRequired[ChannelLogFormat]
    names: NotRequired[list[str]]
    consent_basis: NotRequired[LocalText]


class ChannelTool(TypedDict):
    """A bot or service."""

    name: str
    purpose: LocalText
    data_seen: LocalText
    owner: str


class SopSopStep(TypedDict):
    """One step."""

    n: NotRequired[int]
    who: str
    what: LocalText
    within: NotRequired[LocalText]
    script: NotRequired[str]


class SopScript(TypedDict):
    """Words to copy."""

    id: str
    text: LocalText


class ModerationPolicyEvidence(TypedDict):
    """Where evidence is kept and for how long; never in the repository."""

    where: LocalText
    keep_days: int
    access: list[str]


class CaseAppeal(TypedDict):
    """The second look, if somebody asked for it."""

    at: str
    by: NotRequired[str]
    reviewer: NotRequired[str]
    outcome: CaseAppealOutcome
    answered_at: NotRequired[str]


ComplaintKind: TypeAlias = Literal[
    "service", "dispute", "privacy", "copyright", "prize", "refund", "harassment", "staff"
]


class ComplaintAppeal(TypedDict):
    """The second look, if somebody asked for it."""

    at: str
    by: NotRequired[str]
    reviewer: NotRequired[str]
    outcome: ComplaintAppealOutcome
    answered_at: NotRequired[str]


class AdmissionCriteriaCriterion(TypedDict):
    """One question and what its answer decides."""

    id: str
    question: LocalText
    required: NotRequired[bool]
    weight: NotRequired[float]
    auto_reject_if: NotRequired[LocalText]


class AdmissionBatchRow(TypedDict):
    """Counts of one channel and source."""

    channel: str
    source: str
    applied: int
    approved: int
    rejected: int
    no_reply: NotRequired[int]
    reject_reasons: NotRequired[dict[str, int]]
    median_hours: NotRequired[float]


MemberProgrammePointsActionKind: TypeAlias = Literal[
    "contribute", "help", "attend", "invite", "share", "purchase", "donate"
]


MemberProgrammePointsActionCounts: TypeAlias = Literal[
    "message", "active-day", "reply-received", "reaction-received", "answer"
]


class MemberProgrammePointsAction(TypedDict):
    """Something that earns points."""

    action: str
    name: NotRequired[LocalText]
    kind: NotRequired[MemberProgrammePointsActionKind]
    points: int
    daily_cap: NotRequired[int]
    verify: MemberProgrammePointsActionVerify
    counts: NotRequired[MemberProgrammePointsActionCounts]


class MemberProgrammeFading(TypedDict):
    """How a balance shrinks without new points."""

    idle_months: int
    percent: int
    keep_levels: NotRequired[int]


class MemberProgrammeMemberLevel(TypedDict):
    """One level."""

    id: str
    name: LocalText
    min_points: int
    perks: NotRequired[list[LocalText]]


MemberProgrammeSeason = TypedDict(
    "MemberProgrammeSeason",
    {
        "id": str,
        "name": NotRequired[LocalText],
        "from": str,
        "to": str,
    },
)


class MemberProgrammeBadgeRule(TypedDict):
    """So many times of one action."""

    action: str
    times: int
    in_season: NotRequired[bool]


class MemberProgrammeBadge(TypedDict):
    """One badge."""

    id: str
    name: LocalText
    criteria: LocalText
    rule: NotRequired[MemberProgrammeBadgeRule]
    revocable: NotRequired[bool]


class Money(TypedDict):
    """An amount with its currency."""

    amount: float
    currency: str


class MemberProgrammeReward(TypedDict):
    """Something to redeem points for."""

    item: LocalText
    cost: int
    stock: int
    value: NotRequired[Money]
    terms: LocalText


class MemberProgrammeGuards(TypedDict):
    """Messages that earn nothing."""

    min_length: NotRequired[int]
    same_text_days: NotRequired[int]
    per_hour: NotRequired[int]
    per_pair_day: NotRequired[int]


class PointsSettlementInputs(TypedDict):
    """Keyed digests of what was counted in the log and of what was granted by hand, up to the month's end."""

    log: str
    grants: str


class PointsSettlementActionTotal(TypedDict):
    """One action in the month."""

    action: str
    members: NotRequired[int]
    times: NotRequired[int]
    points: NotRequired[int]


class PointsSettlementLevelTotal(TypedDict):
    """One level."""

    level: str
    members: NotRequired[int]


class PointsSettlementBadgeTotal(TypedDict):
    """One badge."""

    badge: str
    members: NotRequired[int]


class AmbassadorHandle(TypedDict):
    """The name the member wants to be shown by, and the consent to it."""

    shown: str
    consent_on: str
    scope: LocalText


class SegmentListTrial(TypedDict):
    """Contacted members compared with some who were not."""

    id: str
    segment: str
    play: NotRequired[str]
    start: str
    days: int
    contacted: int
    contacted_back: NotRequired[float]
    held_out: int
    held_out_back: NotRequired[float]
    verdict: NotRequired[LocalText]


class SegmentRule(TypedDict):
    """Who belongs to it; all conditions together."""

    joined_within_days: NotRequired[int]
    window_days: NotRequired[int]
    min_active_days: NotRequired[int]
    max_active_days: NotRequired[int]
    min_messages: NotRequired[int]
    min_silent_days: NotRequired[int]
    max_silent_days: NotRequired[int]
    was: NotRequired[list[str]]
    words: LocalText


FeedbackExitReason: TypeAlias = Literal[
    "too-noisy", "ads", "not-relevant", "no-time", "goal-met", "conflict", "found-better", "other"
]


class SurveyQuestion(TypedDict):
    """One question."""

    id: str
    type: SurveyQuestionType
    text: LocalText
    options: NotRequired[list[LocalText]]


class SurveySurveyFigure(TypedDict):
    """One number that is reported."""

    question: str
    n: int
    measure: SurveySurveyFigureMeasure
    choice: NotRequired[LocalText]
    value: float
    margin: NotRequired[float]
    shares: NotRequired[list[float]]
    counts: NotRequired[list[int]]


class SurveyResult(TypedDict):
    """What came out; single answers never enter the repository."""

    invited: NotRequired[int]
    responses: int
    figures: NotRequired[list[SurveySurveyFigure]]
    exit_reasons: NotRequired[dict[str, int]]
    so_what: NotRequired[LocalText]


PersonaActiveHour = TypedDict(
    "PersonaActiveHour",
    {
        "from": str,
        "to": str,
        "days": NotRequired[list[Weekday]],
    },
)


class PersonaEvidence(TypedDict):
    """One source."""

    source: LocalText
    url: NotRequired[str]
    on: NotRequired[str]
    n: NotRequired[int]


class StrategyReview(TypedDict):
    """When we look back."""

    midterm: NotRequired[str]
    final: NotRequired[str]


ObjectiveKind: TypeAlias = Literal[
    "awareness", "acquisition", "activation", "retention", "revenue", "referral", "health"
]


class StrategyKeyResultWhere(TypedDict):
    """One column and its value."""

    column: str
    equals: str | float


class StrategyKeyResult(TypedDict):
    """A number with start, goal and date."""

    metric: str
    name: NotRequired[LocalText]
    baseline: float
    target: float
    due: str
    column: NotRequired[str]
    where: NotRequired[list[StrategyKeyResultWhere]]
    unit: NotRequired[LocalText]
    current: NotRequired[float]
    current_on: NotRequired[str]
    source: NotRequired[LocalText]


PartnerAgreement = TypedDict(
    "PartnerAgreement",
    {
        "ref": NotRequired[str],
        "signed": NotRequired[str],
        "from": str,
        "to": str,
        "value": NotRequired[Money],
        "in_kind": NotRequired[LocalText],
        "exclusivity": NotRequired[LocalText],
        "renewal_notice_days": NotRequired[int],
    },
)


class PartnerDeliverable(TypedDict):
    """One thing to deliver."""

    what: LocalText
    due: str
    by: NotRequired[PartnerDeliverableBy]
    post: NotRequired[str]
    event: NotRequired[str]
    done: NotRequired[bool]
    done_on: NotRequired[str]


class CompetitorSizeObserved(TypedDict):
    """One number."""

    what: LocalText
    value: int
    source: NotRequired[LocalText]
    url: NotRequired[str]
    on: NotRequired[str]


class CompetitorStrength(TypedDict):
    """One observation with its source and day."""

    text: LocalText
    source: NotRequired[LocalText]
    url: NotRequired[str]
    on: NotRequired[str]


class CompetitorWeaknesse(TypedDict):
    """One observation with its source and day."""

    text: LocalText
    source: NotRequired[LocalText]
    url: NotRequired[str]
    on: NotRequired[str]


class CompetitorWatch(TypedDict):
    """One thing that changed."""

    on: str
    what: LocalText
    source: NotRequired[LocalText]
    url: NotRequired[str]
    implication: NotRequired[LocalText]


class MetricListTarget(TypedDict):
    """A number to reach in a period."""

    metric: str
    channel: NotRequired[str]
    period: str
    column: NotRequired[str]
    baseline: NotRequired[float]
    target: float
    warn: NotRequired[float]
    alert: NotRequired[float]


class MetricListHealth(TypedDict):
    """One part."""

    metric: str
    weight: int


class MemberCountsSnapshot(TypedDict):
    """One channel on one day."""

    date: str
    channel: str
    members: int
    joined: NotRequired[int]
    left: NotRequired[int]
    readers: NotRequired[int]
    note: NotRequired[str]


class BusinessCountsOrderChannel(TypedDict):
    """Orders of one channel."""

    channel: str
    orders: int
    amount: float
    refunded: NotRequired[float]


class BusinessCountsOrder(TypedDict):
    """One period."""

    month: str
    currency: str
    channels: list[BusinessCountsOrderChannel]
    source: NotRequired[str]


class BusinessCountsBuyer(TypedDict):
    """One period."""

    month: str
    buyers: int
    repeat: int
    source: NotRequired[str]


class BusinessCountsLifetime(TypedDict):
    """One period."""

    quarter: str
    currency: str
    new_payers: int
    spend: float
    margin: float
    basis: NotRequired[LocalText]


class BusinessCountsInvitation(TypedDict):
    """One period."""

    month: str
    members: int
    invited: int
    joined: int
    source: NotRequired[str]


class ReportNumberWhere(TypedDict):
    """One column and the value it must have."""

    column: str
    equals: str | float


class ReportNumber(TypedDict):
    """A number of the text and where it comes from; the check recomputes it."""

    text: str
    metric: NotRequired[str]
    event: NotRequired[str]
    key_result: NotRequired[str]
    column: str
    target: NotRequired[bool]
    channel: NotRequired[str]
    period: NotRequired[str]
    where: NotRequired[list[ReportNumberWhere]]


class TrendKeyword(TypedDict):
    """One word on one platform."""

    term: str
    platform: LocalText
    value: float
    unit: NotRequired[LocalText]
    source: NotRequired[LocalText]
    url: NotRequired[str]
    collected_at: NotRequired[str]


class TrendTopic(TypedDict):
    """One topic."""

    title: LocalText
    why: NotRequired[LocalText]
    fit: NotRequired[int]
    use: NotRequired[TrendTopicUse]
    post_idea: NotRequired[str]
    source: NotRequired[LocalText]
    url: NotRequired[str]
    expires: NotRequired[str]


class TrendPlatformChange(TypedDict):
    """One change."""

    platform: LocalText
    what: LocalText
    on: NotRequired[str]
    source: NotRequired[LocalText]
    url: NotRequired[str]
    implication: NotRequired[LocalText]


MeetingKind: TypeAlias = Literal[
    "numbers", "topics", "moderators", "event", "review", "incident", "cross-team", "other"
]


class MeetingDecision(TypedDict):
    """One decision."""

    id: str
    text: LocalText
    why: NotRequired[LocalText]


class MeetingAction(TypedDict):
    """What somebody does about it."""

    what: LocalText
    owner: str
    due: str
    done: NotRequired[bool]
    done_on: NotRequired[str]


class MeetingCrossTeam(TypedDict):
    """One request."""

    team: LocalText
    ask: LocalText
    due: NotRequired[str]
    answer: NotRequired[LocalText]


class PrivacyLedgerNotice(TypedDict):
    """What people are told."""

    url: str
    version: str
    effective: str


PrivacyLedgerPia = TypedDict(
    "PrivacyLedgerPia",
    {
        "for": str,
        "date": str,
        "ref": NotRequired[str],
    },
)


class PrivacyLedgerExportLog(TypedDict):
    """One export."""

    on: str
    by: str
    channel: str
    range: NotRequired[str]
    deleted_on: NotRequired[str]


class PrivacyLedgerDeletion(TypedDict):
    """One deletion."""

    on: str
    by: str
    what: LocalText
    event: NotRequired[str]
    raffle: NotRequired[str]


DataProcessingCover: TypeAlias = Literal[
    "chat-logs",
    "registrations",
    "raffles",
    "applications",
    "surveys",
    "subscriptions",
    "moderation",
    "contacts",
    "other",
]


PostKind: TypeAlias = Literal[
    "text", "image", "gallery", "video", "audio", "live", "link", "qa", "poll", "survey", "longform", "notice"
]


ProgrammeSeason = TypedDict(
    "ProgrammeSeason",
    {
        "from": NotRequired[str],
        "to": NotRequired[str],
        "episodes": NotRequired[int],
    },
)


class Target(TypedDict):
    """A number to reach."""

    metric: str
    value: float
    label: NotRequired[LocalText]


class CampaignUtm(TypedDict):
    """Tags for its links."""

    source: NotRequired[str]
    medium: NotRequired[str]
    campaign: str


class CampaignOffer(TypedDict):
    """One offer."""

    text: LocalText
    terms: LocalText
    valid_until: str


class CampaignFunnelSteps(TypedDict):
    """People at each step; leave out what nobody counts."""

    exposure: NotRequired[int]
    click: NotRequired[int]
    join: NotRequired[int]
    speak: NotRequired[int]
    register: NotRequired[int]
    pay: NotRequired[int]
    refer: NotRequired[int]


CampaignFunnel = TypedDict(
    "CampaignFunnel",
    {
        "from": str,
        "to": str,
        "steps": CampaignFunnelSteps,
        "source": NotRequired[str],
    },
)


class AssetConsent(TypedDict):
    """One person's consent."""

    person: str
    scope: LocalText
    until: NotRequired[str]
    doc_ref: NotRequired[str]


PostStatus: TypeAlias = Literal[
    "idea", "draft", "review", "approved", "scheduled", "published", "archived", "rejected", "withdrawn"
]


class PostVariant(TypedDict):
    """What differs on this channel."""

    title: NotRequired[str]
    body: NotRequired[str]
    link: NotRequired[str]
    hashtags: NotRequired[list[str]]
    at: NotRequired[str]
    assets: NotRequired[list[str]]


class Disclosure(TypedDict):
    """The relation to a partner that readers must be told about."""

    type: DisclosureType
    partner: NotRequired[str]
    label: NotRequired[LocalText]


class Claim(TypedDict):
    """A statement that needs evidence, with that evidence (Advertising Law Art. 11)."""

    text: str
    evidence_url: str
    scope: str
    valid_until: str


class PostPoll(TypedDict):
    """Question and answers of a poll."""

    question: LocalText
    options: list[LocalText]
    closes: str
    multiple: NotRequired[bool]
    votes: NotRequired[list[int]]


class PostPublication(TypedDict):
    """Where and when it went out."""

    channel: str
    url: NotRequired[str]
    at: str
    no_url_reason: NotRequired[LocalText]


class PostResult(TypedDict):
    """Numbers of one channel."""

    channel: str
    at: str
    delivered: NotRequired[int]
    impressions: NotRequired[int]
    reads: NotRequired[int]
    likes: NotRequired[int]
    comments: NotRequired[int]
    shares: NotRequired[int]
    saves: NotRequired[int]
    clicks: NotRequired[int]
    joins: NotRequired[int]
    votes: NotRequired[int]
    source: NotRequired[str]
    note: NotRequired[LocalText]


class EventChange(TypedDict):
    """One change."""

    at: str
    what: LocalText


EventKind: TypeAlias = Literal[
    "talk",
    "book-club",
    "ama",
    "workshop",
    "hackathon",
    "challenge",
    "contest",
    "meetup",
    "conference",
    "game",
    "charity",
]


class EventVenue(TypedDict):
    """Where it is."""

    name: LocalText
    address: NotRequired[LocalText]
    capacity: NotRequired[int]
    map: NotRequired[str]
    accessibility: NotRequired[LocalText]
    partner: NotRequired[str]


class EventRegistration(TypedDict):
    """How people sign up."""

    opens: NotRequired[str]
    closes: NotRequired[str]
    url: NotRequired[str]
    capacity: NotRequired[int]
    waitlist: NotRequired[bool]
    fee: NotRequired[Money]
    fee_note: NotRequired[LocalText]
    questions: NotRequired[list[LocalText]]
    data_kept_until: str


EventAgendaItem = TypedDict(
    "EventAgendaItem",
    {
        "day": NotRequired[str],
        "from": str,
        "to": str,
        "title": LocalText,
        "speaker": NotRequired[str],
        "place": NotRequired[LocalText],
        "visibility": NotRequired[EventAgendaItemVisibility],
        "notes": NotRequired[LocalText],
    },
)


class EventSpeaker(TypedDict):
    """Someone who speaks or hosts."""

    id: str
    name: LocalText
    bio: NotRequired[LocalText]
    consent: NotRequired[bool]
    fee: NotRequired[Money]
    disclosure: NotRequired[LocalText]
    backup: NotRequired[LocalText]


class EventRisk(TypedDict):
    """One risk."""

    risk: LocalText
    likelihood: int
    impact: int
    plan: LocalText
    owner: str
    realised: NotRequired[LocalText]


class EventSafety(TypedDict):
    """Who looks after safety, and how."""

    lead: str
    first_aid: NotRequired[LocalText]
    insurance: NotRequired[LocalText]
    expected_max: int
    permit_ref: NotRequired[str]
    permit_requested: NotRequired[str]


class TaskListTask(TypedDict):
    """One thing to do."""

    id: str
    title: LocalText
    owner: NotRequired[str]
    due_t: int
    depends: NotRequired[list[str]]
    status: NotRequired[TaskListTaskStatus]
    done_on: NotRequired[str]
    note: NotRequired[LocalText]


class BudgetIncome(TypedDict):
    """One source of money."""

    source: LocalText
    partner: NotRequired[str]
    planned: float
    actual: NotRequired[float]


BudgetLineCategory: TypeAlias = Literal[
    "venue",
    "catering",
    "material",
    "print",
    "travel",
    "speaker",
    "prize",
    "promotion",
    "insurance",
    "service",
    "contingency",
    "other",
]


class BudgetLine(TypedDict):
    """One cost."""

    item: LocalText
    category: NotRequired[BudgetLineCategory]
    planned: float
    actual: NotRequired[float]
    approved_by: NotRequired[str]
    receipt_ref: NotRequired[str]
    note: NotRequired[LocalText]


class RaffleOrganizer(TypedDict):
    """Who runs it and how to reach them."""

    name: LocalText
    contact: NotRequired[str]


class RafflePrize(TypedDict):
    """One kind of prize."""

    name: LocalText
    category: NotRequired[LocalText]
    quantity: NotRequired[int]
    unit_value: NotRequired[Money]
    partner: NotRequired[str]


class RaffleCommit(TypedDict):
    """Hash of the secret seed, published before entries close."""

    seed_hash: str
    published_at: str
    url: NotRequired[str]


class RaffleResultWinner(TypedDict):
    """One winner."""

    member: str
    prize: int


class RaffleResult(TypedDict):
    """What the draw gave."""

    entries_count: int
    entries: NotRequired[list[str]]
    entries_hash: NotRequired[str]
    winners: list[RaffleResultWinner]
    seed: str
    drawn_at: str
    proof: NotRequired[LocalText]


class EventResultAttendedBySource(TypedDict):
    """One source."""

    source: LocalText
    channel: NotRequired[str]
    n: int


class EventResultFigure(TypedDict):
    """One number with its name."""

    id: NotRequired[str]
    name: LocalText
    value: float
    unit: NotRequired[LocalText]
    source: NotRequired[LocalText]


class EventResultSource(TypedDict):
    """One source."""

    of: list[str]
    source: LocalText
    url: NotRequired[str]
    on: NotRequired[str]


class RetroGoal(TypedDict):
    """One goal."""

    what: LocalText
    metric: NotRequired[str]
    target: float
    actual: float


class RetroAction(TypedDict):
    """What we do about it."""

    what: LocalText
    owner: str
    due: str
    done: NotRequired[bool]
    done_on: NotRequired[str]
