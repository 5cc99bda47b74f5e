"""Ways in which a file is damaged; each takes the bytes and a seeded source of chance."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

Damage = Callable[[bytes, Random], bytes]

#: Values of every wrong type, and numbers and texts at the edge.
WRONG_VALUES: list[object] = [
    *[None, True, -1, 0, 1e308, 10**30, "", "x" * 1000, "\ud800", "0", "9999-99-99", "١٩٧٠", "¹²³"],
    *[[], [[]], {}, [None], [{}], {"a": None}, ["ru", None, 5]],
]


def truncate(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def flip_bytes(content: bytes, chance: Random) -> bytes:
    held = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        if held:
            held[chance.randrange(len(held))] = chance.randrange(256)
    return bytes(held)


def swap_columns(content: bytes, chance: Random) -> bytes:
    mark = chance.choice([b",", b";", b"|"])
    rows = [line.split(mark) for line in content.split(b"\n")]
    for row in rows:
        if len(row) > 1:
            one, other = chance.sample(range(len(row)), 2)
            row[one], row[other] = row[other], row[one]
    return b"\n".join(mark.join(row) for row in rows)


def rename_column(content: bytes, chance: Random) -> bytes:
    head, _, rest = content.partition(b"\n")
    names = head.split(b",")
    names[chance.randrange(len(names))] = chance.choice([b"", b"new", names[0], b"\xff", b'"'])
    return b",".join(names) + b"\n" + rest


def wrong_encoding(content: bytes, chance: Random) -> bytes:
    text = content.decode("utf-8", errors="replace")
    return text.encode(
        chance.choice(["utf-16", "utf-16-be", "utf-32", "cp1254", "cp037", "shift_jis"]), errors="replace"
    )


def huge_field(content: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice([b"x", b"[", b'"', b"<a>", b"9", b";"]) * 200_000 + content[place:]


def repeat_piece(content: bytes, chance: Random) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:end] + content[start:end] * chance.randint(1, 3) + content[end:]


def insert_token(content: bytes, chance: Random) -> bytes:
    tokens = [
        b"\x00",
        b"\n",
        b"\r",
        b'"',
        b"<",
        b"&x;",
        b"\xef\xbb\xbf",
        b"null",
        b"{}",
        b"\x1a",
        b"-0- ",
        b"] [",
        b"(a)",
    ]
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice(tokens) + content[place:]


def wrong_types(content: bytes, chance: Random) -> bytes:
    """Put a wrong value somewhere into JSON, or into one line of JSON lines."""
    pieces = [content] if content.startswith(b"[") else content.splitlines()
    place = chance.randrange(len(pieces)) if pieces else 0
    try:
        value = json.loads(pieces[place])
    except (ValueError, IndexError, RecursionError):
        return content
    pieces[place] = json.dumps(_spoil(value, chance)).encode()
    return b"\n".join(pieces)


def _spoil(value: object, chance: Random) -> object:
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    if not keys or chance.random() < 0.1:
        return chance.choice(WRONG_VALUES)
    key = chance.choice(keys)
    value[key] = _spoil(value[key], chance)  # type: ignore[index]
    return value


DAMAGES: list[Damage] = [
    truncate,
    flip_bytes,
    swap_columns,
    rename_column,
    wrong_encoding,
    huge_field,
    repeat_piece,
    insert_token,
    wrong_types,
    wrong_types,
]
