"""Where on the page an answer goes, when that is not the place for which it was asked."""

from django.http import HttpResponse


def put_at(target: str, answer: HttpResponse, swap: str = "outerHTML") -> HttpResponse:
    """The answer stands in place of `target`; with "innerHTML", inside it."""
    answer.headers["HX-Retarget"] = target
    answer.headers["HX-Reswap"] = swap
    return answer
