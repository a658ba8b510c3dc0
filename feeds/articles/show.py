"""What a podcast says of the show, beyond what every feed says of itself.

Sources: https://podcasters.apple.com/support/823-podcast-requirements and
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Show:
    """The facts of a show; None or empty is what nobody said.

    ``categories`` are ``Arts`` or ``News > Daily News``, ``image`` the cover's address, ``kind`` episodic or serial.
    """

    categories: tuple[str, ...] = ()
    image: str = ""
    explicit: bool | None = None
    kind: str = ""
    author: str = ""
    owner: str = ""
    email: str = ""
    guid: str = ""
    medium: str = ""
    locked: bool | None = None
    complete: bool = False
    funding: str = ""
    funding_says: str = ""
