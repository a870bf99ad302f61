"""The state table of an entry of the ledger: the same for a contract and for a realisation."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.workflow import Transition, Workflow
from partnerships import permissions
from partnerships.models import EntryStatus


def states_another_figure(entry, facts) -> Verdict:
    """Who says that a figure is wrong says what is right."""
    claimed = facts.get("claimed_rupiah")
    if claimed is None or claimed < 0:
        return refused(_("Tulis nilai menurut pihak Anda; 0 bila tidak ada yang benar."))
    same_volume = facts.get("claimed_volume") in {None, getattr(entry, "volume", None)}
    if claimed == entry.value_rupiah and same_volume:
        return refused(_("Angka Anda sama dengan yang tercatat. Konfirmasi saja, atau ubah."))
    return ALLOWED


def has_a_claim_to_accept(entry, _facts) -> Verdict:
    if not entry.claimed_rupiah:
        return refused(_("Tidak ada angka dari pihak lain yang dapat diterima; perbaiki catatan."))
    return ALLOWED


def _entry_flow(may_confirm) -> Workflow:
    return Workflow(
        Transition(
            "confirm",
            gettext_lazy("Benar, konfirmasi"),
            {EntryStatus.ENTERED, EntryStatus.DISPUTED},
            EntryStatus.CONFIRMED,
            who=may_confirm,
            tone="primary",
            consequence=gettext_lazy("Nilai ini dihitung sebagai diakui kedua pihak."),
        ),
        Transition(
            "confirm_on_behalf",
            gettext_lazy("Konfirmasi atas nama pihak lain"),
            {EntryStatus.ENTERED, EntryStatus.DISPUTED},
            EntryStatus.CONFIRMED,
            who=permissions.may_confirm_on_behalf,
            needs_note=True,
            consequence=gettext_lazy("Sebut surat, kunjungan, atau bukti yang Anda pegang."),
        ),
        Transition(
            "dispute",
            gettext_lazy("Tidak benar"),
            {EntryStatus.ENTERED},
            EntryStatus.DISPUTED,
            who=may_confirm,
            guard=states_another_figure,
            needs_note=True,
            tone="danger",
            consequence=gettext_lazy(
                "Kedua angka tampil berdampingan dan tidak ada yang dihitung, sampai ada yang menerima."
            ),
        ),
        Transition(
            "accept",
            gettext_lazy("Terima angka pihak lain"),
            {EntryStatus.DISPUTED},
            EntryStatus.CONFIRMED,
            who=permissions.may_accept_claim,
            guard=has_a_claim_to_accept,
            consequence=gettext_lazy("Angka pihak lain menggantikan angka Anda dan dihitung."),
        ),
        Transition(
            "correct",
            gettext_lazy("Perbaiki catatan"),
            {EntryStatus.ENTERED, EntryStatus.DISPUTED},
            EntryStatus.ENTERED,
            who=permissions.may_correct,
            consequence=gettext_lazy("Pihak lain diminta mengonfirmasi nilai yang baru."),
        ),
    )


CONTRACT_FLOW = _entry_flow(permissions.may_confirm_contract)
REALISATION_FLOW = _entry_flow(permissions.may_confirm_realisation)
