"""The same chance every time: numbers that look drawn and come from what they are for."""

from hashlib import blake2b


def wobble(spread, *what):
    """A number of thousandths between 1000 - spread and 1000 + spread, always the same for
    the same things."""
    text = "|".join(map(str, what)).encode()
    drawn = int.from_bytes(blake2b(text, digest_size=4).digest())
    return 1000 - spread + drawn % (2 * spread + 1)
