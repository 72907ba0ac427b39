"""The application's settings, with servers, keys and files of the tests' own.

A running copy in the same folder is never touched.
"""

import os
from pathlib import Path

os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))

from config.settings import *  # noqa: F403

# Pages name their static files as they lie in the sources; nothing has to be collected first.
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True

# Each process of a parallel run has Redis databases of its own: emptying one cache must not empty
# another's, nor a broker.
_number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CACHES["default"]["LOCATION"] = f"{REDIS_URL}?db={1 + _number}"  # noqa: F405
CELERY_BROKER_URL = f"{CELERY_BROKER_URL}?virtual_host={8 + _number}"  # noqa: F405

# Thousands of accounts are made; the real hash is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
