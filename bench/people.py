"""Made-up customers, always the same: French and English names, a few of them very common and most of them rare."""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

HEADER = "code,first name,last name,company,phone,e-mail,postcode,card,group,language,created"

FIRST = """
Marie Jean Pierre Michel Philippe Nathalie Isabelle Alain Patrick Catherine Sylvie Nicolas Christophe Jacques
Martine Thomas Sophie Julien Stéphane Laurent Christine Françoise Sandrine Céline Frédéric Valérie Camille Léa
Manon Chloé Emma Lucas Hugo Louis Gabriel Jules Arthur Adam Raphaël Inès Sarah Jade Louise Alice Anne Claire
Julie Aurélie Émilie Mélanie Élodie Laura Pauline Marine Mathilde Lucie Charlotte Jean-Pierre Jean-Claude Jean-
Luc Marie-Claude Anne-Marie Marie-Thérèse Jean-Baptiste Guillaume Antoine Alexandre Maxime Romain Vincent
Olivier David Sébastien Éric Thierry Pascal Bruno Didier Dominique Gérard Bernard Claude André Daniel René
Robert Roger Serge Guy Christian Yves Joël Noël Zoé Anaïs Maëlle Loïc Gaëlle Yann Soizic Fatima Mohamed Karim
Samira Youssef Aïcha Mamadou Aminata James John Robert William David Richard Joseph Charles Christopher Daniel
Matthew Anthony Mark Steven Andrew Paul Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey
Ryan Jacob Gary Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Lisa Nancy Betty Margaret
Sandra Ashley Kimberly Emily Donna Michelle Carol Amanda Joanna Melissa Deborah Stephanie Rebecca Sharon Cynthia
Kathleen Amy Angela Shirley Anna Brenda Pamela Nicole Samantha Siobhán Aoife Zoë Chloe Björn Øyvind Łukasz Müge
José María Ángel Nuño Quentin Xavier Ursula Wendy Hélène Eugénie"""

LAST = """
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André
Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas
Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun
Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy
Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois
Pierre Benoit Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger
Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam
Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé
Schneider Fernandez Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Cousin Germain Breton Smith Johnson
Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Thompson White
Harris Clark Lewis
Robinson Walker Young Allen King Wright Scott Hill Green Baker Adams Nelson Campbell Mitchell Roberts Carter
Phillips Evans Turner Parker Edwards Collins Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed
Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray Hughes Price Myers Long Foster
Sanders Ross Sullivan O'Brien O'Connor McDonald MacLeod Smith-Jones Nguyen Tran Diallo Traoré Benali Haddad
Müßig Wójcik Çelik Ødegård d'Arc d'Ormesson"""
SEVERAL_WORDS = "Le Goff,Le Gall,Le Roux,de la Tour,De Smet,Van den Berg,Da Silva,Dos Santos,El Amrani,Le Bihan"

STARTS = """
bar ber bel bou bri car cha che cor cour del des du fal fer gar gau gri ham her lam lan mar mau mon nor pel
per ro sau tou val ver wal har bur kel don mac hol win stan ash thor brad"""
MIDDLES = """di ga le man ne ri ro ta ve bi gne lla mi na re so ti cho da ki"""
ENDS = """
ac ain ard art at aud eau el er et ey ier in ot oux son ton man ley ford well worth berg court mont vier
quet land ham by"""
COMPANY = "Boulangerie,Garage,Studio,Cabinet,Atelier,Hôtel,Pharmacie,Green,North,Café,Agence"
KINDS = "SARL,& Fils,Ltd,SA,& Co,Services,Conseil,Design,Traiteur,Optique"
DOMAINS = "gmail.com,orange.fr,hotmail.com,yahoo.fr,free.fr,laposte.net,outlook.com,sfr.fr,example.co.uk,icloud.com"
TOWNS = [f"{part:02}{town}" for part in range(1, 96) for town in ("000", "100", "200", "300", "420", "510", "650")]
BIG_TOWNS = [
    *(f"750{part:02}" for part in range(1, 21)),
    *(f"130{part:02}" for part in range(1, 17)),
    "69001",
    "69003",
    "33000",
    "31000",
    "59000",
    "44000",
    "67000",
]
MOBILES = (*(f"6{digit}" for digit in "01245678"), *(f"7{digit}" for digit in "345678"))
GROUPS = ("", "", "", "", "", "", "VIP", "Staff", "Trade")


class Chance:
    """Choices by rank: the first few of a list take most, as names do."""

    def __init__(self, values: Sequence[str], fall: float) -> None:
        self.values = values
        self.weights = list(accumulate(1 / (rank + 3) ** fall for rank in range(len(values))))

    def of(self, rng: random.Random) -> str:
        return rng.choices(self.values, cum_weights=self.weights)[0]


def rare_names(count: int) -> list[str]:
    """Surnames that sound like some and are hardly anybody's."""
    rng = random.Random(11)
    starts, middles, ends = STARTS.split(), MIDDLES.split(), ENDS.split()
    made: dict[str, None] = {}
    while len(made) < count:
        middle = "".join(rng.choice(middles) for _part in range(rng.choice((0, 1, 1, 2))))
        made[(rng.choice(starts) + middle + rng.choice(ends)).capitalize()] = None
    return list(made)


def people(count: int) -> Iterator[tuple[str, ...]]:
    """Rows in the order of `HEADER`."""
    rng = random.Random(2026)
    first, last, rare = (
        Chance(FIRST.split(), 0.8),
        Chance(LAST.split() + SEVERAL_WORDS.split(","), 0.7),
        rare_names(40_000),
    )
    day = date(2026, 10, 31)
    for number in range(1, count + 1):
        given = first.of(rng)
        family = last.of(rng) if rng.random() < 0.55 else rng.choice(rare)
        company = (
            f"{rng.choice(COMPANY.split(','))} {family} {rng.choice(KINDS.split(','))}" if rng.random() < 0.06 else ""
        )
        yield (
            f"C{number:07}" if rng.random() < 0.7 else "",
            given,
            family,
            company,
            _phone(rng) if rng.random() < 0.85 else "",
            _email(rng, given, family, number) if rng.random() < 0.7 else "",
            (rng.choice(BIG_TOWNS) if rng.random() < 0.3 else rng.choice(TOWNS)) if rng.random() < 0.8 else "",
            f"299{number:010}" if rng.random() < 0.3 else "",
            rng.choice(GROUPS),
            "fr" if rng.random() < 0.8 else "en",
            (day - timedelta(days=min(int(rng.expovariate(1 / 500)), 4000))).isoformat(),
        )


def _phone(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.75:
        digits = f"0{rng.choice(MOBILES)}{rng.randrange(10**7):07}"
    elif kind < 0.97:
        digits = f"0{rng.choice(('140', '142', '147', '472', '556', '240', '388', '491'))}{rng.randrange(10**6):06}"
    else:
        return f"+447{rng.choice(('400', '500', '900', '812', '740'))}{rng.randrange(10**6):06}"
    return " ".join(digits[at : at + 2] for at in range(0, 10, 2)) if kind < 0.5 else digits


def _email(rng: random.Random, given: str, family: str, number: int) -> str:
    plain = "".join(letter for letter in f"{given}.{family}".lower() if letter.isascii() and letter not in " '-")
    tail = "" if rng.random() < 0.1 else str(number % 9973)
    return f"{plain}{tail}@{rng.choice(DOMAINS.split(','))}"


def write_csv(path: Path, count: int, dirty: float = 0) -> None:
    """`dirty` is the share of lines in which something is wrong."""
    rng = random.Random(3)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        for row in people(count):
            writer.writerow((*row[:4], "123", "marie@orange", *row[6:]) if rng.random() < dirty else row)
