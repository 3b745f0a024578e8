"""Which IP addresses are on the public internet: anything else could be this machine, its network or its metadata."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_GLOBAL_UNICAST = ip_network("2000::/3")
# Global to ``is_global``, of some Python versions at least, though no page is there for us: protocol assignments with a
# cloud's metadata (192.0.0.192), the 6to4 relays, another cloud's metadata. The rest it says no to itself: loopback,
# private, link-local with 169.254.169.254, carrier-grade NAT, documentation, benchmarks, reserved, "this host".
_FOUR = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
# fd00:ec2::254, ::1, fe80::/10, ::ffff:0:0/96 and 64:ff9b::/96 are outside 2000::/3. Inside of it a 6to4 or Teredo address
# carries an IPv4 address that nobody would have checked.
_SIX = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


def is_public(text: str) -> bool:
    """Whether ``text`` is the numeric address of a host that anyone on the internet could ask."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return _public_four(address) if isinstance(address, IPv4Address) else _public_six(address)


def _public_four(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in network for network in _FOUR)


def _public_six(address: IPv6Address) -> bool:
    inside = address.scope_id is None and address in _GLOBAL_UNICAST
    return inside and not any(address in network for network in _SIX)
