"""A spreadsheet from its arrival to the register: asked for at a door, checked and written by the worker, resumed after a crash.

    QUEUED -> CHECKING -> CHECKED -> WAITING -> COMMITTING -> COMMITTED

Checking only fills ImportRow, so a check that was killed begins anew; writing is one transaction, so that one that was killed
has written nothing. Both plan with the same code, and writing plans again: the register may have changed in between.
"""

import hashlib
from datetime import datetime, timedelta
from itertools import chain, islice

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.reference.models import Cluster, Kbli, Unit, Village
from kemitraan.refusals import WrongState, must
from kemitraan.run_lock import run_lock
from kemitraan.sealing import open_bytes, seal_bytes
from umkm.importing.files import FileRefused, open_sheets
from umkm.importing.groups import Groups
from umkm.importing.headers import SEARCHED, find_header
from umkm.importing.lookups import Lookups
from umkm.importing.rows import Reader
from umkm.models import ImportRow, ImportRun
from umkm.permissions import may_import
from umkm.services.duplicates import look_for_duplicates
from umkm.services.imports.copying import copy_rows
from umkm.services.imports.planning import count_actions, plan
from umkm.services.imports.writing import write
from umkm.services.size import limits_on

#: Lines between two looks at the progress bar.
PART = 2000
#: How long rows of a run are kept: its report can be fetched, the personal data in it does not stay.
KEEP_ROWS = timedelta(days=30)
#: First key of the advisory locks of imports; the second is the run, or 0 for "some import is writing".
_LOCK_SPACE = 7_243

_State = ImportRun.State
ACTIVE = (_State.QUEUED, _State.CHECKING, _State.WAITING, _State.COMMITTING)


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def ask_import(
    content: bytes,
    file_name: str,
    *,
    actor: User,
    overwrite: bool = False,
    now: datetime | None = None,
) -> ImportRun:
    """Keep a spreadsheet for the worker to check. Raises NotAllowed, ValidationError (what it is not, or too large)."""
    must(may_import(actor))
    try:
        open_sheets(content, file_name)
    except FileRefused as refusal:
        raise ValidationError({"file": str(refusal)}) from refusal
    return ImportRun.objects.create(
        file_name=file_name[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        upload=seal_bytes(content),
        overwrite=overwrite,
        asked_by=actor,
        asked_at=now or timezone.now(),
    )


def ask_commit(run: ImportRun, *, actor: User) -> ImportRun:
    """What was checked shall be written. Raises NotAllowed, WrongState."""
    must(may_import(actor))
    moved = ImportRun.objects.filter(pk=run.pk, state=_State.CHECKED).update(state=_State.WAITING)
    if not moved:
        run.refresh_from_db()
        raise WrongState(
            _("Impor ini sekarang “%(state)s” dan tidak dapat disimpan.")
            % {"state": run.get_state_display()}
        )
    run.refresh_from_db()
    return run


# ── Working ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def perform_import(run_id: int, *, now: datetime | None = None) -> int:
    """Check a run that waits to be checked, or write one that waits to be written: rows that it holds.

    Returns 0 when another worker has it or there is nothing to do.
    """
    with run_lock(_LOCK_SPACE, run_id) as mine:
        if not mine:
            return 0
        run = ImportRun.objects.select_related("asked_by").get(pk=run_id)
        try:
            if run.state in {_State.QUEUED, _State.CHECKING}:
                _check(run, now)
            elif run.state in {_State.WAITING, _State.COMMITTING}:
                _commit(run, now)
            else:
                return 0
        except FileRefused as refusal:
            _fail(run_id, str(refusal))
            return 0
        except Exception as error:
            # Kept in the ledger, so that an official sees it; the sweep does not try the same thing for ever.
            _fail(run_id, f"{type(error).__name__}: {error}"[:2000])
            raise
        return ImportRun.objects.get(pk=run_id).total


def _fail(run_id: int, why: str) -> None:
    ImportRow.objects.filter(run=run_id).delete()
    ImportRun.objects.filter(pk=run_id).update(state=_State.FAILED, failure=why, upload=None)


def _check(run: ImportRun, now: datetime | None) -> None:
    runs = ImportRun.objects.filter(pk=run.pk)
    runs.update(state=_State.CHECKING, done=0, total=0)
    ImportRow.objects.filter(run=run).delete()
    total, columns = _read(run, runs)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE umkm_importrow")
        plan(run)
        runs.update(
            state=_State.CHECKED,
            total=total,
            done=total,
            columns=columns,
            counts=count_actions(run),
            checked_at=now or timezone.now(),
        )


def _read(run: ImportRun, runs) -> tuple[int, dict[str, str]]:
    """Fill ImportRow from the file: (lines with something in them, its columns)."""
    lines, columns, found = _table(open_bytes(run.upload), run.file_name)
    lookups, groups = make_lookups(settings.REGENCY), Groups()
    today = timezone.localdate(run.asked_at)
    reader = Reader(columns, lookups, limits_on(today), settings.REGENCY, today)
    total = 0
    while part := list(islice(lines, PART)):
        rows = []
        for number, cells in part:
            row = reader.read(number, cells)
            if row is None:
                continue
            leader = None if row.is_fatal else groups.place(row)
            rows.append(_row_values(row, leader))
        copy_rows(run.pk, rows)
        total += len(rows)
        runs.update(done=total, total=max(total, run.total))
    if not total:
        raise FileRefused(_("Tidak ada baris data di bawah judul kolom."))
    return total, found


def _row_values(row, leader: int | None) -> dict:
    action, changes = ImportRow.Action.CREATE, {}
    if row.is_fatal:
        action = ImportRow.Action.SKIP
    elif leader is not None:
        action = ImportRow.Action.CHANGE
        changes = {"product": [None, row.values["product_name"]]}
    return {
        **row.values,
        "number": row.number,
        "action": action,
        "leader": leader,
        "remarks": row.remarks,
        "changes": changes,
    }


def _table(content: bytes, file_name: str):
    """(lines of data, {position: field}, {header: field}) of the first sheet that has a header that we know."""
    refusal = None
    for sheet in open_sheets(content, file_name):
        top = list(islice(sheet.lines, SEARCHED))
        if not any(str(cell or "").strip() for _line, cells in top for cell in cells):
            continue
        try:
            begin, columns, found = find_header(top)
        except FileRefused as error:
            refusal = refusal or error
            continue
        return chain(top[begin:], sheet.lines), columns, found
    raise refusal or FileRefused(_("Berkas ini kosong."))


def make_lookups(regency: str) -> Lookups:
    """What the reader needs of the reference data, from four queries."""
    clusters = {row.pk: row for row in Cluster.objects.all()}
    core: dict[int, str] = {}
    links = Kbli.clusters.through.objects.order_by("-part", "cluster__position")
    for kbli, cluster in links.values_list("kbli", "cluster"):
        core[kbli] = cluster  # "core" comes after "related", and wins
    return Lookups(
        villages=Village.objects.in_regency(regency).values_list("code", "name", "district__name"),
        clusters=[
            (row.pk, (row.name_id, row.name_en), row.is_outside) for row in clusters.values()
        ],
        units=[(row.pk, (row.name_id, row.name_en)) for row in Unit.objects.all()],
        kbli=[
            (pk, code, core.get(pk))
            for pk, code in Kbli.objects.order_by("-version").values_list("pk", "code")
        ],
    )


def _commit(run: ImportRun, now: datetime | None) -> None:
    runs = ImportRun.objects.filter(pk=run.pk)
    runs.update(state=_State.COMMITTING)
    now = now or timezone.now()
    with run_lock(_LOCK_SPACE, 0) as alone:
        if not alone:  # another spreadsheet is being written; the sweep comes back to this one
            runs.update(state=_State.WAITING)
            return
        try:
            created = _write(run, now)
        except IntegrityError:
            # Somebody registered the same firm while we planned: the new plan sees it.
            created = _write(run, now)
    look_for_duplicates(created, now=now)


@transaction.atomic
def _write(run: ImportRun, now: datetime) -> list[int]:
    plan(run)
    created = write(run, now)
    ImportRun.objects.filter(pk=run.pk).update(
        state=_State.COMMITTED,
        upload=None,
        counts=count_actions(run),
        committed_at=now,
    )
    return created


# ── Sweeping ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def interrupted_imports(*, now: datetime | None = None) -> list[int]:
    """Runs that nobody works on: begun ones at once, queued ones when their message must be lost (a minute)."""
    now = now or timezone.now()
    lost = []
    for run in ImportRun.objects.filter(state__in=ACTIVE).defer("upload").order_by("pk"):
        if run.state == _State.QUEUED and run.asked_at > now - timedelta(minutes=1):
            continue
        with run_lock(_LOCK_SPACE, run.pk) as free:
            if free:
                lost.append(run.pk)
    return lost


def forget_old_rows(*, now: datetime | None = None) -> int:
    """Take away rows and files of runs that are a month old: how many rows."""
    before = (now or timezone.now()) - KEEP_ROWS
    old = ImportRun.objects.filter(asked_at__lt=before).exclude(
        state__in=[_State.CHECKING, _State.WAITING, _State.COMMITTING]
    )
    gone, _by_model = ImportRow.objects.filter(run__in=old.values("pk")).delete()
    old.filter(state__in=[_State.QUEUED, _State.CHECKED]).update(
        state=_State.FAILED, failure=_("Tidak disimpan dalam 30 hari.")
    )
    old.exclude(upload=None).update(upload=None)
    return gone
