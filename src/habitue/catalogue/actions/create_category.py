from uuid import UUID

from habitue.catalogue.models import Category
from habitue.journal.action import AlreadyDone, Doing, action


@action
def create_category(doing: Doing, *, id: UUID, name: str, position: int, colour: int) -> Category:
    if existing := Category.objects.filter(id=id).first():
        raise AlreadyDone(existing)
    category = Category.objects.create(id=id, name=name, position=position, colour=colour)
    doing.changed(category)
    return category
