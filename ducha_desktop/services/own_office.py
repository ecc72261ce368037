"""Which office this data folder belongs to, as the window and the exports name it."""

from dataclasses import dataclass

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.vocabulary import OfficeRole
from ducha_desktop.services.office import Reader


@dataclass(frozen=True, slots=True)
class OfficeHead:
    """The office of this installation.

    Attributes:
        name: full name as it issues papers, e.g. `中共云岭县委 云岭县人民政府督查室`.
        county: e.g. `云岭县`; `level` its level word.
        role: county office, department or township.
    """

    name: str
    county: str
    level: str
    role: OfficeRole


def own_office(reader: Reader) -> OfficeHead:
    """The office of this data folder.

    Raises:
        NotFoundError: the folder was never founded.
    """
    row = reader.connection.execute(
        "SELECT name, county, level, role FROM office WHERE own=1 AND deleted_at IS NULL ORDER BY id LIMIT 1"
    ).fetchone()
    if row is None:
        raise NotFoundError("这个数据文件夹里没有单位信息，没有打开。请重新建立台账，或从备份恢复。")
    return OfficeHead(row[0], row[1], row[2], OfficeRole(row[3]))
