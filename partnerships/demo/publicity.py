"""What the public sees of the demo: the drives that sources tell of, and which partnerships may stand in the register."""

from datetime import date, datetime

from kemitraan.accounts.models import User
from partnerships.models import Mou, PartnershipProgramme, Scope
from partnerships.services import register
from partnerships.services.programmes import save_programme

#: What is known of national drives beside the one of 18 January 2021: (about, day, (PMA, PMDN) or companies, UMKM, rupiah, source,
#: note). Sources count different things and disagree: each stands for itself.
OTHER_TOTALS = (
    (
        "Program nasional sepanjang 2021",
        date(2021, 12, 31),
        (46, 43),
        383,
        2_730_000_000_000,
        "IDX Channel; sumber lain menyebut 389 UMKM",
        "Sebagian besar masih pra-kontrak.",
    ),
    (
        "Program nasional 2022",
        date(2022, 12, 31),
        84,
        320,
        5_140_000_000_000,
        "IDX Channel",
        "",
    ),
    (
        "Program nasional 2022, hitungan lain",
        date(2022, 12, 31),
        None,
        None,
        4_500_000_000_000,
        "Kompas.id, 26 Januari 2023",
        "507 kesepakatan.",
    ),
    (
        "April 2021 sampai 2022",
        date(2022, 12, 31),
        None,
        None,
        22_600_000_000_000,
        "Kompas.id, 26 Januari 2023",
        "1.178 kesepakatan.",
    ),
    (
        "Sejak Permen Investasi 1/2022 sampai akhir 2024",
        date(2024, 12, 31),
        725,
        1_505,
        15_900_000_000_000,
        "Tempo.co",
        "2.546 kesepakatan.",
    ),
)


def save_drives(*, actor: User) -> None:
    """The national drive of 18 January 2021 with what its source says, and beside it the totals of other sources."""
    drive = save_programme(
        PartnershipProgramme(
            name="Penandatanganan kemitraan nasional 18 Januari 2021",
            held_on=date(2021, 1, 18),
            scope=Scope.NATIONAL,
            companies_pma=29,
            companies_pmdn=27,
            umkm_count=196,
            potential_rupiah=1_500_000_000_000,
            source="Siaran pers BKPM; jatimpos.co; sinergimadura.com",
            source_on=date(2021, 1, 18),
            note=(
                "Diadakan BKPM untuk seluruh Indonesia dan disaksikan lewat Zoom dari Pamekasan: UMKM-nya tersebar di seluruh "
                "Indonesia. Bukan angka kabupaten mana pun."
            ),
        ),
        actor=actor,
    )
    for name, day, companies, umkm, rupiah, source, note in OTHER_TOTALS:
        pma, pmdn = companies if isinstance(companies, tuple) else (None, None)
        save_programme(
            PartnershipProgramme(
                name=name,
                held_on=day,
                scope=Scope.NATIONAL,
                companies_pma=pma,
                companies_pmdn=pmdn,
                companies_count=companies if isinstance(companies, int) else None,
                umkm_count=umkm,
                potential_rupiah=rupiah,
                source=source,
                note=note,
                beside=drive,
            ),
            actor=actor,
        )


def fill_register(*, officer: User, now: datetime) -> None:
    """Most parties agree by themselves; one UMKM refuses, one company has signed a form, and for one a rule is named."""
    rows = Mou.objects.ever_signed().select_related("company").order_by("pk")
    for position, mou in enumerate(rows.prefetch_related("members__umkm__members__user")):
        if position % 7 == 5:
            continue  # nobody has been asked yet
        buyer = mou.company.members.select_related("user").order_by("pk").first().user
        if position % 7 == 3:
            register.record_answer(
                mou,
                actor=officer,
                agrees=True,
                note="Formulir persetujuan bertanda tangan, map MoU di DPMPTSP.",
                now=now,
            )
        elif position % 7 == 4:
            register.name_rule(
                mou,
                actor=officer,
                basis="Contoh: peraturan bupati tentang keterbukaan program kemitraan, pasal 5",
                now=now,
            )
            continue
        else:
            register.answer_register(mou, actor=buyer, agrees=True, now=now)
        for member in mou.members.all():
            owner = next(row.user for row in member.umkm.members.all() if row.role == "owner")
            register.answer_register(
                mou, actor=owner, umkm=member.umkm, agrees=position % 7 != 2, now=now
            )
