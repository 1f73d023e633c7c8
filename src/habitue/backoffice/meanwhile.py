from types import TracebackType

from django.db import IntegrityError
from django.forms import Form


class telling:  # noqa: N801 - it is read as a verb: with telling(form)
    """What somebody else took after the form was read, a name or a code, the form says when it is read again."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, IntegrityError):
            return False
        self.form.full_clean()
        return not self.form.is_valid()
