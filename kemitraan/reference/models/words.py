"""The thesaurus that the matcher reads with: what the words of the trade mean, in Indonesian, locally and in English.

Rows of the data files are marked (`from_file`): a reload brings them back as they are there. Officials add rows of their own,
which a reload leaves alone.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.words import ALWAYS


class FromFile(models.Model):
    from_file = models.BooleanField(_("dari berkas data"), default=False, editable=False)

    class Meta:
        abstract = True


class Concept(FromFile):
    """One thing, material or trait, whatever it is called."""

    class Kind(models.TextChoices):
        THING = "thing", _("barang atau jasa")
        MATERIAL = "material", _("bahan atau golongan")
        TRAIT = "trait", _("sifat")

    name = models.CharField(_("nama"), max_length=40, unique=True)
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("termasuk dalam"),
        help_text=_("Konsep yang lebih luas: kursi termasuk dalam mebel."),
    )
    kind = models.CharField(
        _("jenis"),
        max_length=8,
        choices=Kind.choices,
        help_text=_("Barang atau jasa menentukan kecocokan; bahan dan sifat hanya memperhalusnya."),
    )

    class Meta:
        verbose_name = _("konsep")
        verbose_name_plural = _("konsep (kamus padanan)")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(broader__isnull=True) | ~Q(broader=models.F("id")),
                name="concept_not_its_own_family",
            ),
        ]

    def __str__(self):
        return self.name


class Form(FromFile):
    """A word or phrase that stands for a concept, written as `words.spoken` writes it; each means one thing alone."""

    class Language(models.TextChoices):
        INDONESIAN = "id", _("Indonesia")
        LOCAL = "local", _("Jawa/setempat")
        ENGLISH = "en", _("Inggris")

    words = models.CharField(_("kata"), max_length=60, unique=True)
    concept = models.ForeignKey(
        Concept, models.CASCADE, related_name="forms", verbose_name=_("konsep")
    )
    language = models.CharField(_("bahasa"), max_length=5, choices=Language.choices)

    class Meta:
        verbose_name = _("padanan kata")
        verbose_name_plural = _("padanan kata")
        ordering = ["words"]

    def __str__(self):
        return self.words


class Sense(FromFile):
    """What an ambiguous word means in which company; in none that fits it means nothing.

    Senses are tried in the order of `position`, those of officials after those of the file, and the one that always fits last.
    """

    word = models.CharField(_("kata"), max_length=30, db_index=True)
    concept = models.ForeignKey(
        Concept, models.CASCADE, related_name="senses", verbose_name=_("berarti")
    )
    company = models.CharField(
        _("bila ada kata"),
        max_length=400,
        help_text=_(
            "Kata-kata dalam teks yang sama (atau kode klaster), dipisah spasi; * berarti selalu."
        ),
    )
    position = models.PositiveSmallIntegerField(_("urutan"), default=0, editable=False)

    class Meta:
        verbose_name = _("kata bermakna ganda")
        verbose_name_plural = _("kata bermakna ganda")
        ordering = ["word", "from_file", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["word", "concept"],
                name="sense_once_a_word",
                violation_error_message=_("Arti ini sudah ada untuk kata itu."),
            ),
            models.UniqueConstraint(
                fields=["word"],
                condition=Q(company=ALWAYS),
                name="sense_always_once_a_word",
                violation_error_message=_("Kata ini sudah punya arti yang selalu berlaku."),
            ),
        ]

    def __str__(self):
        return f"{self.word}: {self.concept}"


class PlainWord(FromFile):
    """A word that stands for nothing: it is passed over, or is a real word that looks like a misspelling."""

    class Use(models.TextChoices):
        EMPTY = "empty", _("diabaikan: kata surat, tempat, waktu")
        REAL = "real", _("kata sungguhan, bukan salah ketik")

    word = models.CharField(_("kata"), max_length=30, unique=True)
    use = models.CharField(_("perlakuan"), max_length=5, choices=Use.choices)

    class Meta:
        verbose_name = _("kata biasa")
        verbose_name_plural = _("kata biasa")
        ordering = ["word"]

    def __str__(self):
        return self.word
