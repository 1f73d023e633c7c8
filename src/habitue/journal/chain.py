"""How entries are hashed. Pure functions: what they say of an entry is what `habitue journal verify` expects."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from habitue.lib.canonical import canonical

FORMAT = 1
FIRST = "0" * 64


def digest_of(payload: str, salt: str) -> str:
    """SHA-256, in hexadecimal, of the salt (32 hexadecimal characters) followed by the canonical payload."""
    return hashlib.sha256(bytes.fromhex(salt) + payload.encode()).hexdigest()


def hash_of(
    *, id: UUID, stream: UUID, number: int, action: str, at: datetime, by: UUID | None, digest: str, previous: str
) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of all that an entry says, `previous` being the hash before it."""
    return hashlib.sha256(
        canonical(
            {
                "action": action,
                "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
                "by": str(by) if by else None,
                "digest": digest,
                "format": FORMAT,
                "id": str(id),
                "number": number,
                "previous": previous,
                "stream": str(stream),
            }
        )
    ).hexdigest()
