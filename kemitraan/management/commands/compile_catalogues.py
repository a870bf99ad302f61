"""Compile every translation catalogue (.po) to what gettext reads (.mo), without the system package gettext."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

#: A line of a catalogue. Babel forgives a missing quotation mark, and cuts the last letter off instead.
_LINE = re.compile(
    r"""(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*"\s*|\#.*|\s*"""
)


class Command(BaseCommand):
    help = "Compiles all .po files below LOCALE_PATHS to .mo files beside them."
    requires_system_checks = ()

    def handle(self, *args, **options):
        sources = sorted(
            source for folder in settings.LOCALE_PATHS for source in Path(folder).rglob("*.po")
        )
        if not sources:
            self.stdout.write("No catalogue found: nothing to compile.")
        for source in sources:
            self.stdout.write(f"{_short(source)}: {compile_catalogue(source)}")


def compile_catalogue(source: Path) -> str:
    """Write the .mo file beside `source` and say what it holds.

    Entries marked fuzzy are left out, as gettext does; a header marked fuzzy does not hide the whole file. Raises
    CommandError when the file is no catalogue, or a translation lost or changed a placeholder.
    """
    text = source.read_bytes()
    for number, line in enumerate(text.decode().splitlines(), start=1):
        if not _LINE.fullmatch(line):
            raise CommandError(f"{_short(source)}:{number}: not a line of a catalogue: {line}")
    try:
        catalogue = read_po(BytesIO(text), locale=source.parent.parent.name, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CommandError(f"{_short(source)}: {error}") from error
    wrong = [
        f"{_short(source)}:{message.lineno}: {error}"
        for message, errors in catalogue.check()
        if message.string and not message.fuzzy
        for error in errors
    ]
    if wrong:
        raise CommandError("\n".join(wrong))
    messages = [message for message in catalogue if message.id]
    ready = [message for message in messages if _is_translated(message) and not message.fuzzy]
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    target = source.with_suffix(".mo")
    draft = target.with_suffix(".mo.new")
    draft.write_bytes(compiled.getvalue())
    draft.replace(target)  # a running server never reads half a file
    return f"{len(ready)} of {len(messages)} strings"


def _is_translated(message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(strings)


def _short(path: Path) -> str:
    return str(
        path.relative_to(settings.BASE_DIR) if path.is_relative_to(settings.BASE_DIR) else path
    )
