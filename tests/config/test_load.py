"""`load`: what comes out of right files, and that nothing wrong stays unsaid."""

from __future__ import annotations

import shutil
from itertools import groupby
from pathlib import Path

import pytest

from andon.config import ConfigError, load

HERE = Path(__file__).parent


def problems_of(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as told:
        load(path)
    return [str(problem) for problem in told.value.problems]


def test_more_than_forty_problems_are_told_at_once(site: Path) -> None:
    shutil.copytree(HERE / "forty", site, dirs_exist_ok=True)

    told = problems_of(Path("andon.toml"))

    assert told == (HERE / "forty" / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert len(told) >= 40
    assert len(set(told)) == len(told)


def test_problems_come_file_by_file_and_section_by_section(site: Path) -> None:
    shutil.copytree(HERE / "forty", site, dirs_exist_ok=True)

    places = [problem.split("]")[0] for problem in problems_of(Path("andon.toml"))]

    assert [place for place, _ in groupby(places)] == list(dict.fromkeys(places))


def test_defaults_of_an_empty_main_file(site: Path) -> None:
    (site / "andon.toml").write_text("")

    read = load(Path("andon.toml"))

    assert (read.web.listen, read.web.host, read.web.port) == ("127.0.0.1:8080", "127.0.0.1", 8080)
    assert (read.web.screens_max, read.web.language) == (200, "en")
    assert (read.sources, read.forwarders) == ({}, {})


def test_data_lies_beside_the_file_from_wherever_the_service_is_started(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "andon.toml").write_text('[service]\ndata = "book"\n')
    (site / "elsewhere").mkdir()
    monkeypatch.chdir(site / "elsewhere")

    read = load(Path("../andon.toml"))

    assert read.service.data == site / "book"


def test_data_on_another_disk_stays_there(site: Path) -> None:
    (site / "andon.toml").write_text('[service]\ndata = "/srv/andon"\n')

    assert load(Path("andon.toml")).service.data == Path("/srv/andon")


def test_sections_of_rooms_are_handed_on_as_they_stand(site: Path) -> None:
    (site / "andon.toml").write_text('[sources.serial]\nports = ["/dev/ttyUSB0"]\n[forwarders.archive]\nfolder = "a"\n')

    read = load(Path("andon.toml"))

    serial = read.sources["serial"]
    assert (serial.file, serial.name, serial.table) == ("andon.toml", "sources.serial", {"ports": ["/dev/ttyUSB0"]})
    assert read.forwarders["archive"].name == "forwarders.archive"


def test_one_file_may_hold_the_whole_plan(site: Path) -> None:
    whole = "".join((site / f"{part}.toml").read_text() for part in ("plan", "shifts", "reasons"))
    (site / "all.toml").write_text(whole)
    (site / "andon.toml").write_text('[plan]\nfiles = ["all.toml"]\n')

    assert load(Path("andon.toml")).plan.shifts[0].id == "day"


def test_a_missing_main_file_says_so(tmp_path: Path) -> None:
    told = problems_of(tmp_path / "andon.toml")

    assert len(told) == 1
    assert "cannot be read (No such file or directory)" in told[0]


def test_a_file_of_a_windows_editor_is_read(site: Path) -> None:
    text = (site / "shifts.toml").read_text().replace("\n", "\r\n")
    (site / "shifts.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert load(Path("andon.toml")).plan.shifts[0].id == "day"


def test_times_may_be_toml_times(site: Path) -> None:
    text = (site / "shifts.toml").read_text().replace('"06:00"', "06:00:00")
    (site / "shifts.toml").write_text(text)

    assert f"{load(Path('andon.toml')).plan.shifts[0].start:%H:%M}" == "06:00"


def test_brackets_without_end_do_not_break_the_reader(site: Path) -> None:
    (site / "plan.toml").write_text("site = " + "[" * 5_000)

    assert any("nested too deeply" in line or "line 1" in line for line in problems_of(Path("andon.toml")))
