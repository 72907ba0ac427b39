"""Who wants to know that measures of households changed: filled in wiring.py, called by actions."""

from collections.abc import Callable, Collection

listeners: list[Callable[[Collection[int]], None]] = []


def tell(household_ids: Collection[int]) -> None:
    """Inside the transaction that changed what they are given, or what reached them."""
    for listener in listeners:
        listener(household_ids)
