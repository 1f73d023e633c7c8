from datetime import UTC, datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The same ids on every node, so that an answer that was given to these words means the same everywhere.
TEXTS = (
    {
        "id": "01900000-0000-7000-8000-000000000101",
        "purpose": "keep",
        "text_en": "You may keep my name, how to reach me and what I buy here, to serve me better. I can ask at any "
        "time to see it, correct it or have it deleted.",
        "text_fr": "Vous pouvez conserver mon nom, mes coordonnées et mes achats ici, pour mieux me servir. Je peux "
        "demander à tout moment à les voir, les corriger ou les faire effacer.",
        "say_en": "May we keep your name, how to reach you and what you buy here, to serve you better? You can ask at "
        "any time to see it, correct it or have it deleted.",
        "say_fr": "Pouvons-nous conserver votre nom, vos coordonnées et vos achats ici, pour mieux vous servir ? Vous "
        "pouvez demander à tout moment à les voir, les corriger ou les faire effacer.",
    },
    {
        "id": "01900000-0000-7000-8000-000000000102",
        "purpose": "write",
        "text_en": "You may send me news and offers, in the ways that I have ticked. I can stop this at any time.",
        "text_fr": "Vous pouvez m’envoyer vos nouveautés et vos offres, par les moyens que j’ai cochés. Je peux y "
        "mettre fin à tout moment.",
        "say_en": "May we send you news and offers: by e-mail, by text message, by phone or by post? You can stop this "
        "at any time.",
        "say_fr": "Pouvons-nous vous envoyer nos nouveautés et nos offres par e-mail, par SMS, par téléphone ou par "
        "courrier ? Vous pouvez y mettre fin à tout moment.",
    },
)
WRITTEN_AT = datetime(2026, 1, 1, tzinfo=UTC)


def write_the_first_texts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    texts = apps.get_model("customers", "ConsentText")
    for text in TEXTS:
        if not texts.objects.filter(purpose=text["purpose"]).exists():
            texts.objects.create(version=1, written_at=WRITTEN_AT, **text)


class Migration(migrations.Migration):
    dependencies = (("customers", "0005_consents_counted"),)
    operations = (migrations.RunPython(write_the_first_texts, migrations.RunPython.noop),)
