"""A member programme by which nobody can count points."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import MemberProgramme
from commops.workspace.programme_slips import slips


@rule("sound-programme", each="member-programme")
def check(_ws: Workspace, programme: MemberProgramme) -> Iterator[Hit]:
    """Ids that stand once, actions that exist, seasons one after the other."""
    for slip in slips(programme):
        yield Hit(programme.at(*slip.route), str(slip.value), case="" if slip.sort == "twice" else slip.sort)
