"""Django finds an application's models here; they live in the slices."""

from assets.files.models import *  # noqa: F403
from assets.ledger.models import *  # noqa: F403
from assets.rights.models import *  # noqa: F403
