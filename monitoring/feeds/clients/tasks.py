from celery import shared_task
from oauth2_provider.models import clear_expired


@shared_task
def clear_tokens_nightly() -> None:
    """Tokens that no longer open anything."""
    clear_expired()
