"""Which KBLI code a product probably belongs to: from its words and its cluster. A suggestion; the owner chooses.

Pure: it reads rows that it is given (see `candidates`) and nothing else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from kemitraan.reference.models import Kbli, KbliCluster

#: The version that new products are suggested a code of; older rows keep theirs.
VERSION = "2025"

#: Words of the trade, and the word of KBLI titles that they mean.
_MEANS = {
    "lurik": "atbm",
    "tenun": "tenun",
    "handuk": "tekstil",
    "kaos": "konveksi",
    "kemeja": "konveksi",
    "seragam": "konveksi",
    "daster": "konveksi",
    "celana": "konveksi",
    "jaket": "konveksi",
    "gamis": "konveksi",
    "mukena": "konveksi",
    "blangkon": "topi",
    "jilbab": "kerudung",
    "kripik": "keripik",
    "krupuk": "kerupuk",
    "karak": "kerupuk",
    "rambak": "kerupuk",
    "rempeyek": "peyek",
    "sohun": "soun",
    "mie": "mi",
    "brownies": "kue",
    "cake": "kue",
    "snack": "kue",
    "wajik": "dodol",
    "sambal": "bumbu",
    "rempah": "bumbu",
    "robusta": "kopi",
    "arabika": "kopi",
    "nila": "ikan",
    "lele": "ikan",
    "gurame": "ikan",
    "gurami": "ikan",
    "nugget": "nugget",
    "kursi": "furnitur",
    "meja": "furnitur",
    "lemari": "furnitur",
    "almari": "furnitur",
    "mebel": "furnitur",
    "meubel": "furnitur",
    "gerabah": "gerabah",
    "tembikar": "gerabah",
    "cangkir": "gerabah",
    "piring": "gerabah",
    "poci": "gerabah",
    "wajan": "dapur",
    "dandang": "dapur",
    "pagar": "pagar",
    "kanopi": "rangka",
    "beras": "padi",
    "sekam": "padi",
    "bekatul": "padi",
    "payung": "payung",
    "wayang": "kulit",
    "topeng": "kerajinan",
    "souvenir": "kerajinan",
    "suvenir": "kerajinan",
    "outbound": "petualangan",
    "umbul": "pemandian",
    "catering": "katering",
    "sampah": "kebersihan",
}
_NOISE = {"dan", "yang", "dari", "untuk", "lain", "seperti", "bukan", "kain", "barang", "atau"}
#: What belonging to the product's cluster is worth beside its words.
_CORE, _RELATED = 1.5, 0.5


@dataclass(frozen=True)
class Candidate:
    """A code that may be suggested; `clusters` is {cluster code: True for its core, False for beside it}."""

    key: int
    code: str
    title: str
    clusters: dict[str, bool]


def suggest_kbli(
    text: str, cluster: str, candidates: Sequence[Candidate], *, limit: int = 4
) -> list[Candidate]:
    """The most probable codes, best first; none when neither words nor cluster say anything."""
    wanted = _words(text)
    titles = {row.key: _words(row.title) for row in candidates}
    rarity = Counter(word for words in titles.values() for word in words)

    def score(row: Candidate) -> float:
        by_words = sum(
            log(1 + len(candidates) / rarity[word])
            for word in titles[row.key]
            if any(_same(word, other) for other in wanted)
        )
        if cluster not in row.clusters:
            return by_words
        return by_words + (_CORE if row.clusters[cluster] else _RELATED)

    scored = sorted(
        ((score(row), row) for row in candidates), key=lambda pair: (-pair[0], pair[1].code)
    )
    return [row for points, row in scored[:limit] if points > 0]


def _words(text: str) -> set[str]:
    found = set(re.findall(r"[a-z]{2,}", text.lower())) - _NOISE
    return found | {_MEANS[word] for word in found if word in _MEANS}


def _same(title_word: str, typed: str) -> bool:
    """The same word, or the longer of two that begin alike ("tenunan" for "tenun")."""
    if title_word == typed:
        return True
    shorter, longer = sorted((title_word, typed), key=len)
    return len(shorter) >= 5 and longer.startswith(shorter)


def candidates(version: str = VERSION) -> list[Candidate]:
    """The codes of one version with their clusters, in two queries."""
    parts: dict[int, dict[str, bool]] = {}
    links: Iterable = KbliCluster.objects.filter(kbli__version=version)
    for kbli, cluster, part in links.values_list("kbli", "cluster", "part"):
        parts.setdefault(kbli, {})[cluster] = part == KbliCluster.Part.CORE
    return [
        Candidate(pk, code, title, parts.get(pk, {}))
        for pk, code, title in Kbli.objects.of_suppliers()
        .filter(version=version)
        .values_list("pk", "code", "title")
    ]
