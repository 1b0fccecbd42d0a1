"""What `load` gives: the settings of this machine, the sections of the rooms, and the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from andon.model.plan import Plan, Slug


class Settings(BaseModel):
    """Base of every section's model: frozen, and a key that nobody reads is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _host_and_port(text: str) -> str:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        raise ValueError(f'"{text}" is not HOST:PORT; write it like "127.0.0.1:8080"')
    return text


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise ValueError(f'names "{twice[0]}" more than once; name each file once')
    return names


Address = Annotated[str, AfterValidator(_host_and_port)]
"""HOST:PORT, for any room that listens or connects."""


class ServiceSettings(Settings):
    """`data`: where the journal lives; `load` makes it a path that holds from any working directory.

    `reserve_mb`: disk held back for cords. `samples_kept_days`: how long single counts and values are kept.
    """

    data: Path = Path("data")
    reserve_mb: int = Field(default=16, ge=0, le=10_000)
    samples_kept_days: int = Field(default=90, ge=7, le=36_500)


class OidcSettings(Settings):
    """The plant's account server. `claim` is what it says that is a person's id here; `name` stands on the button."""

    issuer: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=500)]
    client_id: str = Field(min_length=1)
    client_secret: str = Field(min_length=1, repr=False)
    claim: str = "preferred_username"
    scope: str = "openid profile"
    name: str = Field(default="OpenID", max_length=40)


class WebSettings(Settings):
    """`screens_max`: a screen holds one connection and one thread; a thousand were measured, above that nothing.

    `tls_listen`: the same pages by HTTPS, beside `listen`, with the certificate that `andon cert` makes.
    """

    listen: Address = "127.0.0.1:8080"
    tls_listen: Address | None = None
    screens_max: int = Field(default=200, ge=1, le=1_000)
    language: Literal["en", "vi", "kn", "ja"] = "en"
    oidc: OidcSettings | None = None

    @field_validator("tls_listen")
    @classmethod
    def _a_port_of_its_own(cls, said: str | None, known: ValidationInfo) -> str | None:
        if said and said.rpartition(":")[2] == str(known.data.get("listen")).rpartition(":")[2]:
            raise ValueError(f'"{said}" has the port of listen; give HTTPS a port of its own, like 8443')
        return said

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def tls_address(self) -> tuple[str, int] | None:
        if self.tls_listen is None:
            return None
        host, _, port = self.tls_listen.rpartition(":")
        return host.strip("[]"), int(port)


class PlanFiles(Settings):
    """Which files make the plan, relative to the main file."""

    files: Annotated[tuple[str, ...], AfterValidator(_each_once)] = Field(
        default=("plan.toml", "shifts.toml", "reasons.toml"), min_length=1
    )


class MainFile(Settings):
    """The shape of `andon.toml`. What stands in a source's or forwarder's section is that room's to judge."""

    service: ServiceSettings = ServiceSettings()
    web: WebSettings = WebSettings()
    plan: PlanFiles = PlanFiles()
    sources: dict[Slug, dict[str, Any]] = {}
    forwarders: dict[Slug, dict[str, Any]] = {}


class Section(Settings):
    """A table as it stands in the file, for the room it names to read with `validate`."""

    file: str
    name: str
    table: dict[str, Any]


class Configuration(Settings):
    """All that the files say, without a problem left."""

    file: Path
    service: ServiceSettings
    web: WebSettings
    sources: dict[str, Section]
    forwarders: dict[str, Section]
    plan: Plan
    plan_files: tuple[Path, ...] = ()
