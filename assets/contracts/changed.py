"""Who wants to know that what is owed for an asset changed: filled by income, called by actions."""

from collections.abc import Callable, Collection

listeners: list[Callable[[Collection[int]], object]] = []


def tell(asset_ids: Collection[int]) -> None:
    """Inside the transaction that changed a contract, an investment or what came back of it."""
    for listener in listeners:
        listener(asset_ids)
