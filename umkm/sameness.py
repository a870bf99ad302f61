"""When two registered firms are one: the rule, with its reasons as codes. Pure; the database only finds what to compare.

Names are compared by the share of trigrams that they have in common, as PostgreSQL's pg_trgm counts them (a word is padded
with two blanks in front and one behind), so that what Python says of two lines of a spreadsheet is what the database says of
two rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

CERTAIN, REVIEW = "certain", "review"

#: Two names are the same with another spelling, or at least alike.
SAME_NAME, LIKE_NAME = 0.75, 0.45
#: Name and owner together, in one village, when no number says anything.
LIKE_BOTH = 0.62

#: What stands before a name without being part of it.
_TITLES = frozenset(
    "ud cv pt pd tb toko usaha umkm ukm kub bumdes koperasi kop kelompok bpk bapak pak ibu bu hj h haji hajah "
    "sdr sdri drs dr ir".split()
)

#: Words that half of a village has in its name: two firms that share only these have nothing in common.
COMMON_WORDS = frozenset(
    "batik sanggar omah lurik tenun atbm gerabah keramik tembikar kopi tani merapi susu dapur camilan keripik jenang roti "
    "snack mebel meubel jati kayu logam konveksi warung makan catering katering jaya makmur kue bengkel las penjahit "
    "jahit laundry salon kerajinan rumah sumber".split()
)


def name_key(text: str) -> str:
    """ "UD. Batik Bu Sri" -> "batik sri": words in small letters without titles; all words when there are only titles."""
    words = re.findall(r"[^\W_]+", text.lower())
    return " ".join(word for word in words if word not in _TITLES)[:150] or " ".join(words)[:150]


@lru_cache(maxsize=50_000)
def trigrams(text: str) -> frozenset[str]:
    found = set()
    for word in re.findall(r"[^\W_]+", text.lower()):
        padded = f"  {word} "
        found.update(padded[at : at + 3] for at in range(len(padded) - 2))
    return frozenset(found)


def similarity(one: str, other: str) -> float:
    """0.0 to 1.0, as pg_trgm's similarity()."""
    a, b = trigrams(one), trigrams(other)
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


@dataclass(frozen=True)
class Traits:
    """What is compared of a firm. Numbers may be fingerprints; "" is not known."""

    nib: str
    nik: str
    telephone: str
    village: str
    name_key: str
    owner_key: str


@dataclass(frozen=True)
class Judgement:
    certainty: str
    reasons: Sequence[str]
    similarity: float


def judge(one: Traits, other: Traits) -> Judgement | None:
    """CERTAIN, REVIEW, or None for two firms that have nothing to do with each other.

    A NIB belongs to one firm. A NIK and a telephone belong to a person, who may have two firms: they make it certain only
    together with the name. Numbers that contradict each other make similar names in one village a coincidence.
    """
    names = similarity(one.name_key, other.name_key)
    same_nib = bool(one.nib) and one.nib == other.nib
    same_nik = bool(one.nik) and one.nik == other.nik
    same_telephone = bool(one.telephone) and one.telephone == other.telephone
    reasons = [
        code
        for code, holds in (
            ("nib", same_nib),
            ("nik", same_nik),
            ("telephone", same_telephone),
            ("name", names >= SAME_NAME),
        )
        if holds
    ]
    # Name, village and telephone together may stand in the register only once, whatever the other numbers say.
    same_entry = same_telephone and one.village == other.village and one.name_key == other.name_key
    if same_nib or same_entry:
        return Judgement(CERTAIN, reasons, names)
    other_nib = bool(one.nib and other.nib)
    other_person = bool(one.nik and other.nik) and not same_nik
    if (same_nik or same_telephone) and names >= SAME_NAME and not (other_nib or other_person):
        return Judgement(CERTAIN, reasons, names)
    if same_nik or same_telephone:
        return Judgement(REVIEW, reasons, names)
    if one.village != other.village or other_nib or other_person:
        return None
    together = similarity(f"{one.name_key} {one.owner_key}", f"{other.name_key} {other.owner_key}")
    if together >= LIKE_BOTH and names >= LIKE_NAME:
        return Judgement(REVIEW, [*reasons, "owner", "village"], names)
    return None
