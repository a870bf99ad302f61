"""The engine knows no clock, no chance, no file and no framework: it computes, and that is all."""

import ast
from pathlib import Path

import pytest

from kemitraan import lexicon
from partnerships import matching

SOURCES = sorted(
    source for room in (matching, lexicon) for source in Path(room.__file__).parent.glob("*.py")
)
OWN = ("partnerships.matching", "kemitraan.lexicon")
PURE = {
    "collections",
    "copy",
    "dataclasses",
    "datetime",
    "functools",
    "hashlib",
    "itertools",
    "math",
    "numpy",
    "rapidfuzz",
    "re",
    "Stemmer",
    "types",
    "typing",
    "unicodedata",
    # they compute; numpy's chance is asked after below
    "scipy",
}
CLOCK = {"today", "now", "utcnow"}


def imported(tree) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    return names


def test_all_sources_are_looked_at():
    assert {
        "engine.py",
        "index.py",
        "rules.py",
        "score.py",
        "spelling.py",
        "reading.py",
        "types.py",
    } <= {source.name for source in SOURCES}


@pytest.mark.parametrize(
    "source", SOURCES, ids=lambda source: f"{source.parent.name}/{source.name}"
)
def test_pure(source):
    tree = ast.parse(source.read_text())
    for name in imported(tree):
        assert name.startswith(OWN) or name.split(".")[0] in PURE, name
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert not called & (CLOCK | {"open", "print", "input", "hash", "id"})
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not attributes & {"random", "default_rng", "datetime64"}
