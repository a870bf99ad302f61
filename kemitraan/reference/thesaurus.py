"""The thesaurus in the database: brought in line with its files, extended by officials, given to the matcher."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import chain

from django.db import models
from django.db.models import Q

from kemitraan.reference.files import Row, forms_of
from kemitraan.reference.models import Concept, District, Form, PlainWord, Regency, Sense, Village
from kemitraan.reference.words import (
    ALWAYS,
    ConceptWords,
    SenseWords,
    Thesaurus,
    words_of,
)

# ── For the matcher ──────────────────────────────────────────────────────────────────────────────────────────────────


def read_tables() -> Thesaurus:
    """All rows, those of the files and those of officials, in an order that does not depend on keys: eight queries."""
    forms: dict[int, list[str]] = defaultdict(list)
    for concept, words in Form.objects.order_by("words").values_list("concept_id", "words"):
        forms[concept].append(words)
    concepts = Concept.objects.order_by("name").values_list("pk", "name", "broader__name", "kind")
    senses = Sense.objects.values_list("word", "concept__name", "company", "from_file", "position")
    senses = [*senses, *_default_senses()]
    tried = sorted(senses, key=lambda row: (row[0], row[2] == ALWAYS, not row[3], row[4], row[1]))
    plain = dict(PlainWord.objects.order_by("word").values_list("word", "use"))
    places = chain.from_iterable(
        place.objects.values_list("name", flat=True).order_by()
        for place in (Regency, District, Village)
    )
    return Thesaurus(
        concepts=tuple(
            ConceptWords(name, broader or "", kind, tuple(forms[pk]))
            for pk, name, broader, kind in concepts
        ),
        senses=tuple(SenseWords(*row[:3]) for row in tried),
        boilerplate=tuple(word for word, use in plain.items() if use == PlainWord.Use.EMPTY),
        real_words=tuple(word for word, use in plain.items() if use == PlainWord.Use.REAL),
        places=tuple(words_of(places)),
    )


def _default_senses() -> Iterable[tuple]:
    """A form to which officials have given other senses keeps its own where none of those fits."""
    own = Sense.objects.filter(from_file=False).exclude(company=ALWAYS).values("word")
    theirs = Sense.objects.filter(Q(from_file=True) | Q(company=ALWAYS)).values("word")
    forms = Form.objects.filter(words__in=own).exclude(words__in=theirs)
    for word, concept in forms.values_list("words", "concept__name"):
        yield word, concept, ALWAYS, False, 0


# ── From the files ───────────────────────────────────────────────────────────────────────────────────────────────────


def load_thesaurus(files: Mapping[str, list[Row]]) -> dict[str, int]:
    """Bring the rows of the files in line with the files; {table: rows}. What officials added stays, and wins.

    A concept that left the files stays as an official's own while officials have hung something on it, and goes otherwise.
    """
    concepts = _load_concepts(files["thesaurus"])
    forms = {
        form: {"concept_id": concepts[row["concept"]], "language": language}
        for row in files["thesaurus"]
        for form, language in forms_of(row).items()
    }
    _keep(Form, forms, key=lambda row: row.words, names=("words",))
    senses = {
        (row["word"], concepts[row["concept"]]): {
            "company": row["company"],
            "position": row.position,
        }
        for row in files["senses"]
    }
    _keep(Sense, senses, key=lambda row: (row.word, row.concept_id), names=("word", "concept_id"))
    uses = {"boilerplate": PlainWord.Use.EMPTY, "real_words": PlainWord.Use.REAL}
    plain = {row["word"]: {"use": use} for name, use in uses.items() for row in files[name]}
    _keep(PlainWord, plain, key=lambda row: row.word, names=("word",))
    _let_go(set(concepts))
    return {
        "thesaurus": len(concepts),
        "forms": len(forms),
        "senses": len(senses),
        "plain_words": len(plain),
    }


def _load_concepts(rows: list[Row]) -> dict[str, int]:
    """name -> key. A concept of an official that the files now have too becomes theirs."""
    Concept.objects.bulk_create(
        [Concept(name=row["concept"], kind=row["kind"], from_file=True) for row in rows],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["kind", "from_file"],
    )
    keys = dict(Concept.objects.values_list("name", "pk"))
    broader = {keys[row["concept"]]: keys.get(row["broader"]) for row in rows}
    moved = [
        concept
        for concept in Concept.objects.filter(pk__in=broader)
        if concept.broader_id != broader[concept.pk]
    ]
    for concept in moved:
        concept.broader_id = broader[concept.pk]
    Concept.objects.bulk_update(moved, ["broader"])
    return {row["concept"]: keys[row["concept"]] for row in rows}


def _keep(
    model: type[models.Model],
    wanted: Mapping[Hashable, dict],
    *,
    key: Callable[[models.Model], Hashable],
    names: tuple[str, ...],
) -> None:
    """Make the rows `from_file` those that are wanted, touching none that is right already."""
    present = {key(row): row for row in model.objects.all()}
    gone = [row.pk for found, row in present.items() if row.from_file and found not in wanted]
    model.objects.filter(pk__in=gone).delete()
    changed = []
    for found, values in wanted.items():
        row = present.get(found)
        if row is None or not row.from_file:
            continue
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    model.objects.bulk_update(changed, next(iter(wanted.values()), {}).keys() or ["from_file"])
    model.objects.bulk_create(
        [
            model(**dict(zip(names, _tuple(found), strict=True)), **values, from_file=True)
            for found, values in wanted.items()
            if found not in present
        ]
    )


def _tuple(found: Hashable) -> tuple:
    return found if isinstance(found, tuple) else (found,)


def _let_go(named: set[str]) -> None:
    """Concepts that left the files."""
    left = Concept.objects.filter(from_file=True).exclude(name__in=named)
    used = Concept.objects.filter(pk__in=left).filter(
        Q(forms__from_file=False) | Q(senses__from_file=False) | Q(narrower__from_file=False)
    )
    for concept in Concept.objects.filter(pk__in=list(used.values_list("pk", flat=True))):
        concept.from_file = False
        concept.save(update_fields=["from_file"])
        Form.objects.get_or_create(
            words=concept.name, defaults={"concept": concept, "language": Form.Language.INDONESIAN}
        )
    left.update(broader=None)
    left.delete()
