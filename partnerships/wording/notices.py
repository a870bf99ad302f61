"""Notices in the reader's words, and what to do first.

A notice keeps codes, names and days; here they become one sentence in the language that is active. `GROUPS` is the order in
which a person should read them, and what can be stopped one by one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from kemitraan.post.kinds import register_kind
from kemitraan.rupiah import rupiah
from partnerships import quarters
from partnerships.models import Notice
from partnerships.watching.changes import ASK, LOGS


@dataclass(frozen=True)
class Group:
    """A heading of the digest, and the kind by which its letters are stopped."""

    kind: str
    title: Any


GROUPS = (
    Group("answers", gettext_lazy("Perlu jawaban Anda")),
    Group("duty", gettext_lazy("Perlu perhatian petugas")),
    Group("dates", gettext_lazy("Tanggal yang mendekat")),
    Group("chances", gettext_lazy("Saran baru")),
    Group("news", gettext_lazy("Kabar")),
)

_KIND_OF = {
    "suggestion_silent": "answers",
    "mou_silent": "answers",
    "entry_unconfirmed": "answers",
    "realisation_call": "answers",
    "mou_ending": "dates",
    "contract_ending": "dates",
    "commitment_ending": "dates",
    "commitment_ending_officer": "dates",
    "certificate_ending": "dates",
    "mou_ending_officer": "dates",
    "contract_ending_officer": "dates",
    "umkm_unverified": "duty",
    "company_unverified": "duty",
    "facilitation_overdue": "duty",
    "chance_umkm": "chances",
    "chance_company": "chances",
    "need_changed": "answers",
    "need_edited": "news",
}


def register_kinds() -> None:
    """What people can stop: the digest as a whole, or one part of it."""
    register_kind("digest", gettext_lazy("Ringkasan harian"))
    register_kind("answers", gettext_lazy("Pengingat jawaban, konfirmasi, dan realisasi"))
    register_kind("dates", gettext_lazy("Pengingat tanggal berakhir"))
    register_kind("chances", gettext_lazy("Saran baru dari pencocokan"))
    register_kind("news", gettext_lazy("Kabar perubahan status"))
    register_kind("duty", gettext_lazy("Antrean dan eskalasi untuk petugas"))


def kind_of(code: str) -> str:
    """The kind of a notice: what a change asks for is answered, other changes are news, what is escalated is duty."""
    if code in _KIND_OF:
        return _KIND_OF[code]
    if code.endswith(ASK):
        return "answers"
    return "news" if code.startswith("change_") else "duty"


@dataclass(frozen=True)
class NoticeItem:
    """A notice as a list shows it."""

    notice: Notice
    text: str
    title: str


def notice_items(notices: Iterable[Notice]) -> list[NoticeItem]:
    titles = {group.kind: str(group.title) for group in GROUPS}
    return [
        NoticeItem(row, sentence(row.code, row.values), titles[kind_of(row.code)])
        for row in notices
    ]


_LABELS = {f"change_{log.code}": log.model._meta.get_field("subject").related_model for log in LOGS}


def sentence(code: str, values: Mapping[str, Any]) -> str:
    """One sentence in the active language. A code that is no longer known is said by its names alone."""
    said = dict(values)
    for name in ("since", "ends_on", "due_on"):
        if name in said:
            said[name] = date_format(date.fromisoformat(said[name]), "j F Y")
    if "rupiah" in said:
        said["rupiah"] = rupiah(said["rupiah"])
    if "quarter" in said:
        said["quarter"] = quarters.name(tuple(said["quarter"]))
        if "entry" in said:
            said["entry"] = f"{said['entry']} · {said['quarter']}"
    if "name_id" in said:
        said["name"] = said["name_en"] if get_language() == "en" else said["name_id"]
    if "status" in said:
        said["status"] = _status(code, said["status"])
    words = _WORDS.get(code)
    if words is None:
        return " · ".join(str(value) for value in values.values())
    text = words % said
    if said.get("lkpm"):
        text += " " + _("Jendela LKPM: tanggal %(lkpm)s.") % said
    if meaning := _MEANINGS.get((code, values.get("status"))):
        text += f" {meaning}"
    if said.get("note"):
        text += " " + _("Catatan: %(note)s") % said
    return text


#: What a state is that its name alone does not tell those who hear of it for the first time.
_MEANINGS = {
    ("change_mou", "sleeping"): gettext_lazy(
        "Lama tidak ada kontrak atau realisasi yang dicatat; catatan baru mengaktifkannya lagi."
    ),
    ("change_mou", "in_dispute"): gettext_lazy("Petugas kemitraan memediasi kedua pihak."),
}


def _status(code: str, status: str) -> str:
    model = _LABELS.get(code.removesuffix(ASK)) or _LABELS["change_mou"]
    return str(dict(model._meta.get_field("status").flatchoices).get(status, status))


_WORDS = {
    "suggestion_silent": gettext_lazy(
        "“%(need)s” antara %(company)s dan %(umkm)s menunggu jawaban Anda sejak %(since)s."
    ),
    "suggestion_silent_officer": gettext_lazy(
        "“%(need)s” antara %(company)s dan %(umkm)s belum dijawab sejak %(since)s."
    ),
    "mou_silent": gettext_lazy(
        "“%(mou)s” (%(company)s) belum bergerak dari %(status)s sejak %(since)s."
    ),
    "mou_silent_officer": gettext_lazy(
        "Penyusunan “%(mou)s” (%(company)s) berhenti pada %(status)s sejak %(since)s."
    ),
    "entry_unconfirmed": gettext_lazy(
        "Catatan %(entry)s (%(company)s, %(rupiah)s) menunggu konfirmasi atau perbaikan Anda sejak %(since)s."
    ),
    "entry_unconfirmed_officer": gettext_lazy(
        "Catatan %(entry)s (%(company)s, %(rupiah)s) belum dikonfirmasi sejak %(since)s."
    ),
    "mou_ending": gettext_lazy(
        "%(mou)s (%(company)s) berakhir pada %(ends_on)s. Bicarakan perpanjangannya."
    ),
    "mou_ending_officer": gettext_lazy(
        "%(mou)s (%(company)s) berakhir pada %(ends_on)s: perpanjang atau nyatakan selesai."
    ),
    "contract_ending": gettext_lazy(
        "Kontrak %(contract)s (%(company)s) berakhir pada %(ends_on)s."
    ),
    "contract_ending_officer": gettext_lazy(
        "Kontrak %(contract)s (%(company)s) berakhir pada %(ends_on)s."
    ),
    "commitment_ending": gettext_lazy(
        "Surat Pernyataan Komitmen %(letter)s (%(company)s) berakhir pada %(ends_on)s. Perbarui sebelum hari itu."
    ),
    "commitment_ending_officer": gettext_lazy(
        "Surat Pernyataan Komitmen %(letter)s (%(company)s) berakhir pada %(ends_on)s."
    ),
    "certificate_ending": gettext_lazy(
        "%(name)s milik %(umkm)s berakhir pada %(ends_on)s. Perpanjang sebelum hari itu."
    ),
    "realisation_call": gettext_lazy(
        "Catat realisasi %(quarter)s untuk kontrak %(contract)s (%(company)s) paling lambat tanggal %(last_day)s."
    ),
    "realisation_call_officer": gettext_lazy(
        "Realisasi %(quarter)s untuk kontrak %(contract)s (%(company)s) belum dicatat; batasnya tanggal %(last_day)s."
    ),
    "mou_asleep_officer": gettext_lazy(
        "%(mou)s (%(company)s) tanpa realisasi sejak %(since)s. Tanyakan kepada para pihak."
    ),
    "umkm_unverified": gettext_lazy(
        "%(place)s: %(count)s UMKM menunggu verifikasi, yang terlama sejak %(since)s."
    ),
    "company_unverified": gettext_lazy("%(company)s menunggu verifikasi sejak %(since)s."),
    "facilitation_overdue": gettext_lazy(
        "Permintaan %(name)s dari %(umkm)s seharusnya dijawab pada %(due_on)s."
    ),
    "chance_umkm": ngettext_lazy(
        "Saran baru untuk %(umkm)s: %(count)s kebutuhan perusahaan cocok dan menunggu jawaban Anda.",
        "Saran baru untuk %(umkm)s: %(count)s kebutuhan perusahaan cocok dan menunggu jawaban Anda.",
        "count",
    ),
    "chance_company": gettext_lazy("“%(need)s”: %(count)s UMKM baru disarankan."),
    "need_changed": gettext_lazy(
        "“%(need)s” (%(company)s) berubah sejak Anda menjawab. Nyatakan tetap berminat, atau mundur."
    ),
    "need_edited": gettext_lazy(
        "%(by)s mengubah kebutuhan Anda “%(need)s”. Riwayatnya ada di halaman kebutuhan."
    ),
    "change_suggestion_ask": gettext_lazy(
        "“%(need)s” · %(company)s · %(umkm)s: %(status)s, dan Anda diminta menjawab."
    ),
    "change_contract_ask": gettext_lazy(
        "Kontrak %(entry)s (%(company)s) dicatat pihak lain dan menunggu konfirmasi Anda."
    ),
    "change_realisation_ask": gettext_lazy(
        "Realisasi %(entry)s (%(company)s) dicatat pihak lain dan menunggu konfirmasi Anda."
    ),
    "change_mou_ask": gettext_lazy(
        "%(mou)s (%(company)s): %(status)s. Langkah berikutnya ada pada Anda."
    ),
    "change_amendment_ask": gettext_lazy(
        "Amandemen %(mou)s (%(company)s) menunggu tanda tangan Anda."
    ),
    "change_report_ask": gettext_lazy(
        "%(reporter)s melaporkan kemitraan dengan Anda yang sudah berjalan: “%(what)s”. Benarkah?"
    ),
    "change_suggestion": gettext_lazy("“%(need)s” · %(company)s · %(umkm)s: %(status)s."),
    "change_mou": gettext_lazy("%(mou)s (%(company)s): %(status)s."),
    "change_amendment": gettext_lazy("Amandemen %(mou)s (%(company)s): %(status)s."),
    "change_dispute": gettext_lazy("Sengketa %(mou)s (%(company)s): %(status)s."),
    "change_report": gettext_lazy("Laporan kemitraan “%(what)s”: %(status)s."),
    "change_contract": gettext_lazy("Kontrak %(entry)s (%(company)s): %(status)s."),
    "change_realisation": gettext_lazy("Realisasi %(entry)s (%(company)s): %(status)s."),
    "change_umkm": gettext_lazy("Pendaftaran %(umkm)s: %(status)s."),
    "change_company": gettext_lazy("Pendaftaran %(company)s: %(status)s."),
    "change_facilitation": gettext_lazy("%(name)s untuk %(umkm)s: %(status)s."),
}
