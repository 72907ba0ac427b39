#!/usr/bin/env python
"""Django's command line; starts the embedded servers first where they are used."""

import os
import sys

from django.core.management import execute_from_command_line

from config import services

# These touch no database and no Redis.
WITHOUT_SERVICES = {"check", "collectstatic", "help", "messages", "spectacular", "stop_services"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command not in WITHOUT_SERVICES and not command.startswith("-"):
        services.start()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
