#!/usr/bin/env python
"""Django's commands, on embedded servers when none are configured."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from kemitraan import embedded

#: Commands that touch no server; they run on a machine without one.
WITHOUT_SERVERS = {"help", "collectstatic", "compile_catalogues", "makemessages", "findstatic", "version", "--version"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kemitraan.settings")
    if not WITHOUT_SERVERS & set(sys.argv[1:2] or ["help"]):
        embedded.ensure_running(settings.EMBEDDED_SERVERS)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
