"""The edge as its own authority: what it signs, what it may not sign for, and the files it leaves."""

from __future__ import annotations

import ipaddress
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from andon.base.errors import BadInput, CommandRejected, StorageFailed
from andon.web.tls import authority, kept

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
NAMES = ("edge.plant.example", "192.0.2.10")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    kept.make(tmp_path, NAMES, NOW)
    return tmp_path


def server_of(data: Path) -> x509.Certificate:
    said = (data / "tls" / "server.pem").read_bytes()
    return x509.load_pem_x509_certificate(said[said.index(b"-----BEGIN CERT") :])


def authority_of(data: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((data / "tls" / "ca.crt").read_bytes())


def verify(root: x509.Certificate, leaf: x509.Certificate, name: str, at: datetime = NOW) -> None:
    """As a browser does; VerificationError when it refuses."""
    try:
        subject: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        subject = x509.DNSName(name)
    builder = PolicyBuilder().store(Store([root])).time(at)
    builder.build_server_verifier(subject).verify(leaf, [])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*NAMES, "localhost", "127.0.0.1", "::1"])
def test_a_device_that_trusts_the_authority_trusts_the_edge_by_each_of_its_names(data: Path, name: str) -> None:
    verify(authority_of(data), server_of(data), name)


def test_by_another_name_it_is_not_trusted(data: Path) -> None:
    with pytest.raises(VerificationError):
        verify(authority_of(data), server_of(data), "other.plant.example")


def test_the_machines_own_name_is_there_without_being_asked_for(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Line-3.plant.example")
    shown = kept.make(data / "other", (), NOW)
    assert shown.names == ["line-3.plant.example", "line-3", "line-3.local", "localhost", "127.0.0.1", "::1"]


def test_a_browser_accepts_how_long_it_holds(data: Path) -> None:
    leaf, root = server_of(data), authority_of(data)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc == timedelta(days=397)
    assert leaf.not_valid_before_utc == NOW - timedelta(days=1)
    assert (root.not_valid_after_utc - NOW).days // 365 == 10


def test_the_authority_cannot_vouch_for_the_worlds_names(data: Path) -> None:
    """What a thief of its key would try: a bank, to people whose tablets trust the edge."""
    key = serialization.load_pem_private_key((data / "tls" / "ca.key").read_bytes(), None)
    stolen = authority.Signed(authority_of(data), key)  # type: ignore[arg-type]
    for name in ("bank.example", "198.51.100.7"):
        forged = authority.new_server(stolen, name, [authority.read_name(name)], NOW)
        with pytest.raises(VerificationError):
            verify(authority_of(data), forged.certificate, name)


def test_the_authority_makes_no_other_authority(data: Path) -> None:
    constraints = authority_of(data).extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical and constraints.value.ca and constraints.value.path_length == 0


def test_keys_are_for_their_owner_alone(data: Path) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (data / "tls").iterdir()}
    assert modes == {"ca.key": 0o600, "server.pem": 0o600, "ca.crt": 0o644}


def test_renewing_keeps_the_authority_and_the_names_and_takes_more(data: Path) -> None:
    before, later = kept.show(data), NOW + timedelta(days=390)
    assert before is not None
    renewed = kept.renew(data, ["10.1.2.3", "edge.local"], later)
    assert renewed.fingerprint == before.fingerprint
    assert set(renewed.names) == {*before.names, "10.1.2.3", "edge.local"}
    assert renewed.until == later + timedelta(days=396)
    verify(authority_of(data), server_of(data), "10.1.2.3", later)
    verify(authority_of(data), server_of(data), NAMES[0], later)


def test_a_renamed_machine_can_still_renew(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "renamed")
    assert "renamed.local" in kept.renew(data, (), NOW).names
    assert "renamed" not in kept.renew(data, (), NOW).names


def test_a_server_certificate_does_not_outlive_its_authority(data: Path) -> None:
    late = NOW + timedelta(days=3500)
    assert kept.renew(data, (), late).until == authority_of(data).not_valid_after_utc


def test_what_devices_trust_is_not_overwritten(data: Path) -> None:
    with pytest.raises(CommandRejected, match=r"ca\.crt: is there already.*--renew"):
        kept.make(data, (), NOW)


def test_a_name_outside_is_refused_with_a_remedy(data: Path) -> None:
    with pytest.raises(CommandRejected, match=r"made without bank\.example.*move .*tls aside"):
        kept.renew(data, ["bank.example"], NOW)


def test_after_ten_years_the_remedy_is_a_new_authority(data: Path) -> None:
    with pytest.raises(CommandRejected, match=r"has expired; move .* aside"):
        kept.renew(data, (), NOW + timedelta(days=4000))


@pytest.mark.parametrize("name", ["http://edge", "edge:8443", "*.plant.example", "a b", "", "-a", "1.2.3", "máy"])
def test_what_is_no_name_is_told_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="neither a host name nor an IP address; write it like"):
        kept.make(tmp_path, [name], NOW)


def test_where_there_is_none_there_is_nothing_to_renew(tmp_path: Path) -> None:
    with pytest.raises(CommandRejected, match=r"ca\.key: is not there; leave --renew away"):
        kept.renew(tmp_path, (), NOW)
    assert kept.show(tmp_path) is None


def test_a_damaged_file_is_named_with_a_remedy(data: Path) -> None:
    (data / "tls" / "server.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nholiday\n")
    with pytest.raises(CommandRejected, match=r"server\.pem: is not a certificate; .*--renew"):
        kept.show(data)
    assert kept.renew(data, (), NOW).until > NOW, "the remedy works"


def test_a_folder_that_cannot_be_written_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "tls").write_text("a file where a folder belongs")
    with pytest.raises(StorageFailed, match=r"tls.*cannot be written .*; run this as the user"):
        kept.make(tmp_path, (), NOW)


def test_the_service_is_told_what_its_https_lacks(tmp_path: Path) -> None:
    assert "there is no certificate" in kept.lacking(tmp_path, NOW)
    kept.make(tmp_path, (), NOW)
    assert kept.lacking(tmp_path, NOW) == ""
    assert "--renew" in kept.lacking(tmp_path, NOW + timedelta(days=380))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_made_by_root_the_files_belong_to_the_owner_of_the_data(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12345)
    kept.make(tmp_path, (), NOW)
    assert {path.stat().st_uid for path in [tmp_path / "tls", *(tmp_path / "tls").iterdir()]} == {12345}


def test_the_fingerprint_is_the_one_devices_show(data: Path) -> None:
    shown, root = kept.show(data), authority_of(data)
    assert shown is not None
    assert shown.fingerprint.replace(":", "") == root.fingerprint(hashes.SHA256()).hex().upper()
    assert isinstance(root.public_key(), ec.EllipticCurvePublicKey)
