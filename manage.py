#!/usr/bin/env python
"""Django's commands, on embedded servers when none are configured."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from kemitraan import embedded

#: Commands that touch no server; they run on a machine without one.
WITHOUT_SERVERS = {
    "collectstatic",
    "compile_catalogues",
    "compilemessages",
    "findstatic",
    "help",
    "makemessages",
    "version",
}
ASKS_FOR_HELP = {"-h", "--help", "--version"}


def needs_servers(words: list[str]) -> bool:
    """Does the command line, without the program's name, lead to the database or to Redis?"""
    return bool(words) and words[0] not in WITHOUT_SERVERS and not ASKS_FOR_HELP & set(words)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kemitraan.settings")
    if needs_servers(sys.argv[1:]):
        try:
            embedded.ensure_running(settings.EMBEDDED_SERVERS)
        except (embedded.ServerError, ImproperlyConfigured) as error:
            sys.exit(f"manage.py: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
