"""Units and people by a few letters of their names, short names or pinyin initials."""

from ducha_desktop.storage.connection import Connection

_LIKE = (
    "(x.name LIKE :within ESCAPE '\\' OR x.{others} LIKE :within ESCAPE '\\'"
    " OR x.initials LIKE :initial ESCAPE '\\')"
)
_RANK = (
    "CASE WHEN x.name = :typed THEN 0 WHEN x.name LIKE :begin ESCAPE '\\' THEN 1"
    " WHEN x.name LIKE :within ESCAPE '\\' THEN 2 ELSE 3 END"
)
_LEADS = (
    "EXISTS (SELECT 1 FROM assignment a WHERE a.person_uid = x.uid AND a.role IN ('liaison','responsible')"
    " AND a.deleted_at IS NULL)"
)


def units_like(connection: Connection, typed: str, most: int) -> list[tuple[str, str, str]]:
    """(uid, name, class) of units, best first, then in official order."""
    return list(
        connection.execute(
            f"SELECT x.uid, x.name, x.rank_class FROM unit x WHERE x.deleted_at IS NULL"
            f" AND {_LIKE.format(others='short_names')} ORDER BY {_RANK}, x.official_order, x.id LIMIT :most",
            _parameters(typed, most),
        ).fetchall()
    )


def people_like(connection: Connection, typed: str, most: int) -> list[tuple[str, str, str, bool]]:
    """(uid, name, unit, whether they lead a matter) of people, best first, then in official order."""
    return [
        (uid, name, unit, bool(leads))
        for uid, name, unit, leads in connection.execute(
            f"SELECT x.uid, x.name, coalesce(u.name, ''), {_LEADS} FROM person x LEFT JOIN unit u ON u.uid = x.unit_uid"
            f" WHERE x.deleted_at IS NULL AND {_LIKE.format(others='aliases')}"
            f" ORDER BY {_RANK}, x.official_order, x.id LIMIT :most",
            _parameters(typed, most),
        )
    ]


def _parameters(typed: str, most: int) -> dict[str, str | int]:
    bare = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {
        "typed": typed,
        "within": f"%{bare}%",
        "begin": f"{bare}%",
        "initial": f"%{bare.lower()}%",
        "most": most,
    }
