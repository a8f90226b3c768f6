"""A virus scanner for tests: it speaks the protocol of clamd, and finds what a test tells it to find."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The test file every scanner knows."""


class Clamd(socketserver.ThreadingTCPServer):
    """One scanner on a free port."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, stream_max: int = 100 * 1024 * 1024, banner: bytes = b"") -> None:
        super().__init__(("127.0.0.1", 0), _Line)
        self.stream_max, self.banner = stream_max, banner
        self.scanned: list[int] = []
        """Bytes of each stream that came as a whole."""

    @property
    def url(self) -> str:
        """Address for the settings."""
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class _Line(socketserver.StreamRequestHandler):
    server: Clamd

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            if not (byte := self.rfile.read(1)):
                return
            command += byte
        if self.server.banner:
            self.wfile.write(self.server.banner)
        elif command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM\0":
            self._scan()
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _scan(self) -> None:
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
            if len(content) > self.server.stream_max:  # as the real one: the line is closed at once
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                self.connection.shutdown(socket.SHUT_RDWR)
                return
        self.server.scanned.append(len(content))
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in content else b"stream: OK\0")


@contextmanager
def clamd(stream_max: int = 100 * 1024 * 1024, banner: bytes = b"") -> Iterator[Clamd]:
    """Run a scanner; *banner* is what it answers to everything."""
    with Clamd(stream_max, banner) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
