"""Who works in the demo shop. The sign-in pages show this while the shop is a demo, and only then."""

from dataclasses import dataclass

from habitue.stores.models import Language, Role, Shop


@dataclass(frozen=True, slots=True)
class DemoStaff:
    name: str
    role: Role
    language: Language
    pin: str
    password: str = ""


DEMO_STAFF = (
    DemoStaff("Claire", Role.OWNER, Language.ENGLISH, "1111", "habitue-claire"),
    DemoStaff("Sam", Role.STORE_MANAGER, Language.ENGLISH, "2222", "habitue-sam"),
    DemoStaff("Inès", Role.WAREHOUSE_MANAGER, Language.FRENCH, "3333", "habitue-ines"),
    DemoStaff("Léa", Role.CASHIER, Language.FRENCH, "4444"),
    DemoStaff("Tom", Role.CASHIER, Language.ENGLISH, "5555"),
)


def demo_staff() -> tuple[DemoStaff, ...]:
    """Those people if this is a demo shop, else nobody."""
    return DEMO_STAFF if Shop.objects.filter(demo=True).exists() else ()
