"""What must always hold of the journal."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from habitue.journal.verify import verify_all
from habitue.lib.invariants import Finding, invariant


@invariant(_("the journal is whole: every entry is there, in order and unchanged"))
def the_journal_is_whole() -> Iterator[Finding]:
    yield from (f"stream {each.stream}, entry {each.number}: {each.reason}" for each in verify_all())
