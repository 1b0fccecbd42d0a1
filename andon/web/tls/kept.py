"""The files of the authority: made by `andon cert`, read by the web. A key is for its owner's eyes alone."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec

from andon.base.errors import AndonError, BadInput, CommandRejected, StorageFailed
from andon.web.tls.authority import Signed, names_of, new_authority, new_server, not_permitted, permitted, read_name

FOLDER = "tls"
AUTHORITY_KEY = "ca.key"
AUTHORITY = "ca.crt"
SERVER = "server.pem"  # key and certificate in one file: replaced at once, they always belong together
OWNER_ONLY = 0o600
EVERYBODY = 0o644
RENEW_BEFORE = timedelta(days=30)
_OWNER = "run this as the user the service runs as"


@dataclass(frozen=True, slots=True)
class Shown:
    """What people see of the certificates."""

    authority: bytes
    fingerprint: str
    authority_until: datetime
    names: list[str]
    until: datetime

    def ends_soon(self, now: datetime) -> bool:
        return self.until < now + RENEW_BEFORE


def make(data: Path, names: Sequence[str], now: datetime) -> Shown:
    """An authority and its first server certificate. CommandRejected where there is one: devices trust that."""
    folder = data / FOLDER
    if (folder / AUTHORITY_KEY).exists():
        raise CommandRejected(
            f"{folder / AUTHORITY}: is there already, and devices trust it; add --renew for a new server certificate"
        )
    wanted = list(dict.fromkeys([*map(read_name, names), *_own()]))
    authority = new_authority(_host(), wanted, now)
    server = new_server(authority, _host(), wanted, now)
    _write(folder / AUTHORITY, _pem(authority.certificate), EVERYBODY)
    _write(folder / SERVER, _pem_of_key(server.key) + _pem(server.certificate), OWNER_ONLY)
    _write(folder / AUTHORITY_KEY, _pem_of_key(authority.key), OWNER_ONLY)
    return _shown(authority.certificate, server.certificate)


def renew(data: Path, names: Sequence[str], now: datetime) -> Shown:
    """A new server certificate from the authority that devices trust already: for these names and those it had."""
    folder = data / FOLDER
    authority = _authority(folder)
    if authority.certificate.not_valid_after_utc <= now:
        raise CommandRejected(f"{folder / AUTHORITY}: has expired; {_anew(folder)}")
    asked = [read_name(name) for name in names]
    if refused := not_permitted(authority.certificate, asked):
        raise CommandRejected(
            f"{folder / AUTHORITY}: was made without {', '.join(refused)} and may not sign for it; {_anew(folder)}"
        )
    had = [read_name(name) for name in show_names(folder)]
    wanted = permitted(authority.certificate, list(dict.fromkeys([*asked, *had, *_own()])))
    server = new_server(authority, _host(), wanted, now)
    _write(folder / SERVER, _pem_of_key(server.key) + _pem(server.certificate), OWNER_ONLY)
    return _shown(authority.certificate, server.certificate)


def lacking(data: Path, now: datetime) -> str:
    """What keeps HTTPS from working, and the remedy; nothing when all is well."""
    remedy = f"run `andon cert --data {data}`"
    try:
        shown = show(data)
    except AndonError as error:
        return str(error)
    if shown is None:
        return f"there is no certificate in {data / FOLDER}; {remedy}"
    if shown.ends_soon(now):
        return f"the certificate ends on {shown.until:%Y-%m-%d}; {remedy} --renew"
    return ""


def show(data: Path) -> Shown | None:
    """None where none were made. AndonError where they cannot be read."""
    folder = data / FOLDER
    try:
        return _shown(_certificate(folder / AUTHORITY), _certificate(folder / SERVER))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageFailed(f"{error.filename}: cannot be read; {_OWNER}") from error


def show_names(folder: Path) -> list[str]:
    """What the present server certificate is for; nothing where there is none that can be read."""
    with suppress(FileNotFoundError, CommandRejected):
        return [str(name.value) for name in names_of(_certificate(folder / SERVER))]
    return []


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in pairs, as every device shows it."""
    return hashlib.sha256(certificate.public_bytes(form.Encoding.DER)).digest().hex(":").upper()


def _shown(authority: x509.Certificate, server: x509.Certificate) -> Shown:
    names = [str(name.value) for name in names_of(server)]
    until = authority.not_valid_after_utc, server.not_valid_after_utc
    return Shown(_pem(authority), fingerprint(authority), until[0], names, until[1])


def _authority(folder: Path) -> Signed:
    try:
        key = form.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), password=None)
        certificate = _certificate(folder / AUTHORITY)
    except FileNotFoundError as missing:
        raise CommandRejected(f"{missing.filename}: is not there; leave --renew away to make an authority") from None
    except OSError as error:
        raise StorageFailed(f"{error.filename}: cannot be read; {_OWNER}") from error
    except ValueError:
        raise CommandRejected(f"{folder / AUTHORITY_KEY}: is not a key; {_anew(folder)}") from None
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101  # for the type: we wrote it
    return Signed(certificate, key)


def _certificate(path: Path) -> x509.Certificate:
    """The first certificate of a file. CommandRejected when it holds none."""
    said = path.read_bytes()
    begins = said.find(b"-----BEGIN CERTIFICATE-----")
    try:
        return x509.load_pem_x509_certificate(said[max(0, begins) :])
    except ValueError:
        remedy = "run `andon cert` with --renew and each --name" if path.name == SERVER else _anew(path.parent)
        raise CommandRejected(f"{path}: is not a certificate; {remedy}") from None


def _anew(folder: Path) -> str:
    return f"move {folder} aside, run `andon cert` again and install the new ca.crt on every device"


def _own() -> list[x509.GeneralName]:
    """What this machine is called without being told."""
    found, host = [], _host()
    for own in (socket.gethostname(), host, f"{host}.local", "localhost", "127.0.0.1", "::1"):
        with suppress(BadInput):  # a machine may be called what no certificate may say
            found.append(read_name(own))
    return found


def _host() -> str:
    return socket.gethostname().partition(".")[0].lower() or "edge"


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(form.Encoding.PEM)


def _pem_of_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())


def _write(path: Path, said: bytes, mode: int) -> None:
    """Whole or not at all, and never readable by others for a moment in between."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(said)
            file.flush()
            os.fsync(file.fileno())
        _give_to_the_owner_of_the_data(path.parent, beside)
        beside.replace(path)
    except OSError as error:
        raise StorageFailed(f"{path}: cannot be written ({error.strerror}); {_OWNER}, or make room") from error


def _give_to_the_owner_of_the_data(folder: Path, file: Path) -> None:
    """Run by root for a service of another user, the service must be able to read its key."""
    if os.geteuid() == 0:
        owner = folder.parent.stat()
        for path in (folder, file):
            os.chown(path, owner.st_uid, owner.st_gid)
