"""Links into a library: as a file's content is added, with its address kept, so that it can be asked for again."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from index import record, versions
from index.adding import already, commit, embed
from index.encoder import Encoder
from index.errors import Declined
from index.library import LocalLibrary
from index.links.address import Address
from index.links.fetching import Response, Unchanged, Validators, fetch
from index.links.keeping import Kept, keep, links
from index.links.media import in_utf8
from index.links.naming import HEAD, canonical, names
from index.links.network import Network
from index.links.patience import Limits
from index.readers.file import OnDropped
from index.staging import Arrival, Stage, sha256_of
from index.types import Added, Confirm, Document, OnProgress


def add_link(
    library: LocalLibrary,
    encoder: Encoder,
    address: str,
    *,
    network: Network | None = None,
    limits: Limits | None = None,
    progress: OnProgress | None = None,
    confirm: Confirm | None = None,
    on_dropped: OnDropped | None = None,
) -> Added:
    """Fetch the page at ``address`` and index it; one that is as it was changes nothing.

    Raises ``DocumentError`` (``LinkError`` where the fetching failed) or ``Declined`` with the library unchanged.
    """
    start = Address.parse(address)
    with versions.locked(library.folder):
        pass  # a folder that cannot be written is said at once, not after minutes of fetching and embedding
    shelf = _Shelf.of(library)
    fetched = fetch(start, network or Network(), shelf.validators(), limits)
    if isinstance(fetched, Unchanged):
        known = shelf.document(fetched.address)
        return Added(known, "unchanged", 0, kept=known.count)
    with fetched.stream:
        arriving = _Arriving.of(start, fetched, shelf)
        return arriving.add(library, encoder, progress, confirm, on_dropped)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the library holds before the fetch."""

    documents: Mapping[int, Document]
    links: Mapping[str, Kept]

    @classmethod
    def of(cls, library: LocalLibrary) -> _Shelf:
        with library.reading():
            if library.is_new():
                return cls({}, {})
            documents = {document.id: document for document in record.documents(library.connection)}
            kept = {address: one for address, one in links(library.connection).items() if one.document in documents}
            return cls(documents, kept)

    def validators(self) -> dict[str, Validators]:
        return {address: kept.validators for address, kept in self.links.items() if any(kept.validators)}

    def document(self, address: Address) -> Document:
        return self.documents[self.links[str(address)].document]

    def source(self, address: Address, own: Address) -> str:
        """What the page at ``address``, which calls itself ``own``, is known by.

        A document that came from ``address`` keeps its source. Another one's source is not taken from it: pages that
        name one and the same canonical address would replace each other.
        """
        if str(address) in self.links:
            return self.document(address).source
        taken = str(own) in {document.source for document in self.documents.values()}
        return str(address if taken else own)


@dataclass(frozen=True, slots=True)
class _Arriving:
    """A fetched page on its way in, with the addresses that will be kept for it."""

    stream: io.BufferedIOBase
    arrival: Arrival
    addresses: Mapping[str, Validators]
    known: Mapping[str, Kept]

    @classmethod
    def of(cls, start: Address, page: Response, shelf: _Shelf) -> _Arriving:
        head = page.stream.read(HEAD)
        page.stream.seek(0)
        own = canonical(page.address, head, page.media, page.link)
        converted = in_utf8(page.stream, page.charset) if page.charset else None
        stream = page.stream if converted is None else io.BytesIO(converted)
        name, longer = names(page.address, page.media)
        arrival = Arrival(name, shelf.source(page.address, own), sha256_of(stream), longer)
        # only the last hop's validators say something, and only of the last hop
        addresses = {str(start): Validators("", ""), str(page.address): page.validators}
        return cls(stream, arrival, addresses, shelf.links)  # type: ignore[arg-type]  # BinaryIO and BytesIO alike

    def add(
        self,
        library: LocalLibrary,
        encoder: Encoder,
        progress: OnProgress | None,
        confirm: Confirm | None,
        on_dropped: OnDropped | None,
    ) -> Added:
        known = already(library, self.arrival)
        if known is not None:
            if any(self.known.get(address) != Kept(known.id, said) for address, said in self.addresses.items()):
                with library.writing() as connection:
                    self.keep(connection, known.id)
            return Added(known, "unchanged", 0, kept=known.count)
        stage = Stage.read(self.stream, self.arrival, on_dropped)  # type: ignore[arg-type]
        try:
            embed(library, encoder, stage, progress, confirm)
            return commit(library, encoder, stage, self.keep)
        except Declined as error:
            raise _declined(stage) from error
        finally:
            stage.close()

    def keep(self, connection: sqlite3.Connection, document: int) -> None:
        """Keep the addresses, in the transaction that writes the document."""
        keep(connection, document, self.addresses)


def _declined(stage: Stage) -> Declined:
    """Without the address, whose query may hold a secret."""
    return Declined(
        f"{stage.arrival.name} was not added: {stage.count} passages. Next: wuzhen add --yes URL",
        f"未添加 {stage.arrival.name}：共 {stage.count} 段。下一步：wuzhen add --yes 网址",
    )
