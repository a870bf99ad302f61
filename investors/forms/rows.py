"""Rows of the company's form: KBLI codes and further contacts. Without a script too there is room for two more."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from investors.countries import SpokenLanguage
from investors.models import Company
from kemitraan.identifiers import parse_telephone
from kemitraan.reference.models import Kbli

#: How many rows a page offers at least, and at most (a NIB names a few dozen fields of business at the very most).
FEWEST_KBLI, MOST_KBLI, MOST_CONTACTS = 3, 40, 8

_KBLI, _CONTACT = "kbli_{}", "contact_{}_{}"
_PARTS = ("name", "function", "email", "telephone", "languages")


def _rows(form, name: str, present: int, *, fewest: int, spare: int, most: int) -> range:
    """Numbers of the rows to show, from 1: what is kept and some more, or all that were sent."""
    wanted = max(fewest, present + spare)
    if form.is_bound:
        while wanted < most and name.format(wanted + 1) in form.data:
            wanted += 1
    return range(1, min(wanted, most) + 1)


# ── KBLI ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def add_kbli_rows(form, company: Company | None) -> list[str]:
    """Fields kbli_1 (the main one), kbli_2 ...; their names. One query for all the choices."""
    codes = list(Kbli.objects.order_by("-version", "code"))
    choices = [("", _("Pilih kode")), *((str(row.pk), _label(row)) for row in codes)]
    form.kbli_by_key = {str(row.pk): row for row in codes}
    present = [row.kbli_id for row in company.activities.all()] if company else []
    names = []
    for number in _rows(form, _KBLI, len(present), fewest=FEWEST_KBLI, spare=2, most=MOST_KBLI):
        name = _KBLI.format(number)
        form.fields[name] = forms.ChoiceField(
            label=_("KBLI utama") if number == 1 else _("KBLI %(number)s") % {"number": number},
            help_text=_MAIN_HELP if number == 1 else "",
            choices=choices,
            required=False,
            error_messages={"invalid_choice": _("Pilih kode KBLI dari daftar.")},
            widget=forms.Select(
                attrs={
                    "data-combobox": _("Ketik kode atau sebagian judul"),
                    "data-found": _("kode cocok"),
                    "data-none": _("Tidak ada kode seperti itu."),
                }
            ),
        )
        if number <= len(present):
            form.initial[name] = str(present[number - 1])
        names.append(name)
    return names


_MAIN_HELP = _(
    "Seperti di NIB, dengan versinya: angka yang sama dapat berarti usaha lain di KBLI 2020 dan KBLI 2025. "
    "Untuk PMA, nilai investasi di atas Rp10 miliar dihitung per kode KBLI lima angka per lokasi proyek, di luar tanah "
    "dan bangunan (Peraturan BKPM 5/2025); petugas tidak menolak pendaftaran karena itu."
)


def _label(kbli: Kbli) -> str:
    return f"{kbli.code} {kbli.title} · {kbli.get_version_display()}"


def take_kbli(form) -> list[Kbli]:
    """The chosen codes in the order of the rows; one that stands twice is said beside the second."""
    chosen: list[Kbli] = []
    for name in form.kbli_rows:
        key = form.cleaned_data.pop(name, "")
        if not key:
            continue
        kbli = form.kbli_by_key[key]
        if kbli in chosen:
            form.add_error(name, _("Kode ini sudah disebut di atas."))
        chosen.append(kbli)
    return chosen


# ── Further contacts ─────────────────────────────────────────────────────────────────────────────────────────────────


def add_contact_rows(form, company: Company | None) -> list[list[str]]:
    """Fields contact_2_name, contact_2_function ...; their names by row."""
    present = list(company.contacts.all()) if company else []
    first = _CONTACT.format("{}", "name")
    numbers = _rows(form, first, len(present) + 1, fewest=2, spare=1, most=MOST_CONTACTS + 1)
    rows = []
    for number in numbers[1:]:
        fields = {
            "name": forms.CharField(label=_("Nama"), max_length=150, required=False),
            "function": forms.CharField(label=_("Jabatan"), max_length=100, required=False),
            "email": forms.EmailField(label=_("E-mail"), required=False),
            "telephone": forms.CharField(
                label=_("Telepon"),
                max_length=30,
                required=False,
                widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
            ),
            "languages": forms.MultipleChoiceField(
                label=_("Bahasa yang dipakai"),
                choices=SpokenLanguage.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            ),
        }
        row = {_CONTACT.format(number, part): field for part, field in fields.items()}
        form.fields.update(row)
        if number - 2 < len(present):
            for part in _PARTS:
                name = _CONTACT.format(number, part)
                form.initial[name] = getattr(present[number - 2], part)
        rows.append(list(row))
    return rows


def take_contacts(form) -> list[dict[str, Any]]:
    """Fields of CompanyContact for each row in which something stands; an emptied row is a contact that goes."""
    contacts = []
    for names in form.contact_rows:
        given = {
            part: form.cleaned_data.pop(name, "") for part, name in zip(_PARTS, names, strict=True)
        }
        if not any(given.values()) or any(name in form.errors for name in names):
            continue
        name, _function, email, telephone, _languages = names
        if not given["name"]:
            form.add_error(name, _("Tulis nama orangnya."))
        if not given["email"] and not given["telephone"]:
            form.add_error(email, _("Tulis e-mail atau telepon."))
        if given["telephone"]:
            try:
                given["telephone"] = parse_telephone(given["telephone"])
            except ValidationError as error:
                form.add_error(telephone, error)
        contacts.append(given)
    return contacts
