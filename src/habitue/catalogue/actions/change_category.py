from uuid import UUID

from habitue.catalogue.models import Category
from habitue.catalogue.storing import index_words
from habitue.journal.action import Doing, action


@action
def change_category(doing: Doing, *, id: UUID, name: str, position: int, colour: int) -> Category:
    category = Category.objects.get(id=id)
    renamed = category.name != name
    category.name, category.position, category.colour = name, position, colour
    category.save()
    if renamed:
        index_words(category.products.values_list("id", flat=True))
    doing.changed(category)
    return category
