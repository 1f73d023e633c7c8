from habitue.balances.given import GivenGiftCard
from habitue.balances.models import Cause, GiftCard, GiftCardEntry
from habitue.balances.posting import Posting
from habitue.customers.events import id_beside
from habitue.journal.action import Doing, action


@action
def import_gift_cards(doing: Doing, *, cards: list[GivenGiftCard]) -> int:
    """Cards that another till sold are good here from now on. A code that there is already stays as it is.

    Returns how many were made.
    """
    there = set(GiftCard.objects.filter(code__in=[each.code for each in cards]).values_list("code", flat=True))
    given = {each.code: each for each in cards if each.code not in there}
    made = GiftCard.objects.bulk_create(
        GiftCard(
            id=id_beside(doing, b"gift card", code.encode()),
            code=code,
            sold_at=doing.stamp.at,
            expires_on=each.expires_on,
        )
        for code, each in given.items()
    )
    posting = Posting(doing, None, None)
    GiftCardEntry.objects.bulk_create(
        GiftCardEntry(
            card=card,
            note=given[card.code].note,
            **posting.said(given[card.code].amount, Cause.IMPORTED, card.id),
        )
        for card in made
    )
    doing.changed_many("giftcard", [card.id for card in made])
    return len(made)
