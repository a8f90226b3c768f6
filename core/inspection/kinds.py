"""Kinds of files the portal knows: extension, type, and what is looked at besides."""

from collections.abc import Callable
from dataclasses import dataclass

from core.inspection import archives, images, ole, packages, pdf, rtf, signatures
from core.inspection._content import Content


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file."""

    media_type: str
    """What it is called when it is given out."""
    sniffed: frozenset[str]
    """What a sniffer may call it."""
    look: Callable[[Content, str], None]
    """Looks at its structure, given its extension too; raises ``Unfit``."""


def _kind(look: Callable[[Content, str], None], media_type: str, *others: str) -> Kind:
    return Kind(media_type, frozenset({media_type, *others}), look)


_OLE = ("application/x-ole-storage", "application/cdfv2", "application/CDFV2", "application/vnd.ms-office",
        "application/msword", "application/vnd.ms-excel", "application/encrypted")  # fmt: skip
_UNKNOWN = ("application/octet-stream", "text/plain", "", "application/pkcs7-signature", "application/x-pem-file",
            "application/x-pkcs7-signature")  # fmt: skip
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_JPEG = _kind(images.jpeg, "image/jpeg")
_TIFF = _kind(images.tiff, "image/tiff")
_SIGNATURE = _kind(signatures.look, "application/pkcs7-signature", *_UNKNOWN)

KINDS: dict[str, Kind] = {
    "pdf": _kind(pdf.look, "application/pdf"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _kind(images.png, "image/png", "image/apng", "image/vnd.mozilla.apng"),
    "tif": _TIFF,
    "tiff": _TIFF,
    "bmp": _kind(images.bmp, "image/bmp", "image/x-ms-bmp"),
    "gif": _kind(images.gif, "image/gif"),
    "doc": _kind(ole.look, "application/msword", *_OLE),
    "xls": _kind(ole.look, "application/vnd.ms-excel", *_OLE),
    "docx": _kind(packages.ooxml, _WORD, "application/zip", "application/octet-stream"),
    "xlsx": _kind(packages.ooxml, _EXCEL, "application/zip", "application/octet-stream"),
    "odt": _kind(packages.odf, "application/vnd.oasis.opendocument.text", "application/zip"),
    "rtf": _kind(rtf.look, "application/rtf", "text/rtf"),
    "zip": _kind(archives.look, "application/zip"),
    "rar": _kind(archives.look, "application/vnd.rar", "application/x-rar", "application/x-rar-compressed"),
    "7z": _kind(archives.look, "application/x-7z-compressed"),
    "sig": _SIGNATURE,
    "p7s": _SIGNATURE,
}
"""By extension."""
