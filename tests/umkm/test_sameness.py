"""When two firms are one: the rule itself."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from umkm.sameness import CERTAIN, REVIEW, Traits, judge, name_key, similarity


def traits(name="batik berkah", owner="sri wahyuni", village="33.10.03.2006", **numbers):
    given = {"nib": "", "nik": "", "telephone": ""} | numbers
    return Traits(**given, village=village, name_key=name, owner_key=owner)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("UD. Batik Bu Sri", "batik sri"),
        ("  BATIK   sri ", "batik sri"),
        ("CV Toko", "cv toko"),
        ("Hj. Siti (Warung)", "siti warung"),
        ("", ""),
    ],
)
def test_names_are_compared_without_titles(text, key):
    assert name_key(text) == key


@pytest.mark.parametrize(
    ("one", "other", "certainty"),
    [
        # A number of the firm, or of its person together with its name.
        (traits(nib="1"), traits("mebel jati", "joko", "x", nib="1"), CERTAIN),
        (traits(nik="1"), traits("batik berkahh", nik="1"), CERTAIN),
        (traits(telephone="1"), traits("batik brkah", telephone="1"), REVIEW),
        (traits(telephone="1"), traits(telephone="1", village="x"), CERTAIN),
        # One person with two firms.
        (traits(nik="1"), traits("servis elektronik", nik="1"), REVIEW),
        (traits(telephone="1"), traits("servis elektronik", telephone="1"), REVIEW),
        # Contradicting numbers.
        (traits(telephone="1", nik="1"), traits(telephone="1", nik="2", village="x"), REVIEW),
        (traits(nik="1"), traits(nik="2"), None),
        (traits(nib="1"), traits(nib="2"), None),
        # What can stand in the register only once is the same whatever else was typed.
        (traits(telephone="1", nik="1"), traits(telephone="1", nik="2"), CERTAIN),
        # Names alone, in one village.
        (traits(), traits("batik berkah jaya"), REVIEW),
        (traits(), traits(village="x"), None),
        (traits(), traits(owner="joko susilo"), None),
        (traits(), traits("mebel jati makmur"), None),
    ],
)
def test_certain_review_or_nothing(one, other, certainty):
    for pair in ((one, other), (other, one)):
        judged = judge(*pair)
        assert (judged and judged.certainty) == certainty


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    st.text("abcde ", min_size=1, max_size=24),
    st.text("abcde ", min_size=1, max_size=24),
)
def test_likeness_is_what_the_database_says(one, other):
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity(%s, %s)", [one, other])
        assert similarity(one, other) == pytest.approx(cursor.fetchone()[0], abs=1e-6)
