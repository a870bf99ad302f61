"""One line of a spreadsheet as a firm with its product: what could be understood, and a remark on all that was odd.

A remark with a code of FATAL keeps the line out; every other one only tells the official what was left out or read in
another way. What is left empty can be brought later by the same line with better data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from kemitraan.identifiers import nik_remarks, parse_nib, parse_nik, parse_npwp, parse_telephone
from kemitraan.sealing import fingerprint, seal
from umkm.importing.lookups import Lookups
from umkm.importing.values import (
    Unreadable,
    amount_of,
    digits_of,
    failed_formula,
    is_woman,
    lost_digits,
    quantity_of,
    stated,
    text_of,
)
from umkm.sameness import Traits, name_key
from umkm.sizes import Limits

FATAL = frozenset(
    {
        "no_name",
        "no_owner",
        "no_telephone",
        "bad_telephone",
        "no_village",
        "unknown_village",
        "many_villages",
        "repeated",
        "same_firm",
    }
)
_LONGEST = {
    "name": 150,
    "owner_name": 150,
    "address": 200,
    "product_name": 150,
    "description": 2000,
}
_FORMS = {
    "koperasi": "koperasi", "ksp": "koperasi", "kud": "koperasi", "kub": "kub", "kelompok": "kub", "pokdarwis": "kub",
    "gapoktan": "kub", "poktan": "kub", "bumdes": "bumdes", "bumdesa": "bumdes", "bumdesma": "bumdes",
}  # fmt: skip
#: The largest quantity of a PostgreSQL integer.
_MOST = 2_000_000_000


@dataclass
class ParsedRow:
    """`values` by the names of ImportRow's columns; NIK and NPWP are sealed already."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    remarks: list[dict[str, Any]] = field(default_factory=list)

    def remark(self, code: str, **values: Any) -> None:
        self.remarks.append({"code": code, "values": values})

    @property
    def is_fatal(self) -> bool:
        return any(remark["code"] in FATAL for remark in self.remarks)

    @property
    def traits(self) -> Traits:
        names = ("nib_print", "nik_print", "telephone_print", "village_id", "name_key", "owner_key")
        return Traits(*(self.values.get(name) or "" for name in names))


@dataclass(frozen=True)
class Reader:
    """What lines of one file are read with."""

    columns: Mapping[int, str]
    lookups: Lookups
    limits: Limits
    regency: str
    today: date

    def read(self, number: int, cells: list[Any]) -> ParsedRow | None:
        """None for a line without anything in the columns that we know."""
        given = {name: cells[at] for at, name in self.columns.items() if at < len(cells)}
        if not any(stated(cell) for cell in given.values()):
            return None
        row = ParsedRow(number)
        for name, cell in given.items():
            if failed_formula(cell):
                row.remark("formula", column=name)
        self._names(row, given)
        self._telephone(row, given.get("telephone"))
        self._place(row, given)
        self._numbers(row, given)
        self._firm(row, given)
        self._product(row, given)
        row.values["name_key"] = name_key(row.values["name"])
        row.values["owner_key"] = name_key(row.values["owner_name"])
        return row

    def _text(self, row: ParsedRow, given: Mapping[str, Any], name: str) -> str:
        text = stated(given.get(name))
        if len(text) > _LONGEST[name]:
            row.remark("too_long", column=name, most=_LONGEST[name])
            text = text[: _LONGEST[name]].rstrip()
        return text

    def _names(self, row: ParsedRow, given: Mapping[str, Any]) -> None:
        name, owner = (self._text(row, given, column) for column in ("name", "owner_name"))
        if not name and owner:
            name = f"Usaha {owner}"[:150]
            row.remark("name_from_owner")
        elif not name:
            row.remark("no_name")
        if not owner:
            row.remark("no_owner")
        row.values.update(name=name, owner_name=owner)

    def _telephone(self, row: ParsedRow, cell: Any) -> None:
        row.values.update(telephone="", telephone_print="")
        text = digits_of(cell)
        if not text:
            row.remark("no_telephone")
            return
        # The first of several, and the zero that a number has lost.
        first = text.replace(";", "/").replace(",", "/").replace("|", "/").split("/")[0].strip()
        if first != text:
            row.remark("first_telephone")
        if first.startswith("8"):
            first = f"0{first}"
        try:
            telephone = parse_telephone(first)
        except ValidationError:
            row.remark("bad_telephone", text=text[:40])
            return
        row.values.update(telephone=telephone, telephone_print=fingerprint("telephone", telephone))

    def _place(self, row: ParsedRow, given: Mapping[str, Any]) -> None:
        village, district = stated(given.get("village")), stated(given.get("district"))
        row.values["village_id"] = None
        if not village:
            row.remark("no_village")
            return
        found = self.lookups.place(village, district)
        if found.choices:
            row.remark("many_villages", text=village[:60], choices="; ".join(found.choices[:5]))
        elif found.code is None:
            row.remark("unknown_village", text=f"{village}, {district}".strip(", ")[:80])
        elif found.read_as:
            row.remark("village_read_as", text=village[:60], name=found.read_as)
        row.values["village_id"] = found.code

    def _numbers(self, row: ParsedRow, given: Mapping[str, Any]) -> None:
        row.values.update(nik="", nik_print="", npwp="", npwp_print="", nib=None, nib_print="")
        nik = self._number(row, "nik", given.get("nik"), parse_nik)
        if nik:
            row.values.update(nik=seal(nik), nik_print=fingerprint("nik", nik))
            for remark in nik_remarks(nik, regency=self.regency, today=self.today):
                row.remark(remark.code, **remark.values)
        npwp = self._number(row, "npwp", given.get("npwp"), parse_npwp, length=15)
        if npwp:
            row.values.update(npwp=seal(npwp), npwp_print=fingerprint("npwp", npwp))
        nib = self._number(row, "nib", given.get("nib"), parse_nib, length=13)
        if nib:
            row.values.update(nib=nib, nib_print=fingerprint("nib", nib))

    def _number(self, row: ParsedRow, name: str, cell: Any, parse, *, length: int = 0) -> str:
        """The bare digits, or "" with a remark: a firm is not kept out because a number of it is wrong."""
        if lost_digits(cell):
            row.remark("lost_digits", column=name)
            return ""
        text = digits_of(cell, length=length)
        if not text:
            return ""
        try:
            return parse(text)
        except ValidationError:
            # What was typed stays out of the remark: it may be most of a person's number.
            row.remark("bad_number", column=name, count=sum(sign.isdigit() for sign in text))
            return ""

    def _amount(self, row: ParsedRow, given: Mapping[str, Any], name: str) -> int | None:
        try:
            return amount_of(given.get(name))
        except Unreadable:
            row.remark("not_an_amount", column=name, text=text_of(given.get(name))[:40])
            return None

    def _firm(self, row: ParsedRow, given: Mapping[str, Any]) -> None:
        yearly = self._amount(row, given, "yearly_sales_rupiah")
        monthly = self._amount(row, given, "monthly_sales")
        if yearly is None and monthly is not None:
            yearly = monthly * 12
        words = (
            f"{stated(given.get('form'))} {row.values['name']}".lower().replace(".", " ").split()
        )
        row.values.update(
            form=next((_FORMS[word] for word in words if word in _FORMS), "single"),
            address=self._text(row, given, "address"),
            description=self._text(row, given, "description"),
            women_owned=is_woman(given.get("women_owned")),
            capital_rupiah=self._amount(row, given, "capital_rupiah"),
            yearly_sales_rupiah=yearly,
        )
        size = self.limits.size_of(row.values["capital_rupiah"], yearly)
        row.values.update(size.fields())

    def _product(self, row: ParsedRow, given: Mapping[str, Any]) -> None:
        kbli = self.lookups.kbli_of(text_of(given.get("kbli")))
        name = self._text(row, given, "product_name")
        written = stated(given.get("cluster"))
        cluster = self.lookups.cluster(written) if written else None
        cluster = (
            cluster or (kbli[1] if kbli else None) or (self.lookups.cluster(name) if name else None)
        )
        if cluster is None:
            cluster = self.lookups.outside
            row.remark("cluster_assumed", text=written[:60])
        row.values.update(cluster_id=cluster, kbli_id=kbli[0] if kbli else None, product_name=name)
        try:
            capacity, word = quantity_of(given.get("capacity_month"))
        except Unreadable:
            capacity, word = None, ""
            row.remark(
                "not_an_amount",
                column="capacity_month",
                text=text_of(given.get("capacity_month"))[:40],
            )
        if capacity is not None and not 0 < capacity <= _MOST:
            capacity = None
        written = stated(given.get("unit")) or word
        unit = self.lookups.unit(written)
        if name and unit is None:
            unit = self.lookups.any_unit
            row.remark("unit_assumed", text=written[:40])
        low, high = self._amount(row, given, "price_min"), self._amount(row, given, "price_max")
        if low is not None and high is not None and high < low:
            low, high = high, low
        row.values.update(
            unit_id=unit, capacity_month=capacity, price_min=low or None, price_max=high or None
        )
        if not name:
            row.remark("no_product")
