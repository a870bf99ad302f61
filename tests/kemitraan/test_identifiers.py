"""Numbers of people and firms: what is refused, what is only remarked on, and how they are shown."""

from datetime import date

import phonenumbers
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from kemitraan.identifiers import (
    mask_nik,
    mask_npwp,
    nik_remarks,
    parse_nib,
    parse_nik,
    parse_npwp,
    parse_telephone,
    show_npwp,
)

TODAY = date(2026, 11, 24)
BUDI, SITI = "3310031708850001", "3310035708850002"  # born on 17 August 1985


def codes(nik):
    return [remark.code for remark in nik_remarks(nik, regency="33.10", today=TODAY)]


@pytest.mark.parametrize("text", ["3310031708850001", "3310 0317 0885 0001", "331003.170885.0001"])
def test_a_nik_is_sixteen_digits_however_grouped(text):
    assert parse_nik(text) == BUDI


@pytest.mark.parametrize(
    "text", ["", "331003170885000", "33100317088500011", "3.31E+15", "33100317O8850001", "1" * 16]
)
def test_another_shape_is_refused(text):
    with pytest.raises(ValidationError) as refusal:
        parse_nik(text)
    assert refusal.value.code == "invalid_nik"


@pytest.mark.parametrize("nik", [BUDI, SITI])
def test_nothing_is_odd_about_people_of_the_place(nik):
    assert codes(nik) == []


@pytest.mark.parametrize(
    ("nik", "expected"),
    [
        ("3273011708850001", ["nik_region_elsewhere"]),
        ("9971011708850001", ["nik_region_unknown"]),
        ("3310033002850001", ["nik_birth_date_impossible"]),
        ("3310033513850001", ["nik_birth_date_impossible"]),
        ("3310031708850000", ["nik_serial_zero"]),
    ],
)
def test_region_and_birth_date_are_remarked_on_and_never_refused(nik, expected):
    assert parse_nik(nik) == nik
    assert codes(nik) == expected


def test_the_remark_names_the_place_and_says_itself_in_words():
    (remark,) = nik_remarks("3273011708850001", regency="33.10", today=TODAY)
    assert remark.values == {"place": "Bandung, Jawa Barat"}
    assert "Bandung, Jawa Barat" in str(remark)


def test_two_digits_of_a_year_mean_somebody_who_can_hold_a_card():
    assert codes("3310031708050001") == []  # 2005, not 1905
    assert codes("3310031708260001") == []  # 1926: nobody of 2026 has a card


@given(st.text("0123456789", min_size=16, max_size=16))
def test_no_nik_of_sixteen_digits_breaks_the_remarks(nik):
    nik_remarks(nik, regency="33.10", today=TODAY)


@pytest.mark.parametrize(
    ("text", "npwp"),
    [
        ("01.312.166.0-091.000", "013121660091000"),
        ("0013121660091000", "0013121660091000"),
        (BUDI, BUDI),
    ],
)
def test_npwp_has_an_old_and_a_new_form(text, npwp):
    assert parse_npwp(text) == npwp


@pytest.mark.parametrize("text", ["", "01.312.166.1-091.000", "0013121661091000", "12345"])
def test_npwp_with_a_wrong_check_digit_or_length_is_refused(text):
    with pytest.raises(ValidationError) as refusal:
        parse_npwp(text)
    assert refusal.value.code == "invalid_npwp"


@given(st.text("0123456789", min_size=8, max_size=8))
def test_of_ten_check_digits_one_is_right(body):
    accepted = 0
    for digit in "0123456789":
        try:
            parse_npwp(f"{body}{digit}091000")
        except ValidationError:
            continue
        accepted += 1
        assert luhn.is_valid(body + digit)
    assert accepted == 1


def test_masks_show_what_its_owner_knows_again_and_no_more():
    assert mask_nik(BUDI) == "3310••••••••0001"
    assert mask_npwp("013121660091000") == "01•••••••••••00"
    assert mask_nik("") == mask_npwp("") == ""
    assert show_npwp("013121660091000") == "01.312.166.0-091.000"


@pytest.mark.parametrize("text", ["1234567890123", "1234 5678 9012 3", "1234-5678-90123"])
def test_a_nib_is_thirteen_digits(text):
    assert parse_nib(text) == "1234567890123"


@pytest.mark.parametrize("text", ["123456789012", "12345678901234", "12345678901 2a", ""])
def test_a_nib_of_another_shape_is_refused(text):
    with pytest.raises(ValidationError):
        parse_nib(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("(0272) 321456", "+62272321456"),
        ("+65 6123 4567", "+6561234567"),
    ],
)
def test_telephones_become_international(text, number):
    assert parse_telephone(text) == number


@pytest.mark.parametrize("text", ["", "0812", "081234567890123", "nomor saya"])
def test_what_cannot_be_a_telephone_is_refused(text):
    with pytest.raises(ValidationError):
        parse_telephone(text)


@given(st.text("0123456789", min_size=8, max_size=11))
def test_the_short_way_for_mobiles_says_what_the_numbering_plan_says(rest):
    number = phonenumbers.parse(f"08{rest}", "ID")
    assert phonenumbers.is_possible_number(number)
    assert parse_telephone(f"08{rest}") == phonenumbers.format_number(number, 0)
