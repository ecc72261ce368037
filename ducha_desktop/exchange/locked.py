"""Workbooks under a password, opened in memory. Runs in the worker."""

import io

from ducha_desktop.domain.errors import DamagedError, EncryptedFileError
from ducha_desktop.exchange.safety import DAMAGED, check_size


def unlock(data: bytes, password: str) -> bytes:
    """The bytes without their password.

    Raises:
        EncryptedFileError: the password is wrong or the kind of encryption is unknown.
        DamagedError: decrypted, but not whole.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    opened = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        office.load_key(password=password)
        office.decrypt(opened)
    except (InvalidKeyError, DecryptionError) as error:
        raise EncryptedFileError("密码不对，文件没有打开，没有导入任何内容。请核对密码后重试。") from error
    except Exception as error:  # the library raises whatever the bytes provoke
        raise DamagedError(DAMAGED) from error
    check_size(opened.tell())
    return opened.getvalue()
