"""The sections of supply: what umkm.bench measures, on spreadsheets and sizes of this run's options."""

import socket
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from partnerships.bench.report import Options
from partnerships.demo.spreadsheet import write_messy_sheet
from umkm import bench

TODAY = date(2026, 1, 5)


def import_speed(options: Options) -> dict:
    """Check and write a messy spreadsheet of so many firms, beside a plain COPY of its rows."""
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "bench.xlsx"
        write_messy_sheet(
            sheet, options.firms, regency=settings.REGENCY, seed=options.seed, today=TODAY
        )
        return bench.import_speed(sheet.read_bytes())


def register_at_size(options: Options) -> dict:
    """Duplicates and the verification queue at each of the sizes."""
    return bench.register_at_size(tuple(sorted(options.sizes)))


def stage_saves(_options: Options) -> dict:
    """Saves of registration stages by fifty phones at once, through a web server of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return bench.stage_saves(port)
