"""Files as other systems write them, brought in and undone."""

from pathlib import Path
from typing import Any
from uuid import UUID

from habitue.customers.importing import import_file
from habitue.jobs.work import start
from habitue.journal.action import Stamp
from habitue.lib.csvreport import Outcome
from habitue.stores.models import Shop
from tests.working import work_off

SHOPIFY = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,"
    "Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,"
    "Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,"
    "Tags\n"
    "'6512345678901,Irène,Joliot,irene@example.org,yes,Radium,1 rue Curie,Bât. B,Paris,,FR,75005,,'+33698765432,no,"
    '120.50,2,Likes blue,no,"VIP, press"\n'
)

LIGHTSPEED = (
    "id,customer_code,first_name,last_name,email,do_not_email,phone,mobile,physical_address1,physical_city,"
    "physical_postcode,physical_country_id,postal_address1,postal_city,postal_postcode,customer_group,date_of_birth,"
    "loyalty_balance\n"
    "x1,LEA1,Léa,Martin,lea@example.org,1,0140203040,0612341278,2 quai Sud,Lyon,69001,FR,3 rue Nord,Lille,59000,Gold,"
    "1990-05-17,12.50\n"
)


def bring(tmp_path: Path, text: str, *, of: UUID | None = None, targets: list[str] | None = None) -> Outcome:
    path = tmp_path / "customers.csv"
    path.write_text(text, encoding="utf-8")
    node = Shop.objects.get().node
    return import_file(
        path,
        stamp=lambda: Stamp(node),
        country="FR",
        language="fr",
        dry_run=False,
        progress=lambda _done, _of: None,
        targets=targets,
        of=of,
    )


def undone(of: UUID) -> dict[str, Any]:
    job = start("undo_import", by=None, of=str(of))
    work_off()
    job.refresh_from_db()
    result: dict[str, Any] = job.result
    return result
