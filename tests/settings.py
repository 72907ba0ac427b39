"""The application's settings, with servers, keys and files of the tests' own.

A running copy in the same folder is never touched.
"""

import os
from pathlib import Path

os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))

from config.settings import *  # noqa: F403
