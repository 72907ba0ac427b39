"""Typed readers of the environment, and the keys that are made where none are given."""

import base64
import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "") or default


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes, on; false for anything else that is set."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def var_dir() -> Path:
    """Folder of everything that is made at run time (VAR_DIR, default var/ beside manage.py)."""
    return Path(text("VAR_DIR", str(BASE_DIR / "var"))).resolve()


def key(name: str) -> str:
    """The secret `name` from the environment, else from VAR_DIR/keys, where it is made once.

    48 random bytes in URL-safe base64, file mode 0600. Two processes that start together agree:
    the file appears whole, under its name, exactly once.
    """
    if given := os.environ.get(name):
        return given
    folder = var_dir() / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name.lower()
    if not path.exists():
        _make_once(path, base64.urlsafe_b64encode(secrets.token_bytes(48)).decode())
    return path.read_text(encoding="ascii")


def _make_once(path: Path, value: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value)
    try:
        os.link(draft, path)  # fails where another process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
