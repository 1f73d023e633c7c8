"""What a PIN looks like."""

SHORTEST, LONGEST = 4, 8


def looks_like_a_pin(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and SHORTEST <= len(typed) <= LONGEST
