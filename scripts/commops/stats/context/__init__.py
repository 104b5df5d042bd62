"""What a metric needs besides messages, taken from the workspace as small tables: one module per subject."""

from commops.stats.context._gather import Context, context_of, counted, tables
from commops.stats.context.channels import ChannelSize
from commops.stats.context.events import EventSpan
from commops.stats.context.members import MemberCount

__all__ = ["ChannelSize", "Context", "EventSpan", "MemberCount", "context_of", "counted", "tables"]
