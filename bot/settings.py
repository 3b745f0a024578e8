"""Where the library is, which encoder reads it, and the secrets of the bot: from options, then the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.types import Language

BUILT_IN = "built-in"
"""Name of the encoder that comes with wuzhen."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One run's settings; ``library`` is a folder that need not exist yet."""

    library: Path
    encoder: str = BUILT_IN

    @classmethod
    def read(
        cls,
        *,
        library: Path | None = None,
        encoder: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Settings:
        """Options first, then WUZHEN_HOME and WUZHEN_ENCODER, then ``~/.local/share/wuzhen`` (XDG)."""
        env = os.environ if environment is None else environment
        return cls(
            library=library or _home(env),
            encoder=encoder or env.get("WUZHEN_ENCODER") or BUILT_IN,
        )


def _home(env: Mapping[str, str]) -> Path:
    if env.get("WUZHEN_HOME"):
        return Path(env["WUZHEN_HOME"]).expanduser()
    data = env.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "wuzhen"


def console_language(environment: Mapping[str, str] | None = None) -> Language:
    """Chinese where the console's locale (LC_ALL, LC_MESSAGES, LANG) is Chinese, English elsewhere."""
    env = os.environ if environment is None else environment
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"
