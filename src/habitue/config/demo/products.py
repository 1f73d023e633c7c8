"""What the demo shop sells. The brands are invented; the barcodes begin with 29, which GS1 leaves to shops' own use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from habitue.catalogue.barcodes import check_digit
from habitue.catalogue.given import GivenProduct, GivenVariant
from habitue.lib.ids import new_id

CATEGORIES = ("Shoes", "Bags", "Accessories", "Care", "Gifts")
"""In the order of the till's tabs."""

BOOKS = "Gifts"
"""The category whose products bear the reduced rate."""

WOMEN = ("36", "37", "38", "39", "40", "41")
MEN = ("40", "41", "42", "43", "44", "45")
CHILDREN = ("28", "30", "32", "34")
BELTS = ("80", "90", "100")
SOCKS = ("36–38", "39–42", "43–46")
ONE: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Line:
    """One product of the range: `code` begins its SKUs, `price` is in cents."""

    category: str
    brand: str
    name: str
    code: str
    price: int
    sizes: Sequence[str] = ONE
    colours: Sequence[str] = ONE


RANGE = (
    Line("Shoes", "Corvel", "Penny loafer", "CV-PEN", 12900, WOMEN, ("black", "chestnut", "bordeaux")),
    Line("Shoes", "Corvel", "Driving moccasin", "CV-DRI", 9900, WOMEN, ("navy", "sand", "bordeaux")),
    Line("Shoes", "Corvel", "Chelsea boot", "CV-CHE", 17900, WOMEN, ("black", "cognac")),
    Line("Shoes", "Maison Lagrève", "Ballerina", "ML-BAL", 8900, WOMEN, ("black", "blush", "red", "ivory")),
    Line("Shoes", "Maison Lagrève", "Slingback", "ML-SLI", 11900, WOMEN, ("black", "ivory")),
    Line("Shoes", "Maison Lagrève", "Ankle boot Élise", "ML-ELI", 16500, WOMEN, ("black", "cognac")),
    Line("Shoes", "Bramwick", "Oxford", "BW-OXF", 18900, MEN, ("black", "chestnut")),
    Line("Shoes", "Bramwick", "Derby", "BW-DER", 16900, MEN, ("black", "cognac")),
    Line("Shoes", "Bramwick", "Desert boot", "BW-DES", 13900, MEN, ("sand", "navy")),
    Line("Shoes", "Tremayne & Fils", "Court sneaker", "TF-COU", 9500, MEN, ("white", "white/green", "white/navy")),
    Line("Shoes", "Tremayne & Fils", "Runner", "TF-RUN", 11500, MEN, ("grey", "navy", "red")),
    Line("Shoes", "Petit Quai", "First derby", "PQ-DER", 6900, CHILDREN, ("navy", "cognac")),
    Line("Shoes", "Petit Quai", "Rain boot", "PQ-RAI", 3490, CHILDREN, ("yellow", "red", "navy")),
    Line("Shoes", "Petit Quai", "Canvas sneaker", "PQ-CAN", 3900, CHILDREN, ("white", "navy", "blush")),
    Line("Bags", "Atelier Vaubert", "Tote", "AV-TOT", 19500, ONE, ("black", "cognac", "forest")),
    Line("Bags", "Atelier Vaubert", "Crossbody bag", "AV-CRO", 14500, ONE, ("black", "cognac", "bordeaux")),
    Line("Bags", "Atelier Vaubert", "Bucket bag", "AV-BUC", 16900, ONE, ("black", "sand")),
    Line("Bags", "Atelier Vaubert", "Evening clutch", "AV-CLU", 8900, ONE, ("black", "gold")),
    Line("Bags", "Harrow & Finch", "Briefcase", "HF-BRI", 28900, ONE, ("black", "chestnut")),
    Line("Bags", "Harrow & Finch", "Weekender", "HF-WEE", 32900, ONE, ("chestnut", "navy")),
    Line("Bags", "Harrow & Finch", "Backpack", "HF-BAC", 17900, ONE, ("black", "forest", "grey")),
    Line("Bags", "Harrow & Finch", "Laptop sleeve", "HF-LAP", 5900, ("13″", "15″"), ("black", "grey")),
    Line("Bags", "Petit Quai", "School satchel", "PQ-SAT", 5900, ONE, ("red", "navy", "yellow")),
    Line("Accessories", "Corvel", "Leather belt", "CV-BEL", 4900, BELTS, ("black", "cognac")),
    Line("Accessories", "Bramwick", "Braided belt", "BW-BEL", 5500, BELTS, ("chestnut",)),
    Line("Accessories", "Atelier Vaubert", "Wallet", "AV-WAL", 6900, ONE, ("black", "cognac", "bordeaux")),
    Line("Accessories", "Atelier Vaubert", "Card holder", "AV-CAR", 3500, ONE, ("black", "cognac", "forest")),
    Line("Accessories", "Harrow & Finch", "Key ring", "HF-KEY", 1500, ONE, ("chestnut", "black")),
    Line("Accessories", "Maison Lagrève", "Silk scarf", "ML-SCA", 5900, ONE, ("blue", "red", "ivory")),
    Line("Accessories", "Tremayne & Fils", "Cotton socks", "TF-SOC", 990, SOCKS, ("black", "navy", "bordeaux")),
    Line("Accessories", "Tremayne & Fils", "Wool socks", "TF-WOO", 1690, SOCKS, ("grey", "forest")),
    Line("Accessories", "Bramwick", "Leather gloves", "BW-GLO", 6500, ("S", "M", "L"), ("black", "chestnut")),
    Line("Care", "Cirelle", "Shoe polish", "CI-POL", 980, ("50 ml",), ("black", "brown", "neutral", "navy")),
    Line("Care", "Cirelle", "Leather cream", "CI-CRE", 1250, ("75 ml",), ("neutral", "black", "cognac")),
    Line("Care", "Cirelle", "Waterproofing spray", "CI-SPR", 1490, ("200 ml", "400 ml")),
    Line("Care", "Cirelle", "Suede cleaner", "CI-SUE", 1190, ("150 ml",)),
    Line("Care", "Cirelle", "Saddle soap", "CI-SOA", 1090, ("100 g",)),
    Line("Care", "Okkerby", "Horsehair brush", "OK-BRU", 1650, ("small", "large")),
    Line("Care", "Okkerby", "Suede brush", "OK-SUE", 890),
    Line("Care", "Okkerby", "Polishing cloth", "OK-CLO", 490),
    Line("Care", "Okkerby", "Cedar shoe trees", "OK-TRE", 2490, ("36–38", "39–41", "42–44", "45–46")),
    Line("Care", "Okkerby", "Insoles", "OK-INS", 790, ("36–38", "39–41", "42–44")),
    Line("Care", "Okkerby", "Shoe laces", "OK-LAC", 390, ("75 cm", "90 cm", "120 cm"), ("black", "brown", "white")),
    Line("Care", "Okkerby", "Shoe horn", "OK-HOR", 590),
    Line("Gifts", "Éditions du Passage", "The Shoemaker's Handbook", "EP-SHO", 2400),
    Line("Gifts", "Éditions du Passage", "Cuir : un atlas", "EP-CUI", 3500),
)


def products(categories: dict[str, UUID], standard: UUID, reduced: UUID) -> Iterator[GivenProduct]:
    """The range as products, with ids of their own and a barcode for each variant."""
    number = 0
    for line in RANGE:
        variants = []
        for colour in line.colours:
            for size in line.sizes:
                number += 1
                variants.append(_variant(line, number, size, colour))
        yield GivenProduct(
            id=new_id(),
            name=line.name,
            brand=line.brand,
            category=categories[line.category],
            tax_rate=reduced if line.category == BOOKS else standard,
            variants=variants,
        )


def _variant(line: Line, number: int, size: str, colour: str) -> GivenVariant:
    digits = f"29{number:010d}"
    parts = (line.code, _short(size), _short(colour))
    return GivenVariant(
        id=new_id(),
        sku="-".join(part for part in parts if part),
        price=line.price,
        size=size,
        colour=colour,
        barcodes=[digits + check_digit(digits)],
    )


def _short(option: str) -> str:
    """An option as it stands in a SKU: "white/green" is WHITGREE, "36–38" is 3638."""
    words = option.replace("/", " ").split()
    return "".join("".join(letter for letter in word if letter.isalnum())[:4].upper() for word in words)
