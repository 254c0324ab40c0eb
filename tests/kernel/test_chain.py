"""Hash links and Merkle trees; vectors of RFC 6962 as published with its reference implementation."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anmulong.kernel.chain import check_proof, link, merkle_proof, merkle_root


LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def other_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1 word for word, by the largest power of two below n."""
    if len(leaves) < 2:
        return sha256(b"\x00" + leaves[0]) if leaves else sha256(b"")
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + other_root(leaves[:split]) + other_root(leaves[split:]))


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_roots_of_rfc_6962(size: int, root: str) -> None:
    assert merkle_root(LEAVES[:size], sha256).hex() == root


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_root_agrees_with_the_definition(leaves: list[bytes]) -> None:
    assert merkle_root(leaves, sha256) == other_root(leaves)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_each_proof_holds_and_no_changed_one(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    size, root = len(leaves), merkle_root(leaves, sha256)
    proof = merkle_proof(leaves, index, sha256)
    where = {"size": size, "root": root, "digest": sha256}
    assert check_proof(leaves[index], proof, index=index, **where)
    assert not check_proof(leaves[index] + b"x", proof, index=index, **where)
    assert not check_proof(leaves[index], (*proof, root), index=index, **where)
    assert not check_proof(leaves[index], proof, index=size, **where)
    if proof:
        assert not check_proof(leaves[index], proof[:-1], index=index, **where)
        assert not check_proof(leaves[index], (sha256(proof[0]), *proof[1:]), index=index, **where)


def test_no_proof_for_a_leaf_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        merkle_proof([b"a"], 1, sha256)


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=40))
def test_links_differ_when_any_part_differs(previous: bytes, body: bytes, other: bytes, changed: bytes) -> None:
    same = (previous, body) == (other, changed)
    assert (link(previous, body, sha256) == link(other, changed, sha256)) is same


def test_link_is_pinned() -> None:
    """Stored chains must stay checkable: the form of a link never changes."""
    assert link(b"", b"{}", sha256) == sha256(b"anmulong/link/1\x00\x00\x00\x00\x00{}")
    assert link(b"p", b"{}", sha256) == sha256(b"anmulong/link/1\x00\x00\x00\x00\x01p{}")
