"""`andon cert`, and `andon run` with HTTPS, as a person types them."""

from __future__ import annotations

import ssl
from http.client import HTTPSConnection
from pathlib import Path

from tests.house import House, andon, free_port


def test_it_makes_an_authority_and_says_what_comes_next(tmp_path: Path) -> None:
    made = andon("cert", "--data", tmp_path, "--name", "edge.plant.example", "--name", "192.0.2.10")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("for: edge.plant.example, 192.0.2.10, ")
    for told in ("SHA-256: ", "tls_listen", "/connect", "--renew", str(tmp_path / "tls" / "ca.crt")):
        assert told in made.stdout
    print_of = next(line for line in made.stdout.splitlines() if line.startswith("SHA-256"))
    renewed = andon("cert", "--data", tmp_path, "--renew")
    assert renewed.returncode == 0 and print_of in renewed.stdout
    assert "edge.plant.example, 192.0.2.10" in renewed.stdout


def test_what_cannot_be_done_is_a_message_with_a_remedy(tmp_path: Path) -> None:
    none = andon("cert", "--data", tmp_path, "--renew")
    assert none.returncode == 1 and "leave --renew away" in none.stderr
    odd = andon("cert", "--data", tmp_path, "--name", "http://edge")
    assert odd.returncode == 2 and "write it like" in odd.stderr
    assert not (tmp_path / "tls").exists()
    andon("cert", "--data", tmp_path)
    again = andon("cert", "--data", tmp_path)
    assert again.returncode == 1 and "add --renew" in again.stderr
    assert "Traceback" not in none.stderr + odd.stderr + again.stderr


def test_a_service_with_tls_listen_says_what_is_missing_and_serves_when_it_is_made(tmp_path: Path) -> None:
    port = free_port()
    with House(tmp_path) as house:
        said = house.config.read_text(encoding="utf-8")
        house.config.write_text(said.replace("[web]", f'[web]\ntls_listen = "127.0.0.1:{port}"'), encoding="utf-8")
        house.start()
        assert "[web] tls_listen: there is no certificate" in house.log()
        assert f"https://127.0.0.1:{port}/" in house.log()
        assert andon("cert", "--data", house.data).returncode == 0
        trusting = ssl.create_default_context(cafile=str(house.data / "tls" / "ca.crt"))
        secure = HTTPSConnection("127.0.0.1", port, timeout=20, context=trusting)
        secure.request("GET", "/healthz")
        assert secure.getresponse().status == 200
        assert house.ask("GET", "/healthz")[0] == 200
