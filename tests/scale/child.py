"""What `processes.measure` runs: set Django up, time one function, print one JSON line."""

import json
import os
import sys
import time
from importlib import import_module

import django

from config import services


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    services.start()
    django.setup()
    module, function = sys.argv[1].split(":")
    work = getattr(import_module(module), function)
    start = time.perf_counter()
    answer = work(*json.loads(sys.argv[2]))
    print(json.dumps({"seconds": time.perf_counter() - start, "answer": answer}))  # noqa: T201


if __name__ == "__main__":
    main()
