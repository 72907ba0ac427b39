"""`python -m tests.scale county|city|dense|…`: a function of program.py by name."""

import os
import sys
from importlib import import_module

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    getattr(import_module("tests.scale.program"), sys.argv[1])(*map(int, sys.argv[2:]))


if __name__ == "__main__":
    main()
