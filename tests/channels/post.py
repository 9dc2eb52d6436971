"""Mail servers for tests, on this machine: a real one, and one that says what it is told to."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Post:
    """A mail server's mind.

    refused: the answer to a recipient whose name is "bad". breaks: how many messages it hangs up
    on before it says whether it took them. pause: seconds it takes for each. on_data: told of
    each message before it is taken, and False when it is not to be.
    """

    def __init__(self) -> None:
        self.got: list[Envelope] = []
        self.sessions: set[int] = set()
        self.refused = "550 5.1.1 no such box\x1b"
        self.answer = "250 OK"
        self.breaks = 0
        self.pause = 0.0
        self.on_data: Callable[[Envelope], bool] = lambda envelope: True

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        if address.startswith("bad"):
            return self.refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a message."""
        await asyncio.sleep(self.pause)
        if self.breaks and server.transport:
            self.breaks -= 1
            server.transport.close()
        elif self.on_data(envelope):
            self.got.append(envelope)
            self.sessions.add(id(session))
        return self.answer


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(post: Post, **options: Any) -> Iterator[str]:
    """A mail server on this machine; its address."""
    controller = Controller(post, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}"
    finally:
        controller.stop()


@contextlib.contextmanager
def answering(*lines: bytes, pause: float = 0.0) -> Iterator[str]:
    """A server that says these lines, slowly, and then nothing more; its address."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            server.settimeout(0.1)
            while not ended.is_set():
                with contextlib.suppress(OSError), server.accept()[0] as connection:
                    for line in lines:
                        connection.sendall(line)
                        ended.wait(pause)
                    ended.wait(5)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        ended.set()
        thread.join()


@contextlib.contextmanager
def full_up() -> Iterator[str]:
    """A server that has as many calls waiting as it takes; its address."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(server.getsockname())
        yield f"127.0.0.1:{server.getsockname()[1]}"
