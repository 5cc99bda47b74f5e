"""A local web server with faults to order."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Fault:
    """What a server does wrong: a status with headers, a page in place of the file, or a connection cut short."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut_after: int | None = None
    whole_length: bool = True
    endless: bytes = b""  # sent again and again, in place of the file


@dataclass
class Site:
    """Files by path, faults that the next requests of a path meet (the last one stays where ``lasting``)."""

    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    lasting: bool = False
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""
    closed: threading.Event = field(default_factory=threading.Event)

    def next_fault(self, path: str) -> Fault | None:
        waiting = self.faults.get(path, [])
        if not waiting:
            return None
        return waiting[0] if self.lasting and len(waiting) == 1 else waiting.pop(0)

    def times(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": site}))
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        self.site.asked.append((path, dict(self.headers.items())))
        fault = self.site.next_fault(path)
        if fault is not None and fault.endless:
            self._flow(fault)
        elif fault is not None and (fault.body is not None or fault.status != 200):
            self._say(fault.status, fault.body or b"", fault.headers)
        elif path not in self.site.files:
            self._say(404, b"no", {})
        else:
            self._say(200, self.site.files[path], {}, fault)

    def _flow(self, fault: Fault) -> None:
        self.send_response(200)
        for name, value in fault.headers.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.site.closed.is_set():
                self.wfile.write(fault.endless)

    def _say(self, status: int, body: bytes, headers: dict[str, str], fault: Fault | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        sent = body if fault is None or fault.cut_after is None else body[: fault.cut_after]
        self.send_header("Content-Length", str(len(body if fault is None or fault.whole_length else sent)))
        self.end_headers()
        self.wfile.write(sent)
