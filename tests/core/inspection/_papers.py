"""Small makers of documents: PDF with whatever one writes into it, Word, Excel, OpenOffice, signatures, photographs."""

import base64
import io
import struct
import zlib
from collections.abc import Mapping

from PIL import Image

from tests.core.inspection._containers import a_zip

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MAIN = '<Relationship Id="rId1" Type="{}/officeDocument" Target="{}"/>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_pdf_of(*objects: bytes, version: str = "1.7", trailer: bytes = b"", end: bytes = b"%%EOF\n") -> bytes:
    """Return a PDF of one blank page with other *objects* beside it."""
    all_objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        *objects,
    )
    body, places = f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1"), list[int]()
    for number, content in enumerate(all_objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    told = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n" % (len(places) + 1, trailer, len(body))
    return body + table + told + end


def packed_objects(text: bytes, dictionary: bytes = b"/Type /ObjStm /N 1 /First 4", filters: bytes = b"") -> bytes:
    """Return a stream of packed objects."""
    packed = zlib.compress(text)
    told = filters or b"/Filter /FlateDecode"
    return b"<< %s %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, told, len(packed), packed)


def a_docx(parts: Mapping[str, bytes] | None = None, *, main: str = WORD, types: str = "", links: str = "") -> bytes:
    """Return a document of Word with other *parts*, types of parts and links of the document."""
    return a_zip({
        "[Content_Types].xml": _types("/word/document.xml", main, types),
        "_rels/.rels": _links(_MAIN.format(_RELATIONS, "word/document.xml")),
        "word/document.xml": "<?xml version='1.0'?><w:document><w:p>Договор аренды</w:p></w:document>".encode(),
        "word/_rels/document.xml.rels": _links(links),
        **(parts or {}),
    })  # fmt: skip


def an_xlsx(parts: Mapping[str, bytes] | None = None, *, main: str = EXCEL, types: str = "") -> bytes:
    """Return a workbook of Excel with other *parts* and types of parts."""
    return a_zip({
        "[Content_Types].xml": _types("/xl/workbook.xml", main, types),
        "_rels/.rels": _links(_MAIN.format(_RELATIONS, "xl/workbook.xml")),
        "xl/workbook.xml": b"<?xml version='1.0'?><workbook/>",
        **(parts or {}),
    })  # fmt: skip


def link(kind: str, target: str) -> str:
    """Return a link of a document to something outside."""
    return f'<Relationship Id="rId7" Type="{_RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'


def an_odt(parts: Mapping[str, bytes] | None = None, manifest: str = "") -> bytes:
    """Return a text of OpenOffice with other *parts*."""
    return a_zip({
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": "<?xml version='1.0'?><office:document-content>Доверенность</office:document-content>".encode(),
        "META-INF/manifest.xml": f"<?xml version='1.0'?><manifest:manifest>{manifest}</manifest:manifest>".encode(),
        **(parts or {}),
    }, method=0)  # fmt: skip


def _types(name: str, main: str, more: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Types><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{name}" ContentType="{main}"/>{more}</Types>'
    ).encode()


def _links(links: str) -> bytes:
    return f"<?xml version='1.0'?><Relationships>{links}</Relationships>".encode()


def a_signature(oid: str = "2a864886f70d010702", length: int = 400, *, endless: bool = False) -> bytes:
    """Return a signature as its beginning tells it: an object identifier and something after."""
    inside = bytes.fromhex(f"0609{oid}") + b"\xa0\x80" + bytes(length)
    if endless:
        return b"\x30\x80" + inside + bytes(4)
    return b"\x30\x82" + struct.pack(">H", len(inside)) + inside


def as_pem(signature: bytes, name: str = "PKCS7") -> bytes:
    """Return a signature as text with a head and a foot."""
    return f"-----BEGIN {name}-----\n".encode() + base64.encodebytes(signature) + f"-----END {name}-----\n".encode()


def a_picture(kind: str, mode: str = "RGB", side: int = 48, **options: object) -> bytes:
    """Return a picture of a slope of grey, so that it is not empty."""
    kept = io.BytesIO()
    slope = Image.linear_gradient("L").resize((side, side))
    slope.convert(mode).save(kept, kind, **options)
    return kept.getvalue()


def pictures(kind: str, count: int, **options: object) -> bytes:
    """Return several pictures in one file."""
    kept = io.BytesIO()
    first, *others = [Image.new("L", (24, 24), 40 * place) for place in range(count)]
    first.save(kept, kind, save_all=True, append_images=others, **options)
    return kept.getvalue()


def with_comment(jpeg: bytes, comment: bytes) -> bytes:
    """Return a JPEG with a comment behind its first mark."""
    return jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + jpeg[2:]


def with_chunk(png: bytes, name: bytes, content: bytes) -> bytes:
    """Return a PNG with one more chunk before its last."""
    chunk = struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return png[:-12] + chunk + png[-12:]


def a_film() -> bytes:
    """Return what a phone puts behind a picture that moves."""
    boxes = ((b"ftyp", b"mp42\0\0\0\0isom"), (b"mdat", bytes(200)), (b"moov", bytes(40)))
    return b"".join(struct.pack(">I4s", 8 + len(body), name) + body for name, body in boxes)
