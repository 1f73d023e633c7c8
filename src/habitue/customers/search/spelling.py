"""Words that differ by one mistake: a letter too many, too few, another one, or two neighbours changed round.

Each word of a name stands in `Spelling` under itself and under every text that is left of it without one letter. Two
words at one mistake have such a text in common, so that a handful of look-ups finds the few words worth comparing.
"""

from collections.abc import Iterable

from django.db import connection

from habitue.lib.rows import fetch_all

SHORTEST = 4
LONGEST = 30


def rests_of(word: str) -> set[str]:
    """`word` itself, and what is left of it without any one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def worth_learning(tokens: Iterable[str]) -> list[str]:
    """The words among `tokens` that somebody might misspell."""
    return worth_misspelling(token[1:] for token in tokens if token[0] == "=")


def worth_misspelling(words: Iterable[str]) -> list[str]:
    return [word for word in words if SHORTEST - 1 <= len(word) <= LONGEST and _letters(word)]


def learn(tokens: Iterable[str]) -> None:
    """Make the words among a customer's `tokens` findable by a misspelling."""
    words = worth_learning(tokens)
    if not words:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word FROM customers_spelling WHERE rest IN ({', '.join(['%s'] * len(words))}) AND word = rest",
            words,
        )
        known = {word for (word,) in cursor.fetchall()}
        rows = sorted((rest, word) for word in set(words) - known for rest in rests_of(word))
        if rows:
            cursor.execute(
                f"INSERT INTO customers_spelling (rest, word) VALUES {', '.join(['(%s, %s)'] * len(rows))} "
                "ON CONFLICT DO NOTHING",
                [value for row in rows for value in row],
            )


def alike(typed: str) -> list[str]:
    """The known words at one mistake from `typed`."""
    if not SHORTEST <= len(typed) <= LONGEST or not _letters(typed):
        return []
    rests = sorted(rests_of(typed))
    asked = f"SELECT DISTINCT word FROM customers_spelling WHERE rest IN ({', '.join(['%s'] * len(rests))})"
    return sorted(word for (word,) in fetch_all(asked, rests) if is_one_mistake(typed, word))


def is_one_mistake(one: str, other: str) -> bool:
    """Whether one letter too many, too few, another one, or two neighbours changed round make one word the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        swapped = left[:2][::-1] == right[:2] and left[2:] == right[2:]
        return left[1:] == right[1:] or swapped
    return left[1:] == right or left == right[1:]


def _letters(text: str) -> bool:
    return text.isalpha() or not any(character.isdigit() for character in text)
