"""Hash chains of journal entries and Merkle trees of a day's chain heads.

The digest function is handed in (SHA-256 or SM3), so that one code serves both cipher suites. Every kind of input
carries its own prefix: a chain link can never be taken for a leaf, nor a leaf for a node.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias


Digest: TypeAlias = Callable[[bytes], bytes]

_LINK = b"anmulong/link/1\x00"
_LEAF = b"\x00"
_NODE = b"\x01"


def link(previous: bytes, body: bytes, digest: Digest) -> bytes:
    """The hash of an entry: previous hash (empty for the first entry) and canonical body, unambiguously joined."""
    return digest(_LINK + len(previous).to_bytes(4, "big") + previous + body)


def merkle_root(leaves: Sequence[bytes], digest: Digest) -> bytes:
    """The root over `leaves` in the given order, built as RFC 6962 section 2.1; of no leaves: digest of nothing."""
    if not leaves:
        return digest(b"")
    level = [digest(_LEAF + leaf) for leaf in leaves]
    while len(level) > 1:
        level = _next_level(level, digest)
    return level[0]


def merkle_proof(leaves: Sequence[bytes], index: int, digest: Digest) -> tuple[bytes, ...]:
    """The sibling hashes from leaf `index` up to the root (RFC 6962 audit path); IndexError when there is no leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    level = [digest(_LEAF + leaf) for leaf in leaves]
    path = []
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        level = _next_level(level, digest)
        index //= 2
    return tuple(path)


def check_proof(leaf: bytes, proof: Sequence[bytes], *, index: int, size: int, root: bytes, digest: Digest) -> bool:
    """Whether `proof` shows that `leaf` stands at `index` among `size` leaves below `root`."""
    if not 0 <= index < size:
        return False
    node = digest(_LEAF + leaf)
    rest = list(proof)
    last = size - 1
    while last > 0:
        if index % 2 or index < last:
            if not rest:
                return False
            sibling = rest.pop(0)
            node = digest(_NODE + sibling + node) if index % 2 else digest(_NODE + node + sibling)
        index //= 2
        last //= 2
    return not rest and node == root


def _next_level(level: list[bytes], digest: Digest) -> list[bytes]:
    pairs = [digest(_NODE + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return pairs + level[len(pairs) * 2 :]
