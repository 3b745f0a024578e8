"""What many tests begin with: an encoder that can be computed by hand and a library that holds nothing yet."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from index.library import LocalLibrary

# where the tests run in the background a shell has Ctrl-C ignored, and whatever they start would ignore it too
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def library(tmp_path: Path) -> LocalLibrary:
    return LocalLibrary.open(tmp_path / "library")
