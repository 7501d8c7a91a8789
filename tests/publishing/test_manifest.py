"""The list of a site's files is one that standard tools check, and tells no former address."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.case_addresses import NOTICE_ID
from generator.pages.provenance import Origin
from generator.publishing.entries import Entry
from generator.publishing.folder import list_files
from generator.publishing.manifest import digest_file, make_manifest, write_manifest
from generator.publishing.signers import find_public_key, parse_signers
from generator.publishing.site_folder import SiteFolder
from generator.publishing.sums import change_sums, digest_list, parse_sums, render_sums

ORIGIN = Origin("1.2.3", "c" * 64, {"jinja2": "3"}, date(2026, 2, 28), "a" * 64)
ZERO = "0" * 64
MOVED = '<meta http-equiv="refresh" content="0; url=../nuevo/">'
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJR1uQjDZ1xtvCW8YYYjEHnRgUZSEGb+fP5tbjIpzrrM"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small site with two pages at former addresses."""
    files = {
        "index.html": "<p>inicio",
        "c/MX-0001/index.html": f'<p id="{NOTICE_ID}">retirado',
        "casos/una-persona/index.html": f'<p id="{NOTICE_ID}">retirado',
        "casos/viejo/index.html": MOVED,
        "datos/a b.csv": "",
        "ñandú.txt": "x",
    }
    for name, text in files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    return tmp_path / "site"


def write_list(site: Path, origin: Origin = ORIGIN) -> None:
    """Write the list of a site, and its provenance."""
    folder = SiteFolder(site)
    folder.adopt_all()
    write_manifest(folder, origin)


def test_standard_tools_check_the_list(site: Path) -> None:
    """`sha256sum -c` agrees, and notices what is altered."""
    write_list(site)
    command = [shutil.which("sha256sum") or "sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"]

    assert subprocess.run(command, check=False, cwd=site).returncode == 0
    (site / "index.html").write_text("<p>otra cosa", encoding="utf-8")
    done = subprocess.run(command, check=False, cwd=site, capture_output=True, text=True)
    assert done.returncode == 1
    assert "index.html" in done.stdout


def test_former_addresses_are_in_no_list(site: Path) -> None:
    """The address of who was withdrawn is neither in the list nor in the provenance, and still vouched for."""
    write_list(site)
    texts = (site / "SHA256SUMS").read_text("utf-8") + (site / "provenance.json").read_text("utf-8")
    files = json.loads((site / "provenance.json").read_text("utf-8"))["files"]

    assert "una-persona" not in texts
    assert "viejo" not in texts
    assert "c/MX-0001/index.html" in texts
    assert files["listed"] == len((site / "SHA256SUMS").read_text("utf-8").splitlines()) == 5
    assert files["former"] == 2
    before = files["former_digest"]
    (site / "casos/viejo/index.html").write_text(MOVED.replace("nuevo", "falso"), encoding="utf-8")
    write_list(site)
    assert json.loads((site / "provenance.json").read_text("utf-8"))["files"]["former_digest"] != before


def test_written_again_it_is_the_same(site: Path) -> None:
    """Also by a build that knows its files, and reads none of them."""
    write_list(site)
    text = (site / "SHA256SUMS").read_bytes()

    assert (site / "SHA256SUMS").read_text("utf-8") == render_sums(make_manifest(site))
    write_list(site)
    assert (site / "SHA256SUMS").read_bytes() == text
    folder = SiteFolder(site)
    folder.absorb("index.html", Entry(ZERO, 9, 0))
    write_manifest(folder, ORIGIN)
    assert (site / "SHA256SUMS").read_text("utf-8").startswith(f"{ZERO}  index.html\n")


def test_files_of_the_last_site_are_not_written_into(site: Path) -> None:
    """A staged file may be the old site's under a second name: the old list stays as it was."""
    write_list(site)
    old = {name: (site / name).read_bytes() for name in ("SHA256SUMS", "provenance.json")}
    staged = site.with_name("staged")
    shutil.copytree(site, staged, copy_function=lambda one, other: Path(other).hardlink_to(one))
    write_list(staged, Origin("2", "d", {}, date(2027, 1, 1), None))

    assert {name: (site / name).read_bytes() for name in old} == old


def test_a_folder_that_cannot_be_read_is_no_empty_one(tmp_path: Path) -> None:
    """Files that one cannot see would be missing in the list: this stops the build."""
    with pytest.raises(OSError, match="nada"):
        list(list_files(tmp_path / "nada"))


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.binary(max_size=3)))
def test_any_name_can_be_listed(files: dict[str, bytes]) -> None:
    """What is written is read again, whatever a name holds: backslashes and ends of lines too."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}

    assert parse_sums(render_sums(digests)) == (digests, [])
    assert digest_list(digests) == hashlib.sha256(render_sums(digests).encode()).hexdigest()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        f"{'0' * 63}  a",
        f"{'0' * 64} a",
        f"{'0' * 64}  ",
        f"{'G' * 64}  a",
        f"\\{'0' * 64}  a\\x",
        f"{'0' * 64}  b",
    ],
)
def test_lines_that_are_none(line: str) -> None:
    """Each is named by its number; the others count."""
    text = f"{'1' * 64}  b\n{line}\n{'2' * 64} *c\n"

    assert parse_sums(text) == ({"b": "1" * 64, "c": "2" * 64}, [2])


def test_former_pages_are_known_by_what_is_in_them() -> None:
    """Only pages lead on; the notice at the permanent address is listed."""
    assert digest_file("a/index.html", MOVED.encode()).is_former
    assert not digest_file("a.txt", MOVED.encode()).is_former
    assert not digest_file("en/c/MX-0001/index.html", f'id="{NOTICE_ID}"'.encode()).is_former


def test_keys_of_signers() -> None:
    """Names with their keys are read as OpenSSH reads them; the fingerprint is the one it shows."""
    text = f'# claves\n\nprensa@x.mx,b@x.mx namespaces="visibles" {KEY} Prensa\n{KEY} sin nombre\nc@x.mx ssh-rsa AAAA\n'
    signers, wrong = parse_signers(text)

    assert [one.name for one in signers] == ["prensa@x.mx,b@x.mx"]
    assert signers[0].fingerprint.startswith("SHA256:")
    assert wrong == [4, 5]
    assert find_public_key(f"{KEY} prensa@x.mx\n") == KEY
    assert find_public_key(text) is None


NAMES = st.text(st.sampled_from("ab/\uffff😀ñ\\\n-"), min_size=1, max_size=4)


@given(st.dictionaries(NAMES, st.binary(max_size=2)), st.dictionaries(NAMES, st.none() | st.binary(max_size=2)))
def test_a_changed_list_is_as_one_written_anew(files: dict[str, bytes], changes: dict[str, bytes | None]) -> None:
    """Whatever comes, goes and changes in it."""
    before = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    told = {name: None if data is None else hashlib.sha256(data).hexdigest() for name, data in changes.items()}
    after = {name: digest for name, digest in {**before, **told}.items() if digest is not None}

    assert change_sums(render_sums(before).encode(), told) == render_sums(after).encode()
