"""What is said of a file whose format is known and which cannot be read all the same."""

from __future__ import annotations

from index.errors import DocumentError


def refused(name: str, en: str, zh: str) -> DocumentError:
    """``name`` with what is wrong with it, in both languages; another file is the way on."""
    return DocumentError(
        f"{name} {en}. Nothing was added. Next: wuzhen add ANOTHER_FILE",
        f"{name} {zh}，未添加任何内容。下一步：wuzhen add 另一个文件",
    )


def damaged(name: str, part: str = "") -> DocumentError:
    """A file that begins as its format does and breaks off or contradicts itself, in ``part`` where that is known."""
    where_en, where_zh = (f" (in {part})", f"（{part} 处）") if part else ("", "")
    return refused(name, f"is damaged{where_en}", f"已损坏{where_zh}")


def encrypted(name: str) -> DocumentError:
    """A file that a password opens, and none was given."""
    return DocumentError(
        f"{name} is encrypted. Nothing was added. Next: wuzhen add --password '{name}'",
        f"{name} 已加密，未添加任何内容。下一步：wuzhen add --password '{name}'",
    )


def save_as(name: str, en: str, zh: str, suffix: str) -> DocumentError:
    """A file that another program can turn into one that is read here."""
    return DocumentError(
        f"{name} {en}. Nothing was added. Next: save it as {suffix} and wuzhen add FILE{suffix}",
        f"{name} {zh}，未添加任何内容。下一步：另存为 {suffix} 后 wuzhen add 文件{suffix}",
    )
