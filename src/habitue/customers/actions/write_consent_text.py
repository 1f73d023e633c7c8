from uuid import UUID

from django.db.models import Max

from habitue.customers.models import ConsentText
from habitue.journal.action import AlreadyDone, Doing, action


@action
def write_consent_text(
    doing: Doing, *, id: UUID, purpose: str, text_en: str, text_fr: str, say_en: str, say_fr: str
) -> ConsentText:
    """From now on these are the shop's words for a purpose. Earlier versions stay, with the answers to them."""
    if there := ConsentText.objects.filter(id=id).first():
        raise AlreadyDone(there)
    last = ConsentText.objects.filter(purpose=purpose).aggregate(last=Max("version"))["last"] or 0
    text = ConsentText.objects.create(
        id=id,
        purpose=purpose,
        version=last + 1,
        text_en=text_en,
        text_fr=text_fr,
        say_en=say_en,
        say_fr=say_fr,
        written_at=doing.stamp.at,
        written_by_id=doing.stamp.by,
    )
    doing.changed(text)
    return text
