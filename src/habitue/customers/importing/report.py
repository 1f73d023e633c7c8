from typing import Any
from uuid import UUID

from habitue.customers.models import Import
from habitue.lib.csvreport import Outcome
from habitue.lib.database import writing

COUNTS = ("created", "changed", "unchanged", "bad", "aside", "groups", "dry_run")
"""What the page of the background work shows too."""
NAMED = 50
"""So many groups are told by name."""


def keep_report(of: UUID, outcome: Outcome, *, dry_run: bool) -> dict[str, Any]:
    """What an import, or its trial, came to, for its page in the back office."""
    report = {
        "created": outcome.created,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "bad": outcome.bad,
        "aside": outcome.aside,
        "groups": len(outcome.groups),
        "group_names": outcome.groups[:NAMED],
        "problems": [list(problem) for problem in outcome.problems],
        "ignored": outcome.ignored,
        "dry_run": dry_run,
    }
    with writing():
        Import.objects.filter(id=of).update(report=report)
    return report
