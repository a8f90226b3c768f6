"""Small makers of the containers nobody's library writes: compound files, 7z and RAR, and zips as one likes them."""

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping

LZMA2 = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
LZMA1 = [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 20, "lc": 3, "lp": 0, "pb": 2}]
AES = b"\x06\xf1\x07\x01"
BCJ = b"\x03\x03\x01\x03"
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def a_zip(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """Return a zip of *files*, in their order."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.comment = comment
    return kept.getvalue()


def with_flag(zipped: bytes, flag: int) -> bytes:
    """Set a general purpose flag of every entry."""
    changed = bytearray(zipped)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = zipped.find(mark)
        while at >= 0:
            changed[at + place] |= flag & 0xFF
            changed[at + place + 1] |= flag >> 8
            at = zipped.find(mark, at + 1)
    return bytes(changed)


def a_compound(streams: Mapping[str, bytes], *, loop: bool = False) -> bytes:
    """Return a compound file (MS-CFB, version 3) of *streams*, each kept in sectors of its own."""
    sectors, chains, entries = list[bytes](), list[tuple[int, int]](), [("Root Entry", 5, _END, 0)]
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        chains.append((len(sectors), len(padded) // 512))
        entries.append((name, 2, len(sectors), len(padded)))
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
    raw = b"".join(_entry(*entry, child=1 if not place else _FREE) for place, entry in enumerate(entries))
    raw = raw.ljust(-(-len(raw) // 512) * 512, b"\0")
    directory = len(sectors)
    chains.append((directory, len(raw) // 512))
    sectors += [raw[at : at + 512] for at in range(0, len(raw), 512)]
    table = [_FREE] * 128 * (len(sectors) // 127 + 1)
    for start, count in chains:
        for place in range(start, start + count):
            table[place] = place + 1 if place + 1 < start + count else _END
    if loop:
        table[directory] = directory
    tables = len(table) // 128
    for place in range(tables):
        table[len(sectors) + place] = _TABLE
    packed = struct.pack(f"<{len(table)}I", *table)
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0,
        4096, _END, 0, _END, 0,
    )  # fmt: skip
    first = [len(sectors) + place for place in range(tables)]
    head += struct.pack("<109I", *(first + [_FREE] * (109 - len(first))))
    return head + b"".join(sectors) + packed


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, _FREE, _FREE, child, start, size
    )  # fmt: skip


def a_doc(flags: int = 0, **streams: bytes) -> bytes:
    """Return a document of old Word with other *streams* beside its text."""
    text = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x419, 0, flags).ljust(4096, b"\0")
    return a_compound({"WordDocument": text, "1Table": bytes(16), **streams})


def a_xls(*records: bytes, **streams: bytes) -> bytes:
    """Return a workbook of old Excel that begins with *records* after its first."""
    begin = struct.pack("<HHHHIII", 0x0809, 16, 0x0600, 5, 0, 0, 0)
    return a_compound({"Workbook": begin + b"".join(records) + struct.pack("<HH", 0x000A, 0), **streams})


def a_7z(
    files: Mapping[str, bytes],
    packing: str = "lzma2",
    *,
    method: bytes | None = None,
    packed_header: bool = False,
    header_method: bytes | None = None,
    attributes: int = 0x20,
    behind: bytes = b"",
) -> bytes:
    """Return a 7z of *files* in one folder; *method* is written in the place of the true one."""
    whole = b"".join(files.values())
    coder, packed = _packed(whole, packing, method)
    filled = [name for name, content in files.items() if content]
    header = b"\x01\x04" + _streams(0, len(packed), coder, len(whole), [len(files[name]) for name in filled])
    header += b"\x05" + _number(len(files))
    if len(filled) != len(files):
        header += _property(0x0E, _bits([not content for content in files.values()]))
        header += _property(0x0F, _bits([not name.endswith("/") for name, content in files.items() if not content]))
    names = b"".join(name.rstrip("/").encode("utf-16-le") + b"\0\0" for name in files)
    header += _property(0x11, b"\0" + names)
    header += _property(0x15, b"\x01\0" + struct.pack("<I", attributes) * len(files)) + b"\0\0"
    body = packed
    if packed_header:
        coder, shut = _packed(header, "lzma1", header_method)
        body, header = packed + shut, b"\x17" + _streams(len(packed), len(shut), coder, len(header), [])
    start = struct.pack("<QQI", len(body), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", zlib.crc32(start)) + start + body + header + behind


def _packed(whole: bytes, packing: str, method: bytes | None) -> tuple[bytes, bytes]:
    if packing == "lzma2":
        true, properties, packed = b"\x21", b"\x10", lzma.compress(whole, lzma.FORMAT_RAW, filters=LZMA2)
    elif packing == "lzma1":
        true, properties = b"\x03\x01\x01", struct.pack("<BI", 93, 1 << 20)
        packed = lzma.compress(whole, lzma.FORMAT_RAW, filters=LZMA1)
    elif packing == "bzip2":
        true, properties, packed = b"\x04\x02\x02", b"", bz2.compress(whole)
    elif packing == "deflate":
        shrink = zlib.compressobj(wbits=-15)
        true, properties, packed = b"\x04\x01\x08", b"", shrink.compress(whole) + shrink.flush()
    else:
        true, properties, packed = b"\0", b"", whole
    told = method or true
    flags = len(told) | (0x20 if properties else 0)
    return bytes([flags]) + told + (_number(len(properties)) + properties if properties else b""), packed


def _streams(at: int, length: int, coder: bytes, size: int, sizes: list[int]) -> bytes:
    told = b"\x06" + _number(at) + b"\x01\x09" + _number(length) + b"\0"
    told += b"\x07\x0b\x01\0\x01" + coder + b"\x0c" + _number(size) + b"\0"
    if sizes:
        told += b"\x08\x0d" + _number(len(sizes)) + b"\x09" + b"".join(map(_number, sizes[:-1])) + b"\0"
    return told + b"\0"


def _property(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + _number(len(content)) + content


def _bits(flags: list[bool]) -> bytes:
    padded = flags + [False] * (-len(flags) % 8)
    return bytes(
        sum(0x80 >> place for place, flag in enumerate(padded[at : at + 8]) if flag) for at in range(0, len(padded), 8)
    )


def _number(value: int) -> bytes:
    if value < 0x80:
        return bytes([value])
    return b"\xc0" + struct.pack("<H", value) if value < 0x4000 else b"\xf0" + struct.pack("<I", value)


def a_rar(
    files: Mapping[str, bytes],
    *,
    packing: int = 0,
    extra: bytes = b"",
    main: int = 0,
    first: bytes = b"",
    behind: bytes = b"",
) -> bytes:
    """Return a RAR 5 that stores *files*, or says that it packed them; *first* stands before all blocks."""
    blocks = first or _block(1, bytes([main]))
    for name, content in files.items():
        encoded = name.encode()
        told = _vint(0) + _vint(len(content)) + _vint(0x20) + _vint(packing << 7) + _vint(1)
        blocks += _block(2, told + _vint(len(encoded)) + encoded, extra, content)
    return b"Rar!\x1a\x07\x01\0" + blocks + _block(5, b"\0") + behind


def rar_extra(kind: int) -> bytes:
    """Return what is told besides of a file: 1 is a password, 5 a link."""
    return _vint(3) + _vint(kind) + b"\x01\x00"


def rar_locked() -> bytes:
    """Return the block that begins an archive whose very names are hidden by a password."""
    return _block(4, b"\0\0" + bytes(17))


def _block(kind: int, told: bytes, extra: bytes = b"", content: bytes = b"") -> bytes:
    flags = (1 if extra else 0) | (2 if content else 0)
    body = _vint(kind) + _vint(flags) + (_vint(len(extra)) if extra else b"")
    body += (_vint(len(content)) if content else b"") + told + extra
    sized = _vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized + content


def _vint(value: int) -> bytes:
    told = b""
    while value > 0x7F:
        told, value = told + bytes([value & 0x7F | 0x80]), value >> 7
    return told + bytes([value])


def an_old_rar(
    files: Mapping[str, bytes], *, method: int = 0x30, flags: int = 0x8000, main: int = 0, attributes: int = 0x20
) -> bytes:
    """Return a RAR 4 that stores *files*, or says that it packed them."""
    blocks = struct.pack("<HBHH6x", 0, 0x73, main, 13)
    for name, content in files.items():
        encoded = name.encode("cp866")
        system = 3 if attributes > 0xFFF else 2
        told = struct.pack(
            "<IIBIIBBHI",
            len(content),
            len(content),
            system,
            zlib.crc32(content),
            0,
            29,
            method,
            len(encoded),
            attributes,
        )
        blocks += struct.pack("<HBHH", 0, 0x74, flags, 7 + len(told) + len(encoded)) + told + encoded + content
    return b"Rar!\x1a\x07\0" + blocks + struct.pack("<HBHH", 0, 0x7B, 0x4000, 7)
