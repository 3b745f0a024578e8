"""Why a link was not added, one line a cause in both languages; a query, which may hold a secret, is in none of them."""

from __future__ import annotations

from index.errors import LinkError

_AGAIN = ("Next: wuzhen add URL", "下一步：wuzhen add 网址")
_BY_HAND = (
    "Next: save it in a browser, then wuzhen add FILE",
    "下一步：用浏览器保存，再 wuzhen add 文件",
)
_CHECK = ("Check the address. " + _AGAIN[0], "请检查网址。" + _AGAIN[1])
_LATER = ("Try again later. " + _AGAIN[0], "请稍后再试。" + _AGAIN[1])


def _refused(en: str, zh: str, then: tuple[str, str]) -> LinkError:
    return LinkError(f"{en}. Nothing was added. {then[0]}", f"{zh}，未添加任何内容。{then[1]}")


def malformed() -> LinkError:
    """No address at all, or one with characters that have no place in one."""
    return _refused("That is not an address that can be opened", "这不是可以打开的网址", _CHECK)


def scheme(name: str) -> LinkError:
    """Neither http nor https."""
    said = name[:20] or "?"
    return _refused(
        f"Only http:// and https:// are opened, not {said}:", f"只支持 http:// 和 https://，不支持 {said}:", _AGAIN
    )


def credentials() -> LinkError:
    """A name or a password before the host."""
    return _refused(
        "An address with a user name or password in it is not opened", "网址中带有用户名或密码，不予打开", _BY_HAND
    )


def no_such_host(host: str) -> LinkError:
    """The name stands for nothing."""
    return _refused(f"There is no host {host}, or no network", f"没有主机 {host}，或网络不通", _CHECK)


def not_public(host: str) -> LinkError:
    """The host is this machine, its network, or a machine's own metadata."""
    return LinkError(
        f"{host} is not on the public internet but on this machine or its network, where a page is added only if "
        "that is said. Nothing was added. Next: wuzhen add --allow-private URL",
        f"{host} 不在公网上，而在本机或本地网络中，须明确允许才能添加，未添加任何内容。"
        "下一步：wuzhen add --allow-private 网址",
    )


def unreachable(shown: str, reason: str) -> LinkError:
    """No connection, or one that broke."""
    return _refused(f"{shown} cannot be reached ({reason})", f"无法连接 {shown}（{reason}）", _LATER)


def timed_out(shown: str) -> LinkError:
    """No answer, or one that does not end."""
    return _refused(f"{shown} takes too long to answer", f"{shown} 响应超时", _LATER)


def not_secure(shown: str, reason: str) -> LinkError:
    """A certificate that is not the host's, or no TLS at all."""
    return _refused(
        f"{shown} has no secure connection that can be trusted ({reason})",
        f"{shown} 的安全连接不可信（{reason}）",
        _CHECK,
    )


def broken(shown: str) -> LinkError:
    """Not HTTP, cut off, or compressed in a way that cannot be undone."""
    return _refused(f"{shown} answers with broken or incomplete data", f"{shown} 返回的数据损坏或不完整", _LATER)


def loop(shown: str) -> LinkError:
    """A redirect to where we have been."""
    return _refused(f"{shown} redirects in a circle", f"{shown} 循环跳转", _BY_HAND)


def too_many_redirects(shown: str, most: int) -> LinkError:
    """One redirect after another."""
    return _refused(f"{shown} redirects more than {most} times", f"{shown} 跳转超过 {most} 次", _BY_HAND)


def too_big(shown: str, most: int) -> LinkError:
    """More bytes than a link may bring, declared or real, after decompression."""
    size = most // 1_000_000
    return _refused(f"{shown} is larger than {size} MB", f"{shown} 超过 {size} MB", _BY_HAND)


def no_document(shown: str, kind: str) -> LinkError:
    """A picture, a film, a program: ``kind`` is what the server calls it."""
    return _refused(f"{shown} is no document but {kind}", f"{shown} 不是文档，而是 {kind}", _AGAIN)


def robots(shown: str) -> LinkError:
    """The site asks programs not to read this page."""
    return _refused(
        f"The site asks programs not to read {shown} (robots.txt)",
        f"网站要求程序不读取 {shown}（robots.txt）",
        _BY_HAND,
    )


def no_robots(origin: str) -> LinkError:
    """The site's wishes cannot be known just now, so the page is left alone."""
    return _refused(
        f"{origin} cannot say just now what programs may read (robots.txt)",
        f"{origin} 目前无法说明允许程序读取哪些页面（robots.txt）",
        _LATER,
    )


def status(shown: str, code: int) -> LinkError:
    """Any answer that brings no page."""
    if code in {404, 410}:
        return _refused(f"There is no page {shown} ({code})", f"没有页面 {shown}（{code}）", _CHECK)
    if code in {401, 402, 403, 407, 451}:
        return _refused(f"{shown} is not open to everyone ({code})", f"{shown} 不公开（{code}）", _BY_HAND)
    if code in {408, 429} or code >= 500:
        return _refused(f"{shown} cannot answer just now ({code})", f"{shown} 暂时无法响应（{code}）", _LATER)
    return _refused(f"{shown} answers with status {code}, not a page", f"{shown} 返回状态 {code}，不是页面", _BY_HAND)
