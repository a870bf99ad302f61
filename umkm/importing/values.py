"""What a cell means: spreadsheets turn numbers into floats, and people write amounts as they say them."""

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any

#: From here on a spreadsheet program keeps only fifteen digits of a number: the last ones are lost for good.
EXACT = 10**15
_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?\s*[eE]\s*\+?[0-9]+")
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
_NOTHING = frozenset(
    {
        "-",
        "--",
        "–",
        "—",
        "0",
        "tidak ada",
        "tdk ada",
        "belum ada",
        "belum",
        "n/a",
        "na",
        "nihil",
        ".",
    }
)
_SCALES = {
    "rb": 10**3, "ribu": 10**3, "k": 10**3,
    "jt": 10**6, "juta": 10**6, "jta": 10**6,
    "m": 10**9, "milyar": 10**9, "miliar": 10**9, "milyard": 10**9,
}  # fmt: skip
_AMOUNT = re.compile(r"(?P<number>[0-9][0-9.,]*)\s*(?P<scale>[a-z]*)")


class Unreadable(ValueError):
    """The cell holds something, and it is not what its column is for."""


def text_of(cell: Any) -> str:
    """One line of plain text; a formula that failed is nothing."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    text = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in str(cell))
    text = " ".join(text.split())
    return "" if text in _ERRORS else text


def failed_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.strip() in _ERRORS


def stated(cell: Any) -> str:
    """The same, with what people write for "nothing" as nothing."""
    text = text_of(cell)
    return "" if text.lower() in _NOTHING else text


def lost_digits(cell: Any) -> bool:
    """A number of so many digits that the spreadsheet program has rounded it: 3.31E+15."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return abs(cell) >= EXACT
    return bool(_EXPONENT.fullmatch(str(cell or "").strip()))


def digits_of(cell: Any, *, length: int = 0) -> str:
    """An identifier; a number has lost its leading zeros, which `length` brings back."""
    text = stated(cell).lstrip("'’`")
    if isinstance(cell, int | float) and text:
        return text.zfill(length)
    return text


def amount_of(cell: Any) -> int | None:
    """Whole rupiah: 1500000.0, "Rp 1.500.000,-", "1,5 juta", "500rb". Raises Unreadable."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell < 0 or cell >= EXACT:
            raise Unreadable
        return round(cell)
    text = stated(cell).lower()
    if not text:
        return 0 if text_of(cell) == "0" else None
    text = re.sub(r"^(?:rp|idr)\.?\s*|[,.]\s*-+$|\s*(?:rupiah|/.*|per .*)$", "", text).strip()
    found = _AMOUNT.fullmatch(text)
    if not found or (found["scale"] and found["scale"] not in _SCALES):
        raise Unreadable
    scale = _SCALES.get(found["scale"], 1)
    value = round(_decimal(found["number"], has_scale=scale > 1) * scale)
    if not 0 <= value < EXACT:
        raise Unreadable
    return value


def quantity_of(cell: Any) -> tuple[int | None, str]:
    """(whole number, the word behind it): "1.200 potong/bulan" -> (1200, "potong"). Raises Unreadable."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return amount_of(cell), ""
    text = stated(cell).lower()
    if not text:
        return None, ""
    found = _AMOUNT.match(text)
    if not found or not _decimal(found["number"], has_scale=False).is_integer():
        raise Unreadable
    return int(_decimal(found["number"], has_scale=False)), found["scale"]


def _decimal(text: str, *, has_scale: bool) -> float:
    """ "1.500.000" and "1,500,000" are whole; "1,5" and "1.5" have a fraction; "1.500" is whole unless a scale follows."""
    text = text.rstrip(".,")
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?", text) and not (
        has_scale and text.count(".") == 1 and len(text) <= 5
    ):
        return float(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?", text) and not (
        has_scale and text.count(",") == 1 and len(text) <= 5
    ):
        return float(text.replace(",", ""))
    if re.fullmatch(r"[0-9]+([.,][0-9]+)?", text):
        return float(text.replace(",", "."))
    raise Unreadable


def is_woman(cell: Any) -> bool | None:
    """ "P", "Perempuan", "Pr", "Wanita" -> True; "L", "Laki-laki", "Pria" -> False."""
    text = stated(cell).lower()
    if text in {"p", "pr", "w", "f"} or text.startswith(("perempuan", "wanita")):
        return True
    if text in {"l", "lk", "m"} or text.startswith(("laki", "pria")):
        return False
    return None
