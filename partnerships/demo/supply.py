"""What supply has beside its register: groups with members, photos, half-typed stages, help that was asked for."""

import random
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone
from PIL import Image, ImageDraw

from kemitraan.accounts.models import Role, User
from umkm.models import Stage, StageDraft, Umkm
from umkm.services import (
    Typed,
    add_photos,
    ask_membership,
    change_facilitation,
    note_expiring_certificates,
    request_facilitation,
    save_draft,
)
from umkm.services.sharing import count_look, share, withdraw_link

#: (service, why, how far the office has come), one firm after the other.
REQUESTS = (
    ("kur", "Modal membeli benang untuk pesanan seragam.", "asked"),
    ("spp-irt", "Diminta toko modern.", "answer"),
    ("halal", "Pembeli meminta sertifikat halal.", "take_up"),
    ("nib", "Syarat masuk MoU.", "complete"),
    ("merek", "Nama produk mulai ditiru.", "take_up"),
    ("spp-irt", "Kemasan baru untuk keripik.", "asked"),
    ("pelatihan-mutu", "Contoh ditolak karena ukuran tidak sama.", "answer"),
    ("akses-pasar", "Ingin ikut pameran.", "refuse"),
)
#: Colours of the cloths in the pictures: indigo, soga, turmeric, cotton.
DYES = ((35, 48, 107), (111, 67, 24), (227, 167, 47), (243, 236, 221), (23, 32, 71))
GROUPS, MEMBERS, PICTURES = 5, 4, 8


class Supply:
    def __init__(self, *, officer: User, verifier: User, seed: int, now: datetime):
        self.officer, self.verifier, self.now = officer, verifier, now
        self.chance = random.Random(f"{seed}/supply")

    def play(self) -> str:
        """What there is now, for the log."""
        members, asked = self._groups(), self._requests()
        pictures, notices = self._pictures(), note_expiring_certificates()
        self._half_typed()
        self._share()
        return f"{members} members of groups, {asked} requests, {pictures} photos, {notices} certificate notices"

    def _groups(self) -> int:
        """Koperasi and KUB with firms of their cluster: an officer has entered them."""
        verified = Umkm.objects.verified()
        count = 0
        for group in verified.exclude(form=Umkm.Form.SINGLE).order_by("pk")[:GROUPS]:
            alike = verified.filter(form=Umkm.Form.SINGLE, cluster=group.cluster_id)
            for member in alike.order_by("pk")[count : count + MEMBERS]:
                ask_membership(group, member, actor=self.verifier, now=self._ago(30))
                count += 1
        return count

    def _requests(self) -> int:
        """Asked by those who have accounts first, so that their desks show what became of it."""
        firms = list(_with_accounts()[: len(REQUESTS)])
        offices = {"dinkes": User.objects.filter(role=Role.OFFICE_OFFICER, office="dinkes").first()}
        offices |= {"dinkop": self.verifier, "dpmptsp": self.officer}
        for position, (firm, (service, because, verb)) in enumerate(
            zip(firms, REQUESTS, strict=False)
        ):
            row = request_facilitation(
                firm,
                service,
                actor=firm.members.first().user,
                because=because,
                now=self._ago(4 + 2 * position),
            )
            office = offices.get(row.office)
            if verb == "asked" or office is None:
                continue
            step = {"actor": office, "now": self._ago(2)}
            if verb == "complete":
                row = change_facilitation(row, "take_up", **step)
            note = {
                "answer": "Silakan datang Selasa pukul 09.00 dengan KTP dan contoh produk.",
                "refuse": "Tempat pameran tahun ini sudah penuh; kami catat untuk tahun depan.",
            }.get(verb, "")
            change_facilitation(row, verb, note=note, **step)
        return min(len(firms), len(REQUESTS))

    def _pictures(self) -> int:
        """Striped cloth, drawn here: no photo of anybody's goods stands in a demo."""
        with_accounts_first = F("members__pk").asc(nulls_last=True)
        firms = Umkm.objects.verified().order_by(with_accounts_first, "pk")
        products = [firm.products.first() for firm in firms[:PICTURES]]
        for product in products:
            add_photos(product, actor=self.verifier, uploads=[self._cloth()])
        return len(products)

    def _cloth(self) -> SimpleUploadedFile:
        cloth = Image.new("RGB", (1200, 900), self.chance.choice(DYES))
        draw, x = ImageDraw.Draw(cloth), 0
        while x < cloth.width:
            width = self.chance.choice([6, 10, 24, 40])
            draw.rectangle((x, 0, x + width, cloth.height), fill=self.chance.choice(DYES))
            x += width + self.chance.choice([4, 12, 30])
        data = BytesIO()
        cloth.save(data, "PNG")
        return SimpleUploadedFile("kain.png", data.getvalue(), "image/png")

    def _half_typed(self) -> None:
        """The first owner was in the middle of a new product when the signal went."""
        firm = _with_accounts().first()
        if firm is None:
            return
        save_draft(
            firm,
            Stage.PRODUCTS,
            actor=firm.members.first().user,
            typed={"name": Typed("Serbet lurik"), "capacity_month": Typed("kira-kira 300")},
            row=StageDraft.NEW,
            now=self._ago(1),
        )

    def _share(self) -> None:
        """The first owner has sent the profile to somebody, and withdrew another link."""
        firm = _with_accounts().first()
        if firm is None:
            return
        owner, until = firm.members.first().user, timezone.localdate(self.now) + timedelta(days=30)
        shared = {"actor": owner, "until": until, "now": self._ago(6)}
        link, _token = share(firm, shown=["telephone", "prices"], purpose="Bu Rini", **shared)
        for days in (5, 3, 1):
            count_look(link, now=self._ago(days))
        old, _token = share(firm, purpose="Pameran", **shared)
        withdraw_link(old, actor=owner, now=self._ago(2))

    def _ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)


def _with_accounts():
    """Firms whose owners can sign in; those of the ready accounts first."""
    return Umkm.objects.filter(members__isnull=False).order_by("members__user", "pk")
