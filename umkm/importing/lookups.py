"""Places, clusters, units and KBLI by the names that people use, made once for a file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

#: Cluster by words that people write in its place; those that a kabupaten does not have are left out.
_CLUSTER_WORDS = {
    "keramik": "gerabah tembikar",
    "batik": "",
    "lurik": "tenun tekstil",
    "lereng-merapi": "pertanian peternakan perkebunan kopi susu",
    "makanan-olahan": "makanan minuman kuliner mamin pangan olahan camilan snack roti kue",
    "mebel": "meubel furniture furnitur perkayuan kayu",
    "logam": "pengecoran besi cor bengkel",
    "desa-wisata": "wisata pariwisata homestay",
    "konveksi": "fashion fesyen garmen garment pakaian jahit penjahit busana",
    "handycraft": "kerajinan craft handicraft kriya anyaman",
    "minapolitan": "perikanan ikan budidaya",
    "penunjang": "jasa perdagangan dagang toko transportasi lainnya lain",
}
_UNIT_WORDS = {
    "buah": "pcs pc biji bh bj butir item",
    "potong": "ptg stk baju",
    "lembar": "lbr lb helai",
    "meter": "m mtr mt",
    "kg": "kilo kilogram kgs",
    "liter": "ltr lt l",
    "bungkus": "bks bungkusan pack pak sachet",
    "botol": "btl",
    "porsi": "box kotak dus",
    "ekor": "ekr",
    "kodi": "kd",
    "lusin": "lsn dozen",
    "ton": "tn",
    "kuintal": "kwintal kw",
    "gram": "gr g",
    "unit": "",
    "set": "",
    "pasang": "psg",
}


def squash(text: str) -> str:
    """ "Kec. Klaten Utara" -> "klatenutara": letters alone, without what kind of place it is."""
    text = re.sub(
        r"^\s*(?:kecamatan|kec|desa|kelurahan|kalurahan|kel|ds|kapanewon)\b\.?", "", text.lower()
    )
    return re.sub(r"[^a-z0-9]", "", text)


@dataclass(frozen=True)
class PlaceFound:
    """`code` None: not found, or one of several (`choices`, as people read them). `read_as` when the name was misspelt."""

    code: str | None
    read_as: str = ""
    choices: tuple[str, ...] = ()


@dataclass
class Lookups:
    """`villages` are (code, name, district name); `clusters` (code, names, is_outside); `units` (code, names);
    `kbli` (id, code, cluster or None). What was asked once is kept: a kabupaten has a few hundred names."""

    villages: Iterable[tuple[str, str, str]]
    clusters: Iterable[tuple[str, Iterable[str], bool]]
    units: Iterable[tuple[str, Iterable[str]]]
    kbli: Iterable[tuple[int, str, str | None]]
    _places: dict[tuple[str, str], PlaceFound] = field(default_factory=dict, init=False)
    _cluster_cache: dict[str, str | None] = field(default_factory=dict, init=False)

    def __post_init__(self):
        self._by_village: dict[str, list[tuple[str, str, str]]] = {}
        self._districts: dict[str, str] = {}
        for row in self.villages:
            self._by_village.setdefault(squash(row[1]), []).append(row)
            self._districts.setdefault(squash(row[2]), row[2])
        self._clusters: dict[str, str] = {}
        self.outside = ""
        for code, names, is_outside in self.clusters:
            for name in (code, *names):
                self._clusters[squash(name)] = code
            for word in _CLUSTER_WORDS.get(code, "").split():
                self._clusters.setdefault(word, code)
            if is_outside:
                self.outside = code
        self._units: dict[str, str] = {}
        for code, names in self.units:
            for name in (code, *names, *_UNIT_WORDS.get(code, "").split()):
                self._units.setdefault(squash(name), code)
        self._kbli: Mapping[str, tuple[int, str | None]] = {
            code: (pk, cluster) for pk, code, cluster in self.kbli
        }

    def place(self, village: str, district: str) -> PlaceFound:
        """A village by its name, with the kecamatan where the name is not the only one."""
        asked = (squash(village), squash(district))
        if asked not in self._places:
            self._places[asked] = self._place(*asked)
        return self._places[asked]

    def _place(self, village: str, district: str) -> PlaceFound:
        if district and district not in self._districts:
            close = get_close_matches(district, self._districts, 1, 0.8)
            if not close:
                return PlaceFound(None)
            district = close[0]
        read_as = ""
        found = self._within(village, district)
        if not found:
            names = [
                name for name, rows in self._by_village.items() if self._within(name, district)
            ]
            close = get_close_matches(village, names, 1, 0.84) if village else []
            if not close:
                return PlaceFound(None)
            found = self._within(close[0], district)
            read_as = found[0][1]
        if len(found) > 1:
            return PlaceFound(None, choices=tuple(f"{row[1]}, Kec. {row[2]}" for row in found))
        return PlaceFound(found[0][0], read_as)

    def _within(self, village: str, district: str) -> list[tuple[str, str, str]]:
        rows = self._by_village.get(village, [])
        return [row for row in rows if not district or squash(row[2]) == district]

    def cluster(self, text: str) -> str | None:
        """By name or by a word of it; None when nothing is known of what was written."""
        if text not in self._cluster_cache:
            whole = self._clusters.get(squash(text))
            words = (self._clusters.get(word) for word in re.findall(r"[a-z]+", text.lower()))
            self._cluster_cache[text] = whole or next((code for code in words if code), None)
        return self._cluster_cache[text]

    def unit(self, text: str) -> str | None:
        return self._units.get(squash(text.split("/")[0])) if text else None

    @property
    def any_unit(self) -> str:
        """The plain piece, for goods whose unit nobody wrote."""
        return self._units.get("buah") or next(iter(self._units.values()))

    def kbli_of(self, text: Any) -> tuple[int, str | None] | None:
        """(id, cluster) of a code of five digits anywhere in the cell."""
        code = re.search(r"(?<![0-9])[0-9]{5}(?![0-9])", str(text))
        return self._kbli.get(code[0]) if code else None
