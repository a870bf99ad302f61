"""Rows that the tables of supply begin with. What an official has changed or closed stays as it is."""

import csv
from pathlib import Path

from umkm.models import FacilitationService, Programme

DATA = Path(__file__).resolve().parent.parent / "data"


def after_migrate(*, apps=None, **_kwargs) -> None:
    """Heard after every migrate (and flush, which names no apps); half-way back in time the tables are not there."""
    if apps is None or any(
        model._meta.label == Programme._meta.label for model in apps.get_models()
    ):
        load_defaults()


def load_defaults() -> int:
    """Add the services and programmes that are missing: how many are new."""
    return _load_services() + _load_programmes()


def _rows(name: str) -> list[dict[str, str | None]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [
            {column: cell or None for column, cell in row.items()}
            for row in csv.DictReader(file, strict=True)
        ]


def _load_services() -> int:
    present = set(FacilitationService.objects.values_list("code", flat=True))
    new = [
        FacilitationService(position=position, **{**row, "certificate": row["certificate"] or ""})
        for position, row in enumerate(_rows("services.csv"), start=1)
        if row["code"] not in present
    ]
    FacilitationService.objects.bulk_create(new)
    return len(new)


def _load_programmes() -> int:
    """By service, name and first day: a later rate that an official entered is another row."""
    present = set(Programme.objects.values_list("service", "name"))
    new = [
        Programme(service_id=row.pop("service"), **{**row, "terms": row["terms"] or ""})
        for row in _rows("programmes.csv")
        if (row["service"], row["name"]) not in present
    ]
    for programme in new:
        programme.full_clean()  # turns the cells into days and numbers, and says which one is wrong
    Programme.objects.bulk_create(new)
    return len(new)
