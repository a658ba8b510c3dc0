"""From a host name to a connected socket: looked up once for a run, its addresses tried one after another."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence

Resolver = Callable[[str], Awaitable[Sequence[str]]]
"""A host name's IP addresses, those to try first in front. Raises OSError where there are none."""

STAGGER = 0.25  # seconds until the next address is tried beside a silent one (RFC 8305, section 5)
LOOKUPS = 64  # names looked up at the same time


async def look_up(host: str) -> Sequence[str]:
    """The addresses that the operating system knows for a name.

    In a thread of its own: a name server that is silent holds up neither other names nor the end of the program.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def tell(found: list[str], wrong: Exception | None) -> None:
        if answer.done():
            return
        if wrong is None:
            answer.set_result(found)
        else:
            answer.set_exception(wrong)

    def ask() -> None:
        found: list[str] = []
        wrong: Exception | None = None
        try:
            found = list(dict.fromkeys(
                str(each[4][0]) for each in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            ))  # fmt: skip
        except (OSError, UnicodeError) as raised:
            wrong = raised if isinstance(raised, OSError) else OSError(str(raised))
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(tell, found, wrong)

    threading.Thread(target=ask, daemon=True).start()
    return await answer


class Names:
    """Names looked up once for a run, at most 64 at a time."""

    def __init__(self, resolver: Resolver = look_up) -> None:
        self._resolver = resolver
        self._known: dict[str, asyncio.Task[Sequence[str]]] = {}
        self._turn = asyncio.Semaphore(LOOKUPS)

    async def __call__(self, host: str) -> Sequence[str]:
        """The addresses of a name. Raises OSError."""
        with contextlib.suppress(ValueError):
            return [str(ipaddress.ip_address(host))]
        task = self._known.get(host)
        if task is None:
            task = self._known[host] = asyncio.create_task(self._ask(host))
            if len(self._known) > 10_000:
                del self._known[next(iter(self._known))]
        try:
            return await asyncio.shield(task)
        except OSError:
            self._known.pop(host, None)  # the next one asks again
            raise

    async def _ask(self, host: str) -> Sequence[str]:
        async with self._turn:
            return await self._resolver(host)

    def close(self) -> None:
        """Wait for nothing any more."""
        for task in self._known.values():
            task.cancel()
        self._known.clear()


async def first_that_answers(addresses: Sequence[str], port: int) -> socket.socket:
    """A socket connected to one of the addresses, which are tried in their order, a quarter of a second apart.

    Raises OSError when none of them lets itself be connected to.
    """
    if len(addresses) == 1:
        return await connect(addresses[0], port)
    waiting = list(addresses)
    trying: set[asyncio.Task[socket.socket]] = set()
    wrong: BaseException = OSError("there is no address")
    try:
        while waiting or trying:
            if waiting:
                trying.add(asyncio.create_task(connect(waiting.pop(0), port)))
            done, trying = await asyncio.wait(
                trying, timeout=STAGGER if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            won: list[socket.socket] = []
            for task in done:
                failed = task.exception()
                if failed is None:
                    won.append(task.result())
                else:
                    wrong = failed
            for late in won[1:]:
                late.close()
            if won:
                return won[0]
    finally:
        for task in trying:
            task.cancel()
            task.add_done_callback(_forget)
    raise wrong


def _forget(task: asyncio.Task[socket.socket]) -> None:
    if not task.cancelled() and task.exception() is None:
        task.result().close()


async def connect(address: str, port: int) -> socket.socket:
    """A socket connected to one IP address. Raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setblocking(False)  # noqa: FBT003 - the standard library's signature
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(made, (address, port))
    except BaseException:
        made.close()
        raise
    return made
