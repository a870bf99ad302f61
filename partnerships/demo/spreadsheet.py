"""A spreadsheet of invented UMKM as a kabupaten really keeps one: odd headers, slips of the pen, lines that come twice.

What is spoiled is drawn before it is spoiled, and told beside the file: {kind: [lines]} and what an import into an empty
register has to make of each line. So the reader is checked against what was done, not against what it says of itself.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import rustpy_xlsxwriter as xlsx

from partnerships.demo.firms import FirmMaker

#: Firms of the spreadsheet are not those of the demo.
FIRST = 1_000_000
HEADERS = (
    "NO.", "  Nama  UMKM *", "Nama Pelaku Usaha", "No. KTP / NIK", "N I B", "NPWP", "No. HP/WA", "Alamat Usaha",
    "Desa / Kel.", "Kec.", "Jenis Usaha", "Produk Unggulan", "Satuan", "Kapasitas Produksi / Bulan", "Harga Jual (Rp)",
    "Omset / Tahun (Rp)", "Modal Usaha", "L/P", "Ket.",
)  # fmt: skip
TITLE = ("DATA UMKM BINAAN TAHUN 2026", "Sumber: pendataan kecamatan", "")
#: Where the first line of data stands, counted as spreadsheet programs count.
BEGIN = len(TITLE) + 2

#: kind: (share of all lines, what becomes of the line). The rest of the lines is as it should be.
SPOILS = {
    "nik_too_short": (0.02, "create"),
    "nik_as_number": (0.03, "create"),
    "nik_in_powers": (0.01, "create"),
    "nik_of_elsewhere": (0.02, "create"),
    "npwp_wrong_digit": (0.01, "create"),
    "nib_too_short": (0.01, "create"),
    "village_misspelt": (0.03, "create"),
    "formula_as_name": (0.001, "create"),
    "owner_has_two_firms": (0.01, "create"),
    "second_product": (0.04, "change"),
    "line_again": (0.03, "skip"),
    "line_again_misspelt": (0.01, "skip"),
    "no_telephone": (0.01, "skip"),
    "telephone_too_short": (0.005, "skip"),
    "village_of_nowhere": (0.01, "skip"),
    "empty_line": (0.004, "nothing"),
}
#: Kinds that spoil a line of a firm that came earlier.
_LATER = ("owner_has_two_firms", "second_product", "line_again", "line_again_misspelt")


class MessySheet:
    """Lines of `firms` firms and of what people made of them; `record` is complete when all lines were taken."""

    def __init__(self, firms: int, *, regency: str, seed: int, today: date):
        self.maker = FirmMaker(regency, seed=seed, today=today)
        self.chance = random.Random(f"{seed}/spreadsheet/{firms}")
        self.regency, self.firms = regency, firms
        self.spoiled: dict[str, list[int]] = defaultdict(list)
        self.outcome: dict[str, int] = dict.fromkeys(("create", "change", "skip"), 0)
        self.line = BEGIN - 1
        #: Firms of earlier lines that were written as they should be: (number, what was written of it).
        self._earlier: list[tuple[int, dict[str, Any]]] = []
        self._names = {
            "".join(sign for sign in village.name.lower() if sign.isalnum())
            for village in self.maker.anywhere
        }

    def rows(self) -> Iterator[dict[str, Any]]:
        kinds = list(SPOILS)
        weights = [SPOILS[kind][0] for kind in kinds]
        for number in range(FIRST, FIRST + self.firms):
            kind = self.chance.choices(["", *kinds], [1 - sum(weights), *weights])[0]
            if kind in _LATER:
                if self._earlier:
                    yield self._written(kind, self._later(kind, number))
                    # The firm whose turn it is comes in its own line.
                kind = ""
            row = self._row(number)
            if kind == "village_misspelt" and not self._can_misspell(row["Desa / Kel."]):
                kind = ""
            if kind == "empty_line":
                yield self._written(kind, dict.fromkeys(HEADERS))
                kind = ""
            if kind:
                self._spoil(kind, row)
            elif len(self._earlier) < 5000:
                self._earlier.append((number, dict(row)))
            yield self._written(kind, row)

    def record(self) -> dict[str, Any]:
        return {
            "firms": self.firms,
            "lines": sum(self.outcome.values()),
            "expected": dict(self.outcome),
            "spoiled": {kind: self.spoiled.get(kind, []) for kind in SPOILS},
        }

    def _written(self, kind: str, row: dict[str, Any]) -> dict[str, Any]:
        self.line += 1
        if kind:
            self.spoiled[kind].append(self.line)
        outcome = SPOILS[kind][1] if kind else "create"
        if outcome != "nothing":
            self.outcome[outcome] += 1
            row["NO."] = self.line - BEGIN + 1
        return row

    # ── Lines as they should be, in the many ways of writing the same ────────────────────────────────────────────────

    def _row(self, number: int) -> dict[str, Any]:
        firm, product = self._firm(number)
        chance = random.Random(f"row/{number}")
        village = firm["village"]
        sales = chance.randint(10, 1800) * 1_000_000
        return {
            "NO.": None,
            "  Nama  UMKM *": _cased(firm["name"], chance),
            "Nama Pelaku Usaha": _cased(firm["owner_name"], chance),
            "No. KTP / NIK": self._nik(number, firm["women_owned"]),
            "N I B": firm["nib"] or chance.choice(["", "-", "belum ada"]),
            "NPWP": _npwp(number) if chance.random() < 0.3 else "",
            "No. HP/WA": _telephone(firm["telephone"], chance),
            "Alamat Usaha": firm["address"],
            "Desa / Kel.": _cased(chance.choice(["", "", "Desa "]) + village.name, chance),
            "Kec.": _cased(village.district.name, chance),
            "Jenis Usaha": chance.choice([firm["cluster_id"].replace("-", " "), firm["cluster_id"].upper()]),
            **self._goods(product, chance),
            "Omset / Tahun (Rp)": chance.choice([sales, f"Rp {sales:,}".replace(",", "."), f"{sales // 10**6} juta"]),
            "Modal Usaha": chance.choice([None, sales // 4, f"{sales // 4:,},-".replace(",", ".", 3)[:-2]]),
            "L/P": "P" if firm["women_owned"] else chance.choice(["L", "Laki-laki"]),
            "Ket.": chance.choice([None, None, "sudah dibina", "ok"]),
        }  # fmt: skip

    def _firm(self, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        registration = self.maker.firm(number)
        return registration.firm, registration.products[0]

    def _goods(self, product: dict[str, Any], chance: random.Random) -> dict[str, Any]:
        capacity, price = product["capacity_month"], product["price_min"]
        return {
            "Produk Unggulan": product["name"],
            "Satuan": product["unit"].code,
            "Kapasitas Produksi / Bulan": capacity
            if chance.random() < 0.7 or capacity is None
            else f"{capacity:,}".replace(",", "."),
            "Harga Jual (Rp)": price if chance.random() < 0.6 else f"Rp. {price:,},-".replace(",", ".", 1 + (price >= 10**6)),
        }  # fmt: skip

    def _nik(self, number: int, is_woman: bool) -> str:
        """A number of its own for each firm, of somebody born between 1950 and 1999."""
        serial, rest = number % 9999 + 1, number // 9999
        day, month, year = rest % 28 + 1 + 40 * is_woman, rest // 28 % 12 + 1, 50 + rest // 336 % 50
        return f"{self.regency.replace('.', '')}01{day:02d}{month:02d}{year:02d}{serial:04d}"

    # ── What people make of them ─────────────────────────────────────────────────────────────────────────────────────

    def _can_misspell(self, village: str) -> bool:
        """Long enough to be known again, and not the beginning of another name."""
        name = "".join(
            sign for sign in village.lower().strip().removeprefix("desa ") if sign.isalnum()
        )
        return len(name) >= 8 and _doubled(name) not in self._names

    def _spoil(self, kind: str, row: dict[str, Any]) -> None:
        nik = row["No. KTP / NIK"]
        if kind == "nik_too_short":
            row["No. KTP / NIK"] = nik[:-1]
        elif kind == "nik_as_number":
            row["No. KTP / NIK"] = float(nik[:-1] + "0")
        elif kind == "nik_in_powers":
            row["No. KTP / NIK"] = f"{nik[0]},{nik[1:3]}E+15"
        elif kind == "nik_of_elsewhere":
            row["No. KTP / NIK"] = f"327301{nik[6:]}"
        elif kind == "npwp_wrong_digit":
            npwp = _npwp(self.line + FIRST)
            row["NPWP"] = f"{npwp[:8]}{(int(npwp[8]) + 1) % 10}{npwp[9:]}"
        elif kind == "nib_too_short":
            row["N I B"] = "912000000001"
        elif kind == "village_misspelt":
            row["Desa / Kel."] = _doubled(row["Desa / Kel."].strip())
        elif kind == "formula_as_name":
            row["  Nama  UMKM *"] = f'=HYPERLINK("http://x.example","{row["  Nama  UMKM *"]}")'
        elif kind == "no_telephone":
            row["No. HP/WA"] = self.chance.choice(["", "-", None])
        elif kind == "telephone_too_short":
            row["No. HP/WA"] = "0812"
        elif kind == "village_of_nowhere":
            row["Desa / Kel."] = "Antah Berantah"

    def _later(self, kind: str, number: int) -> dict[str, Any]:
        place = self.chance.randrange(len(self._earlier))
        earlier, row = self._earlier[place]
        row = dict(row)
        if kind == "owner_has_two_firms":
            row["  Nama  UMKM *"] = f"Servis Elektronik Nomor {number}"
            row["N I B"] = ""
        elif kind == "second_product":
            row["Produk Unggulan"] = f"Pesanan khusus {number}"
        elif kind == "line_again":
            row["  Nama  UMKM *"] = f" {row['  Nama  UMKM *'].upper()}  "
            row["No. HP/WA"] = f"'{row['No. HP/WA']}"
        else:
            # A number of this firm's own makes it certain, whatever else was misspelt.
            row["  Nama  UMKM *"] = _doubled(row["  Nama  UMKM *"] + " " + row["Nama Pelaku Usaha"])
            row["N I B"] = row["N I B"] if len(row["N I B"]) == 13 else ""
            if not row["N I B"]:
                row["  Nama  UMKM *"] = self._earlier[place][1]["  Nama  UMKM *"].lower()
        return row


def _doubled(text: str) -> str:
    """The last letter twice: the slip that keyboards make."""
    return f"{text}{text[-1]}"


def _cased(text: str, chance: random.Random) -> str:
    return chance.choice([text, text, text.upper(), f" {text} ", text.replace(" ", "  ")])


def _telephone(number: str, chance: random.Random) -> Any:
    local = number.removeprefix("+62")
    grouped = f"0{local[:3]}-{local[3:7]}-{local[7:]}"
    return chance.choice([f"0{local}", grouped, number, f"62{local}", int(local)])


def _npwp(number: int) -> str:
    """Fifteen digits with the check digit that belongs to them."""
    body = f"{number % 10**8:08d}"
    total = 0
    for at, sign in enumerate(reversed(body)):
        value = int(sign) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{body}{(10 - total % 10) % 10}525000"


def write_messy_sheet(
    target: Path, firms: int, *, regency: str, seed: int, today: date
) -> dict[str, Any]:
    """Write the spreadsheet, and what was spoiled beside it as JSON: that record."""
    sheet = MessySheet(firms, regency=regency, seed=seed, today=today)
    last = len(HEADERS) - 1
    xlsx.write_worksheet(
        sheet.rows(),
        str(target),
        sheet_name="Data UMKM",
        header_row=len(TITLE),
        merge_ranges=[(at, 0, at, last, line) for at, line in enumerate(TITLE) if line],
    )
    record = sheet.record()
    target.with_suffix(".json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    return record
