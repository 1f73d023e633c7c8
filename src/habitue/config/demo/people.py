"""The demo shop's customers. Nobody is meant: names are put together by chance, phone numbers are those that ARCEP
keeps for films and books (decision 2018-0881), e-mail addresses lead to the domains that RFC 2606 keeps free."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from habitue.lib.text import words

MANY = 400

FIRST_NAMES = {
    "fr": "Marie Camille Léa Manon Chloé Inès Jeanne Louise Hélène Françoise Zoé Élodie Noémie Aïcha Yasmine Fatou "
    "Anne-Sophie Marie-Claude Brigitte Sylvie Jean Pierre Louis Gabriel Jules Hugo Théo François Jérôme Benoît Loïc "
    "Jean-Luc Jean-Baptiste Mathéo Raphaël Youssef Mamadou Kévin Gaëtan Étienne",
    "en": "Joanna Emily Olivia Charlotte Grace Hannah Sophie Megan Alice Lucy Eleanor Rosie Priya Niamh Siobhán "
    "James Oliver Harry William Thomas George Jack Daniel Samuel Ravi Ewan Liam Zoë Ben Matthew",
}
LAST_NAMES = {
    "fr": "Dupont,Martin,Bernard,Dubois,Durand,Moreau,Lefèvre,Girard,Mercier,Faure,Garnier,Chevalier,Gauthier,Perrin,"
    "Clément,Morin,Nicolas,Roussel,Bouchard,Lemaître,Le Goff,Le Roux,de La Tour,d'Aubigny,Benali,Diallo,Traoré,Nguyen,"
    "Ferreira,Rossi,Königsberg,Çelik,Muñoz,Bœuf,Vasseur,Poirier,Aubert,Rey,Colin,Guérin,Noël,Picard",
    "en": "Brown,Smith,Taylor,Wilson,Davies,Evans,Thompson,Walker,White,Hughes,Green,Hall,Clarke,O'Connor,O'Brien,"
    "MacDonald,Patel,Singh,Khan,Murphy,Kelly,Wright,Baker,Cooper,Ward,Fletcher,Harris-Jones,Bennett,Gray",
}
FICTIONAL = ("19900", "26191", "35301", "46571", "53649")
"""The beginnings that ARCEP keeps free, of those that are valid numbers."""

COMPANIES = (
    "Théâtre du Quai",
    "Hôtel des Deux Gares",
    "Studio Pamplemousse",
    "Agence Lindor",
    "École de danse Tournesol",
    "Brasserie du Pont",
    "Costume Hire & Co",
    "Les Ateliers Réunis",
)
POSTCODES = "75003 75011 75018 75020 92100 93100 94300 69002 69007 33000 44000 59000 67000 13006 31000 35000"
KNOWN = (
    ("Marie", "Curie", "fr"),
    ("Marie", "Dupont", "fr"),
    ("Marie", "Dupont", "fr"),
    ("Marion", "Dupond", "fr"),
    ("Joanna", "Brown", "en"),
    ("Joan", "Browne", "en"),
    ("Zoë", "Müller", "en"),
    ("Łukasz", "Wiśniewski", "en"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""
    postcode: str = ""
    language: str = "fr"
    cards: list[str] = field(default_factory=list)


def people(chance: Random) -> Iterator[Person]:
    """The regulars whom the documentation names, then others until there are MANY."""
    for number, (first, last, language) in enumerate(KNOWN):
        yield _person(chance, number, first, last, language, all_known=True)
    for number, company in enumerate(COMPANIES, start=len(KNOWN)):
        yield Person(company=company, phone=_phone(number), email=f"contact@{_dotted(company)}.example.com")
    for number in range(len(KNOWN) + len(COMPANIES), MANY):
        language = "fr" if chance.random() < 0.7 else "en"
        first = chance.choice(FIRST_NAMES[language].split())
        last = chance.choice(LAST_NAMES[language].split(","))
        yield _person(chance, number, first, last, language)


def _person(chance: Random, number: int, first: str, last: str, language: str, *, all_known: bool = False) -> Person:
    has_phone = all_known or chance.random() < 0.75
    has_email = all_known or not has_phone or chance.random() < 0.6
    domain = chance.choice(("example.com", "example.org", "example.net"))
    return Person(
        first_name=first,
        last_name=last,
        phone=_phone(number) if has_phone else "",
        email=f"{_dotted(first)}.{_dotted(last)}{number}@{domain}" if has_email else "",
        postcode=chance.choice(POSTCODES.split()) if all_known or chance.random() < 0.8 else "",
        language=language,
        cards=[f"HAB{700000 + number * 37}"] if number == 0 or chance.random() < 0.35 else [],
    )


def _phone(number: int) -> str:
    return f"+33{FICTIONAL[number % len(FICTIONAL)]}{number * 7919 % 10000:04d}"


def _dotted(name: str) -> str:
    return "".join(words(name))
