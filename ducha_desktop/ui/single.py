"""One window per data folder: a second start brings the first window to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 300


class Single(QObject):
    """Answers on a local socket named after the data folder."""

    woken = Signal()

    def __init__(self, root: Path) -> None:
        """Name the socket; nothing is opened yet."""
        super().__init__()
        digest = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:24]
        self._name = f"ducha-{digest}"
        self._server: QLocalServer | None = None

    def wake_other(self) -> bool:
        """Ask a window that is already open to come to the front; whether there was one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(b"show")
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Be the window that is woken."""
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._called)
        server.listen(self._name)
        self._server = server

    def close(self) -> None:
        """Stop answering."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _called(self) -> None:
        server = self._server
        while server is not None and server.hasPendingConnections():
            connection = server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
        self.woken.emit()
