"""Copies of a site are checked file by file, whoever made them and however hostile they are."""

from __future__ import annotations

import io
import os
import random
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.pages.provenance import Origin
from generator.publishing import copies
from generator.publishing.manifest import write_manifest
from generator.publishing.site_folder import SiteFolder
from generator.publishing.staging import write_marker
from generator.publishing.verifying import verify

ORIGIN = Origin("1", "c", {}, date(2026, 2, 28), None)
MOVED = b'<meta http-equiv="refresh" content="0; url=../nuevo/">'
FILES = {"index.html": b"<p>inicio", "casos/viejo/index.html": MOVED, "datos/casos.csv": b"a,b\n" * 99, "x.gz": b"\x1f"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a whole site."""
    folder = tmp_path / "site"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    write_marker(folder)
    list_files(folder, ORIGIN)
    return folder


def list_files(folder: Path, origin: Origin) -> None:
    """Write the list of what is in a folder, and where it comes from."""
    site = SiteFolder(folder)
    site.adopt_all()
    write_manifest(site, origin)


def find_codes(path: Path, key: Path | None = None) -> list[tuple[str, str]]:
    """Return the code and file of each problem of a copy."""
    return [(problem.code, problem.file) for problem in verify(path, key).problems]


def pack(site: Path, name: str = "copia.zip", top: str = "") -> Path:
    """Return a ZIP of a site, with all in a folder if one is named."""
    path = site.parent / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(file for file in site.rglob("*") if file.is_file()):
            archive.write(file, f"{top}{file.relative_to(site).as_posix()}")
    return path


def test_whole_copies(site: Path) -> None:
    """A folder, a ZIP and a ZIP of the folder are all whole; hidden marks and signatures are no strangers."""
    (site / "SHA256SUMS.ots").write_bytes(b"x")
    for path in (site, pack(site), pack(site, "carpeta.zip", "visibles-2026/")):
        verdict = verify(path)
        assert verdict.problems == ()
        assert (verdict.files, verdict.former, verdict.as_of, verdict.signer) == (4, 1, "2026-02-28", "")


def write(name: str, data: bytes) -> Callable[[Path], None]:
    """Return a change that writes a file."""
    return lambda site: (site / name).write_bytes(data) and None


CHANGES: list[tuple[Callable[[Path], object], list[tuple[str, str]]]] = [
    (write("index.html", b"<p>otra"), [("verify-altered", "index.html")]),
    (write("index.html", MOVED), [("verify-altered", "index.html")]),
    (write("x.gz", b""), [("verify-altered", "x.gz")]),
    (lambda site: (site / "datos/casos.csv").unlink(), [("verify-missing", "datos/casos.csv")]),
    (write("nueva.html", b"<p>hola"), [("verify-extra", "nueva.html")]),
    (write(".visibles-site", b"<script>"), [("verify-extra", ".visibles-site")]),
    (write("casos/viejo/index.html", MOVED.replace(b"nuevo", b"falso")), [("verify-former", "SHA256SUMS")]),
    (write("trampa.html", MOVED), [("verify-former", "SHA256SUMS")]),
    (lambda site: shutil.rmtree(site / "casos"), [("verify-former", "SHA256SUMS")]),
    (lambda site: (site / "SHA256SUMS").unlink(), [("verify-no-list", "site")]),
    (write("provenance.json", b"[" * 9999), [("verify-altered", "provenance.json"), ("verify-former", "SHA256SUMS")]),
    (lambda site: (site / "l").symlink_to("/etc/passwd"), [("verify-link", "l")]),
    (lambda site: os.mkfifo(site / "f"), [("verify-link", "f")]),
]


@pytest.mark.parametrize(("change", "wanted"), CHANGES)
def test_what_is_wrong_with_a_copy(site: Path, change: Callable[[Path], object], wanted: list[tuple[str, str]]) -> None:
    """Each file that was altered, lost or added is named."""
    change(site)

    assert find_codes(site) == wanted


def test_a_list_that_names_files_elsewhere(site: Path) -> None:
    """Nothing outside the copy is opened, whatever the list says; lines that are none are named."""
    with (site / "SHA256SUMS").open("a", encoding="utf-8") as stream:
        stream.write(f"{'0' * 64}  ../../../../etc/passwd\n{'0' * 64}  /etc/passwd\nhola\n")

    assert find_codes(site) == [
        ("verify-line", "SHA256SUMS"),
        ("verify-missing", "../../../../etc/passwd"),
        ("verify-missing", "/etc/passwd"),
    ]


def add(name: str, data: bytes = b"x", mode: int = 0) -> Callable[[zipfile.ZipFile], None]:
    """Return a change that adds an entry under a name as it is, with a mode if one is given."""

    def change(archive: zipfile.ZipFile) -> None:
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        entry.external_attr = mode << 16
        archive.writestr(entry, data, zipfile.ZIP_DEFLATED)

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (add("../fuera.html"), "verify-zip-name"),
        (add("casos/../../fuera.html"), "verify-zip-name"),
        (add("/etc/fuera"), "verify-zip-name"),
        (add("C:/fuera"), "verify-zip-name"),
        (add("casos\\fuera"), "verify-zip-name"),
        (add("casos//fuera"), "verify-zip-name"),
        (add("./index.html"), "verify-zip-name"),
        (add("enlace", b"/etc/passwd", stat.S_IFLNK | 0o777), "verify-link"),
        (add("aparato", b"", stat.S_IFCHR | 0o666), "verify-link"),
        (add("grande", b"\0" * 3_000_000), "verify-zip-large"),
        (add("nueva"), "verify-extra"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_hostile_archives(site: Path, change: Callable[[zipfile.ZipFile], None], code: str) -> None:
    """What would leave its folder, point elsewhere or fill a disk is refused; nothing is ever unpacked."""
    path = pack(site)
    with zipfile.ZipFile(path, "a") as archive:
        change(archive)
    before = sorted(site.parent.rglob("*"))

    assert code in {found for found, _ in find_codes(path)}
    assert sorted(site.parent.rglob("*")) == before


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name(site: Path) -> None:
    """One program would unpack the first, another the last: neither is trusted."""
    path = pack(site)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("index.html", "<p>otra")

    assert find_codes(path) == [("verify-zip-twice", "index.html")]


def test_archives_that_are_damaged(site: Path) -> None:
    """A ZIP that was cut short, is none, or whose bytes do not fit their checksum, is said to be so."""
    path = pack(site)
    data = path.read_bytes()
    place = data.index(b"index.html") + 40
    path.write_bytes(data[:-30])
    assert find_codes(path) == [("verify-no-copy", "copia.zip")]
    path.write_bytes(b"hola")
    assert find_codes(path) == [("verify-no-copy", "copia.zip")]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("SHA256SUMS", "")
        archive.writestr("index.html", "<p>inicio, con texto para dañar" * 9)
    data = path.read_bytes()
    place = data.index(b"para")
    path.write_bytes(data[:place] + b"XXXX" + data[place + 4 :])
    assert ("verify-unreadable", "index.html") in find_codes(path)


def test_entries_that_share_their_bytes(site: Path) -> None:
    """A bomb whose entries all point to the same packed bytes holds more of them than the file has."""
    path = pack(site)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("grande", random.Random(2026).randbytes(20_000))  # noqa: S311 - any bytes will do
        big = archive.getinfo("grande")
        for number in range(60):
            copy = zipfile.ZipInfo(f"copia-{number}.csv")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type", "create_system"):
                setattr(copy, name, getattr(big, name))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
        archive._didModify = True

    assert find_codes(path)[0][0] == "verify-zip-large"


def test_sizes_are_not_believed() -> None:
    """An entry that holds more than it says is not read to its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * 100_000)
    with zipfile.ZipFile(out) as archive:
        entry = archive.getinfo("a")
        entry.file_size = 10
        with pytest.raises(zipfile.BadZipFile):
            copies._read_entry(archive, entry)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return two keys without passphrase."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("OpenSSH is not installed")
    folder = tmp_path_factory.mktemp("keys")
    for name in ("own", "other"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(command, check=True)
    return {name: folder / name for name in ("own", "other")}


def sign(site: Path, key: Path, namespace: str = "visibles") -> None:
    """Sign the list of a site, as docs/verify.md says."""
    (site / "SHA256SUMS.sig").unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace, str(site / "SHA256SUMS")]
    subprocess.run(command, check=True)


def test_signatures(site: Path, keys: dict[str, Path], tmp_path: Path) -> None:
    """Only that of the given key, of this very list, and for this purpose, is good."""
    own, other = (key.with_suffix(".pub") for key in keys.values())
    assert find_codes(site, own) == [("verify-unsigned", "SHA256SUMS.sig")]
    sign(site, keys["own"])
    assert find_codes(site, own) == []
    assert verify(site, own).signer.startswith("SHA256:")
    assert find_codes(site, other) == [("verify-signature", "SHA256SUMS.sig")]
    assert find_codes(site, site / "index.html") == [("verify-key", "index.html")]

    allowed = tmp_path / "allowed_signers"
    key = own.read_text("utf-8")
    allowed.write_text(f'prensa@example.org,web@example.org namespaces="visibles" {key}', encoding="utf-8")
    assert verify(pack(site), allowed).signer.startswith("prensa@example.org SHA256:")
    allowed.write_text(f'prensa@example.org namespaces="git" {key}', encoding="utf-8")
    assert find_codes(site, allowed) == [("verify-signature", "SHA256SUMS.sig")]

    sign(site, keys["own"], namespace="git")
    assert find_codes(site, own) == [("verify-signature", "SHA256SUMS.sig")]
    sign(site, keys["own"])
    (site / "index.html").write_bytes(b"<p>otra")
    list_files(site, ORIGIN)
    assert find_codes(site, own) == [("verify-signature", "SHA256SUMS.sig")]


@pytest.mark.parametrize(
    ("language", "whole", "altered"),
    [("es", "Íntegra: 4 archivos", "Este archivo cambió."), ("en", "Whole: 4 files", "This file was altered.")],
)
def test_the_command(site: Path, language: str, whole: str, altered: str) -> None:
    """It says what it found in both languages, with an exit code for scripts, and names no more than can be read."""
    good = CliRunner().invoke(main, ["verify", str(site), "--lang", language])
    for number in range(30):
        (site / f"{number}.txt").touch()
    (site / "index.html").touch()
    (site / "index.html").write_bytes(b"")
    bad = CliRunner().invoke(main, ["verify", str(site), "--lang", language])

    assert good.exit_code == 0
    assert whole in good.stdout
    assert "--key" in good.stdout
    assert bad.exit_code == 1
    assert altered in bad.stdout
    assert bad.stdout.count("verify-extra") == 20
    assert "10" in bad.stdout.splitlines()[-2]
    assert CliRunner().invoke(main, ["verify", str(site / "nada")]).exit_code == 2
