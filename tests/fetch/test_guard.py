"""Addresses that are not public are refused, by whatever name and on every hop."""

import asyncio
import ipaddress

import pytest
from hostile import Hostile, hostile
from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.guard import not_public
from feeds.fetch.names import Resolver, look_up
from feeds.fetch.network import Limits
from feeds.fetch.wire import Wire, deliver
from feeds.source.delivery import Answer, Failure, Observed

PUBLIC = ["1.1.1.1", "93.184.215.14", "100.63.255.255", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450::1"]
NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104 - judged, not bound to
    "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.9.9.9", "168.63.129.16",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1",
    "239.255.255.255", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:1.1.1.1", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:0:1::1", "2001:db8::1", "2002:7f00:1::1", "fc00::1", "fd00:ec2::254",
    "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1", "", "example.org",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert not_public(address) is None


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not_public(address)


@given(st.ip_addresses())
def test_nothing_is_public_that_the_standard_library_calls_private(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not_public(str(address))


def pretend_public(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """One loopback address is called public for once: no test connects to a real one."""
    monkeypatch.setattr(
        "feeds.fetch.network.not_public", lambda asked: not_public("1.1.1.1" if asked == address else asked)
    )


def ask(url: str, resolver: Resolver = look_up) -> Observed:
    async def run() -> Observed:
        async with Wire(public_only=True, resolver=resolver, limits=Limits(connect=1.0)) as wire:
            return await wire.ask(url)

    return asyncio.run(run())


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"],
)
def test_every_spelling_of_loopback_is_refused(host: str) -> None:
    with hostile() as server:
        observed = ask(f"http://{host}:{server.origin.rpartition(':')[2]}/feed")

        assert isinstance(observed, Failure)
        assert observed.kind in {"refused", "url"}
        assert server.connections == 0


def test_a_name_that_is_answered_differently_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the first answer is judged and connected to, and nobody asks again."""
    pretend_public(monkeypatch, "127.0.0.3")  # where nobody listens
    asked: list[str] = []

    async def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.3"] if len(asked) == 1 else ["127.0.0.1"]

    with hostile() as server:
        observed = ask(f"http://rebinding.example:{server.origin.rpartition(':')[2]}/feed", rebinding)

        assert isinstance(observed, Failure)
        assert observed.kind == "connect"
        assert server.connections == 0
        assert asked == ["rebinding.example"]


def test_a_name_with_a_public_and_a_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_public(monkeypatch, "127.0.0.3")

    async def both(_host: str) -> list[str]:
        return ["127.0.0.1", "127.0.0.3"]

    with hostile() as server:
        observed = ask(f"http://both.example:{server.origin.rpartition(':')[2]}/feed", both)

        assert isinstance(observed, Failure)
        assert server.connections == 0


def test_a_redirect_is_judged_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_public(monkeypatch, "127.0.0.1")

    async def run(server: Hostile) -> None:
        async with Wire(public_only=True) as wire:
            source = await deliver(wire, server.url("/to-metadata"))
            assert source.delivery is not None
            assert isinstance(source.delivery.hops[0], Answer)
            assert isinstance(source.delivery.final, Failure)
            assert source.delivery.final.kind == "refused"
            assert "169.254.169.254" in source.delivery.final.says

    with hostile() as server:
        asyncio.run(run(server))
