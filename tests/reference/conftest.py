"""Tables loaded for one regency alone, and copies of the data files that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kemitraan.reference.files import DATA
from kemitraan.reference.models import (
    CertificateKind,
    Cluster,
    Concept,
    District,
    Kbli,
    PlainWord,
    Regency,
    Unit,
    Village,
)
from kemitraan.reference.services import load_reference


@pytest.fixture
def nothing_loaded(db):
    """The tables as a migration leaves them, without what the test session loaded."""
    Concept.objects.update(broader=None)
    measured = Unit.objects.exclude(base=None)
    for rows in (
        PlainWord,
        Concept,
        CertificateKind,
        Kbli,
        measured,
        Unit,
        Cluster,
        Village,
        District,
        Regency,
    ):
        getattr(rows, "objects", rows).all().delete()


@pytest.fixture
def klaten(nothing_loaded):
    return load_reference("33.10")


@pytest.fixture
def pamekasan(nothing_loaded):
    return load_reference("35.28")


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of the data files."""
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def rewrite(data) -> Callable[[str, str, str], None]:
    """rewrite("units.csv", "potong,20", "potong,0"): the one place where these letters stand."""

    def write(name: str, old: str, new: str) -> None:
        path = data / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return write
