"""Reading the data files. What is wrong in one is said with its file and line, before anything reaches the database."""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kemitraan.reference.codes import DISTRICT_CODE, KBLI_CODE, REGENCY_CODE, VILLAGE_CODE
from kemitraan.reference.words import (
    ALWAYS,
    KINDS,
    LANGUAGES,
    ConceptWords,
    SenseWords,
    Thesaurus,
    circle,
    spoken,
    words_of,
)

DATA = Path(__file__).parent / "data"


class ReferenceDataError(ValueError):
    """A data file is wrong; the message names the file and the line."""


@dataclass(frozen=True)
class Row:
    """The cells of a line by column, where it stands (for messages), and which row it is, from 1."""

    cells: dict[str, str]
    at: str
    position: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def wrong(self, why: str) -> ReferenceDataError:
        return ReferenceDataError(f"{self.at}: {why}")


@dataclass(frozen=True)
class Layout:
    """Columns of a file in their order, those that name a row, and those that may be empty."""

    columns: tuple[str, ...]
    key: tuple[str, ...] = ("code",)
    optional: tuple[str, ...] = ()


LAYOUTS = {
    "regencies": Layout(("code", "name", "full_name", "province", "lat", "lng")),
    "districts": Layout(("code", "lat", "lng", "name")),
    "villages": Layout(("code", "lat", "lng", "name")),
    "clusters": Layout(
        (
            "code",
            "name_id",
            "name_en",
            "is_outside",
            "served_by",
            "description_id",
            "description_en",
        )
    ),
    "units": Layout(("code", "name_id", "name_en", "base", "factor"), optional=("base",)),
    "kbli": Layout(("version", "code", "title"), key=("version", "code")),
    "kbli_moves": Layout(("code_2020", "code_2025"), key=("code_2020", "code_2025")),
    "kbli_clusters": Layout(
        ("cluster", "version", "code", "part"), key=("cluster", "version", "code")
    ),
    "certificates": Layout(
        ("code", "name_id", "name_en", "issuer", "served_by", "validity_years", "clusters"),
        optional=("validity_years", "clusters"),
    ),
    "thesaurus": Layout(
        ("concept", "broader", "kind", *LANGUAGES),
        key=("concept",),
        optional=("broader", *LANGUAGES),
    ),
    "senses": Layout(("word", "concept", "company"), key=("word", "concept")),
    "size_thresholds": Layout(
        ("size_class", "capital_max", "sales_max", "effective_from", "source"),
        key=("size_class", "effective_from"),
    ),
}

#: Lists of single words, as many on a line as one likes; a line that begins with # explains.
WORD_LISTS = ("boilerplate", "real_words")


def known_regencies(data: Path = DATA) -> list[str]:
    """Codes of the regencies that have clusters of their own."""
    return sorted(path.parent.name for path in data.glob("*/clusters.csv"))


def read_files(regency_code: str, data: Path = DATA) -> dict[str, list[Row]]:
    """Rows by table: places of every regency; clusters, and what hangs on them, of `regency_code` alone.

    Raises ReferenceDataError.
    """
    if regency_code not in known_regencies(data):
        known = ", ".join(known_regencies(data))
        raise ReferenceDataError(f"Regency {regency_code!r} has no clusters.csv; known: {known}.")
    files = {
        table: list(_rows(data, f"{table}.csv", layout))
        for table, layout in LAYOUTS.items()
        if table != "clusters"
    }
    clusters = {
        code: list(_rows(data, f"{code}/clusters.csv", LAYOUTS["clusters"]))
        for code in known_regencies(data)
    }
    files["clusters"] = clusters[regency_code]
    if regency_code not in _codes(files["regencies"]):
        raise ReferenceDataError(f"regencies.csv: {regency_code} is missing, yet it has clusters")
    files |= {name: list(_words(data, f"{name}.txt")) for name in WORD_LISTS}
    _check_places(files)
    _check_thesaurus(files)
    _check_units(files["units"])
    _check_kbli(files)
    _check_cluster_names(files, {code for rows in clusters.values() for code in _codes(rows)})
    return _without_other_regencies(files)


def read_thesaurus(data: Path = DATA) -> Thesaurus:
    """The thesaurus of the files alone, with the places of every regency. Raises ReferenceDataError."""
    files = read_files(known_regencies(data)[0], data)
    return Thesaurus(
        concepts=tuple(
            ConceptWords(row["concept"], row["broader"], row["kind"], tuple(forms_of(row)))
            for row in files["thesaurus"]
        ),
        senses=tuple(
            SenseWords(row["word"], row["concept"], row["company"]) for row in files["senses"]
        ),
        boilerplate=tuple(row["word"] for row in files["boilerplate"]),
        real_words=tuple(row["word"] for row in files["real_words"]),
        places=tuple(words_of(row["name"] for row in _places(files))),
    )


def _places(files: dict[str, list[Row]]) -> Iterator[Row]:
    for table in ("regencies", "districts", "villages"):
        yield from files[table]


def forms_of(concept: Row) -> dict[str, str]:
    """Every form of a row of the thesaurus, the concept's own name among them, with its language."""
    forms = {concept["concept"]: "id"}
    for language in LANGUAGES:
        for form in filter(None, concept[language].split("|")):
            forms.setdefault(form, language)
    return forms


def clusters_of(certificate: Row) -> list[str]:
    """Codes of the clusters that a kind of certificate is for; none: for all."""
    return certificate["clusters"].split()


# ── One file ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(data: Path, name: str, layout: Layout) -> Iterator[Row]:
    path, seen = data / name, {}
    if not path.exists():
        raise ReferenceDataError(f"{name}: the file is missing")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            if tuple(reader.fieldnames or ()) != layout.columns:
                raise ReferenceDataError(
                    f"{name}, line 1: the columns must be {','.join(layout.columns)}"
                )
            for position, cells in enumerate(reader, start=1):
                row = Row(cells, f"{name}, line {reader.line_num}", position)
                _check_cells(row, layout)
                key = tuple(row[column] for column in layout.key)
                if key in seen:
                    raise row.wrong(f"{' '.join(key)} stands already in line {seen[key]}")
                seen[key] = reader.line_num
                yield row
        except (csv.Error, UnicodeDecodeError) as error:
            raise ReferenceDataError(f"{name}, line {reader.line_num + 1}: {error}") from error


def _words(data: Path, name: str) -> Iterator[Row]:
    path, seen = data / name, {}
    if not path.exists():
        raise ReferenceDataError(f"{name}: the file is missing")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ReferenceDataError(f"{name}: {error}") from error
    for number, line in enumerate(lines, start=1):
        for word in [] if line.startswith("#") else line.split():
            row = Row({"word": word}, f"{name}, line {number}", len(seen) + 1)
            if word != spoken(word):
                raise row.wrong(f"{word} is not one word of small letters and digits")
            if word in seen:
                raise row.wrong(f"{word} stands already in line {seen[word]}")
            seen[word] = number
            yield row


def _check_cells(row: Row, layout: Layout) -> None:
    if None in row.cells or None in row.cells.values():
        raise row.wrong("has not as many cells as line 1")
    for column, cell in row.cells.items():
        if cell != cell.strip():
            raise row.wrong(f"{column} begins or ends with a space")
        if not cell and column not in layout.optional:
            raise row.wrong(f"{column} is empty")


# ── Files that speak of each other ───────────────────────────────────────────────────────────────────────────────────


def _codes(rows: list[Row]) -> set[str]:
    return {row["code"] for row in rows}


def _check_shape(row: Row, shape: str) -> None:
    if not re.search(shape, row["code"]):
        raise row.wrong(f"{row['code']} is no code of the shape {shape}")


def _check_places(files: dict[str, list[Row]]) -> None:
    for row in files["regencies"]:
        _check_shape(row, REGENCY_CODE)
    for table, shape, parents in (
        ("districts", DISTRICT_CODE, "regencies"),
        ("villages", VILLAGE_CODE, "districts"),
    ):
        known = _codes(files[parents])
        for row in files[table]:
            _check_shape(row, shape)
            if parent_of(row["code"]) not in known:
                raise row.wrong(f"{parent_of(row['code'])} is not in {parents}.csv")


def parent_of(code: str) -> str:
    """The code of the place that this one lies in: "33.10.03.2006" in "33.10.03"."""
    return code.rpartition(".")[0]


def _check_thesaurus(files: dict[str, list[Row]]) -> None:
    """Each form means one thing, each family exists and ends, and no word of the lists means something."""
    broader_of = {row["concept"]: row["broader"] for row in files["thesaurus"]}
    meaning: dict[str, Row] = {}
    for row in files["thesaurus"]:
        if row["kind"] not in KINDS:
            raise row.wrong(f"kind must be one of {', '.join(KINDS)}")
        if row["broader"] and row["broader"] not in broader_of:
            raise row.wrong(f"broader {row['broader']} is no concept of thesaurus.csv")
        if way := circle(row["concept"], broader_of):
            raise row.wrong(f"is broader than itself: {' > '.join(way)}")
        for form in forms_of(row):
            if form != spoken(form):
                raise row.wrong(f"{form!r} is not written in small letters and digits")
            other = meaning.setdefault(form, row)
            if other is not row:
                raise row.wrong(f"{form!r} means {other['concept']!r} already ({other.at})")
    _check_senses(files["senses"], broader_of)
    ambiguous = {row["word"] for row in files["senses"]}
    listed: dict[str, Row] = {}
    for row in (row for name in WORD_LISTS for row in files[name]):
        word = row["word"]
        if word in meaning:
            raise row.wrong(f"{word} means {meaning[word]['concept']!r} ({meaning[word].at})")
        if word in ambiguous:
            raise row.wrong(f"{word} has a meaning in senses.csv")
        if word in listed:
            raise row.wrong(f"{word} stands already in {listed[word].at}")
        listed[word] = row


def _check_senses(rows: list[Row], concepts: Collection[str]) -> None:
    closed: set[str] = set()
    for row in rows:
        if row["concept"] not in concepts:
            raise row.wrong(f"{row['concept']} is no concept of thesaurus.csv")
        if row["word"] != spoken(row["word"]) or " " in row["word"]:
            raise row.wrong(f"{row['word']!r} is not one word of small letters and digits")
        if row["word"] in closed:
            raise row.wrong(f"{row['word']} has a sense that always fits before this one")
        if row["company"] == ALWAYS:
            closed.add(row["word"])
        elif ALWAYS in row["company"].split():
            raise row.wrong(f"{ALWAYS} stands alone: it always fits")


def _check_units(rows: list[Row]) -> None:
    base_of = {row["code"]: row["base"] for row in rows}
    for row in rows:
        factor = _positive(row, "factor")
        if not row["base"]:
            if factor != 1:
                raise row.wrong("a unit without a base has the factor 1")
        elif row["base"] not in base_of:
            raise row.wrong(f"its base {row['base']} is not in units.csv")
        elif base_of[row["base"]]:
            raise row.wrong(f"its base {row['base']} has a base itself")


def _positive(row: Row, column: str) -> Decimal:
    try:
        number = Decimal(row[column])
    except InvalidOperation as error:
        raise row.wrong(f"{column} is no number") from error
    if not (number.is_finite() and number > 0):
        raise row.wrong(f"{column} must be more than 0")
    return number


def _check_kbli(files: dict[str, list[Row]]) -> None:
    for row in files["kbli"]:
        _check_shape(row, KBLI_CODE)
    known = {(row["version"], row["code"]) for row in files["kbli"]}
    named = [(row, row["version"], row["code"]) for row in files["kbli_clusters"]]
    for row in files["kbli_moves"]:
        named += [(row, version, row[f"code_{version}"]) for version in ("2020", "2025")]
    for row, version, code in named:
        if (version, code) not in known:
            raise row.wrong(f"KBLI {version} {code} is not in kbli.csv")


def _check_cluster_names(files: dict[str, list[Row]], known: set[str]) -> None:
    named = [(row, row["cluster"]) for row in files["kbli_clusters"]]
    named += [(row, code) for row in files["certificates"] for code in clusters_of(row)]
    for row, code in named:
        if code not in known:
            raise row.wrong(f"cluster {code} is in no clusters.csv")


def _without_other_regencies(files: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """A certificate whose clusters are all elsewhere goes: with none of them left, it would be one for every cluster."""
    own = _codes(files["clusters"])
    return files | {
        "kbli_clusters": [row for row in files["kbli_clusters"] if row["cluster"] in own],
        "certificates": [
            row
            for row in files["certificates"]
            if not clusters_of(row) or own.intersection(clusters_of(row))
        ],
    }
