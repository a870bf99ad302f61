"""Catalogues are compiled without gettext's own programs, and none is left behind."""

import gettext
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture
def write(tmp_path, settings):
    """write(po text, folder): a catalogue below a LOCALE_PATH of its own."""
    settings.LOCALE_PATHS = [tmp_path / "locale", tmp_path / "locale_vendor"]

    def write(entries, folder="locale/en", header=HEADER):
        path = tmp_path / folder / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        path.write_text(header + entries)
        return path

    return write


def compiled() -> str:
    output = StringIO()
    call_command("compile_catalogues", stdout=output)
    return output.getvalue()


def reading(path):
    with path.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_catalogue_of_every_folder(write):
    ours = write('msgid "Simpan"\nmsgstr "Save"\n')
    vendor = write('msgid "Save"\nmsgstr "Simpan"\n', "locale_vendor/id")
    assert compiled().count("1 of 1 strings") == 2
    assert reading(ours).gettext("Simpan") == "Save"
    assert reading(vendor).gettext("Save") == "Simpan"


def test_a_fuzzy_header_hides_nothing(write):
    path = write('msgid "Simpan"\nmsgstr "Save"\n', header="#, fuzzy\n" + HEADER)
    compiled()
    assert reading(path).gettext("Simpan") == "Save"


def test_a_fuzzy_entry_is_not_trusted(write):
    path = write('#, fuzzy\nmsgid "Simpan"\nmsgstr "Saving?"\n\nmsgid "Batal"\nmsgstr ""\n')
    assert "0 of 2 strings" in compiled()
    assert reading(path).gettext("Simpan") == "Simpan"


def test_plurals_follow_the_catalogues_own_rule(write):
    path = write('msgid "%(n)d usaha"\nmsgid_plural "%(n)d usaha"\n'
                 'msgstr[0] "%(n)d firm"\nmsgstr[1] "%(n)d firms"\n')  # fmt: skip
    compiled()
    assert reading(path).ngettext("%(n)d usaha", "%(n)d usaha", 1) == "%(n)d firm"
    assert reading(path).ngettext("%(n)d usaha", "%(n)d usaha", 2) == "%(n)d firms"


def test_a_lost_placeholder_stops_everything(write):
    path = write('#, python-format\nmsgid "Oleh %(name)s"\nmsgstr "By %(nama)s"\n')
    with pytest.raises(CommandError, match="django.po"):
        compiled()
    assert not path.with_suffix(".mo").exists()


def test_a_broken_file_is_named(write):
    write('msgid "Simpan\nmsgstr Save\n')
    with pytest.raises(CommandError, match="django.po"):
        compiled()


def test_nothing_to_do_is_said(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    assert "No catalogue" in compiled()
