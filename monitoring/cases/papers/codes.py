"""QR codes of pages, as pictures that need no file."""

import segno


def picture(address: str) -> str:
    """A data address of the code, which the policy of the pages allows for images."""
    return segno.make(address, error="m").svg_data_uri(scale=4)
