"""Where one matter comes from."""

from datetime import date

from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import OriginOfMatter
from ducha_desktop.storage.queries import origins as queries


def origins_of(reader: Reader, matter_uid: str) -> tuple[OriginOfMatter, ...]:
    """Where a matter comes from, in order of entry."""
    return tuple(
        OriginOfMatter(link, uid, OriginKind(kind), number, title, date.fromisoformat(on), words)
        for link, uid, kind, number, title, on, words in queries.origins_of(reader.connection, matter_uid)
    )
