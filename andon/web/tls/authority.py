"""What is signed: an authority that may sign for this plant's own names only, and a server certificate of a year.

Browsers refuse a server certificate of more than 398 days, so ours holds 397 and is renewed; the authority, which
people install by hand on each device, holds ten years.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from andon.base.errors import BadInput

AUTHORITY_DAYS = 3652
SERVER_DAYS = 397
EARLIER = timedelta(days=1)  # a device whose clock is behind by hours must not refuse a new certificate
PRIVATE_ZONES = ("localhost", "local", "lan", "internal", "home.arpa")
PRIVATE_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7")
_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*\Z")

Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Signed:
    """A certificate with the key that belongs to it."""

    certificate: x509.Certificate
    key: Key


def read_name(text: str) -> x509.GeneralName:
    """A host name or an IP address. BadInput when it is neither."""
    try:
        return x509.IPAddress(ipaddress.ip_address(text.strip("[]")))
    except ValueError:
        pass
    host = text.lower().rstrip(".")
    if not _HOST.match(host) or host.rpartition(".")[2].isdigit():
        raise BadInput(
            f"--name {text}: is neither a host name nor an IP address; write it like edge.plant.example or 192.0.2.10"
        )
    return x509.DNSName(host)


def new_authority(name: str, names: list[x509.GeneralName], now: datetime) -> Signed:
    """An authority for these names and for what no public network uses; it can vouch for nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(f"andon {name} {now:%Y-%m-%d}")
    usage = _usage(key_cert_sign=True, crl_sign=True)
    builder = (
        _begun(subject, subject, key, now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
    )
    return Signed(builder.sign(key, SHA256()), key)


def new_server(authority: Signed, name: str, names: list[x509.GeneralName], now: datetime) -> Signed:
    """A certificate for these names, signed by the authority; it never outlives it."""
    key = ec.generate_private_key(ec.SECP256R1())
    by = authority.certificate
    builder = (
        _begun(_subject(name), by.subject, key, now, SERVER_DAYS, by.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(_identifier_of(by), critical=False)
    )
    return Signed(builder.sign(authority.key, SHA256()), key)


def permitted(authority: x509.Certificate, names: list[x509.GeneralName]) -> list[x509.GeneralName]:
    """The names this authority may sign for."""
    trees = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    return [name for name in names if any(_covers(tree, name) for tree in trees)]


def not_permitted(authority: x509.Certificate, names: list[x509.GeneralName]) -> list[str]:
    may = permitted(authority, names)
    return [str(name.value) for name in names if name not in may]


def names_of(server: x509.Certificate) -> list[x509.GeneralName]:
    return list(server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: Key, now: datetime, days: int, at_most: datetime | None = None
) -> x509.CertificateBuilder:
    begins = now - EARLIER
    ends = begins + timedelta(days=days)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(min(ends, at_most) if at_most else ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _subject(name: str) -> x509.Name:
    organization = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "andon")
    return x509.Name([organization, x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _usage(**used: bool) -> x509.KeyUsage:
    unused = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**(unused | used))


def _identifier_of(authority: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    own = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _permitted(names: list[x509.GeneralName]) -> list[x509.GeneralName]:
    zones: list[x509.GeneralName] = [x509.DNSName(zone) for zone in PRIVATE_ZONES]
    networks: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_network(each)) for each in PRIVATE_NETWORKS]
    permitted = [*zones, *networks]
    for name in names:
        if not any(_covers(tree, name) for tree in permitted):
            permitted.append(_alone(name))
    return permitted


def _alone(name: x509.GeneralName) -> x509.GeneralName:
    return x509.IPAddress(ipaddress.ip_network(name.value)) if isinstance(name, x509.IPAddress) else name


def _covers(tree: x509.GeneralName, name: x509.GeneralName) -> bool:
    if isinstance(tree, x509.DNSName) and isinstance(name, x509.DNSName):
        return name.value == tree.value or name.value.endswith(f".{tree.value}")
    if isinstance(tree, x509.IPAddress) and isinstance(name, x509.IPAddress):
        return name.value in tree.value  # type: ignore[operator]  # a tree is a network, a name an address
    return False
