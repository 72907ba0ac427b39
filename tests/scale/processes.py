"""Measure a piece of work in a process of its own: its seconds, its memory, what it answered."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Measured:
    seconds: float  # of the work itself, as the child timed it
    peak_mb: float  # of the whole process
    answer: Any


def measure(function: str, *arguments: object, var_dir: Path | None = None) -> Measured:
    """Call `module:function(*arguments)` in a fresh process; what it returns must be JSON.

    `var_dir` chooses the copy of the application (its embedded servers); default: our own.
    """
    environment = os.environ | ({"VAR_DIR": str(var_dir)} if var_dir else {})
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.scale.child", function, json.dumps(arguments)],
            stdout=out,
            env=environment,
        )
        _, status, usage = os.wait4(child.pid, 0)
        if status:
            raise RuntimeError(f"{function} failed")
        out.seek(0)
        said = json.loads(out.read().splitlines()[-1])
    return Measured(said["seconds"], usage.ru_maxrss / 1024, said["answer"])
