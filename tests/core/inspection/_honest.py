"""Files people really send: by what each is, its name and how it is made."""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import openpyxl
from openpyxl.chart import BarChart, Reference
from PIL import Image, PngImagePlugin
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Link

from core.paper import ROOT, render
from tests._people import a_pdf, a_png
from tests.core.inspection._containers import a_7z, a_compound, a_doc, a_rar, a_xls, a_zip, an_old_rar
from tests.core.inspection._papers import (
    a_docx,
    a_film,
    a_pdf_of,
    a_picture,
    a_signature,
    an_odt,
    an_xlsx,
    as_pem,
    link,
    packed_objects,
    pictures,
    with_chunk,
    with_comment,
)

PDF, JPEG, PNG, TIFF = "application/pdf", "image/jpeg", "image/png", "image/tiff"
BMP, GIF, ZIP, RAR = "image/bmp", "image/gif", "application/zip", "application/vnd.rar"
SEVEN, DOC, XLS, RTF = (
    "application/x-7z-compressed",
    "application/msword",
    "application/vnd.ms-excel",
    "application/rtf",
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT, SIG = "application/vnd.oasis.opendocument.text", "application/pkcs7-signature"


@dataclass(frozen=True)
class Honest:
    """One file."""

    what: str
    name: str
    media_type: str
    make: Callable[[], bytes]


def _written(**changes: Callable[[PdfWriter], object]) -> bytes:
    writer, kept = PdfWriter(), io.BytesIO()
    for _page in range(3):
        writer.add_blank_page(200, 200)
    for change in changes.values():
        change(writer)
    writer.write(kept)
    return kept.getvalue()


def _printed() -> bytes:
    facts = {"title": "Справка", "number": "1", "date": "01.02.2026", "rows": [], "paragraphs": ["Текст"]}
    return render(ROOT / "services" / "demo" / "_sheet.typ", facts)


def _updated() -> bytes:
    first = a_pdf()
    return first + b"\n9 0 obj\n<< /Title (x) >>\nendobj\nxref\n0 0\ntrailer\n<< /Prev 10 >>\nstartxref\n1\n%%EOF\n"


def _scanned(count: int = 1) -> bytes:
    kept = io.BytesIO()
    first, *others = [Image.effect_noise((200, 280), 90) for _ in range(count)]
    first.save(kept, "PDF", save_all=True, append_images=others)
    return kept.getvalue()


def _workbook(*, chart: bool = False) -> bytes:
    kept, book = io.BytesIO(), openpyxl.Workbook()
    sheet = book.create_sheet("Первый лист", 0)
    for row in range(200):
        sheet.append([f"Абонент {row}", row * 1.5])
    if chart:
        drawn = BarChart()
        drawn.add_data(Reference(sheet, min_col=2, min_row=1, max_row=20))
        sheet.add_chart(drawn, "E2")
    book.create_sheet("Второй лист")
    book.save(kept)
    return kept.getvalue()


def _russian_zip() -> bytes:
    """Return a zip as Windows in Russian writes it: names in the letters of DOS."""
    named = a_zip({"PASPORT.pdf": a_pdf()})
    return named.replace(b"PASPORT.pdf", "ПАСПОРТ.pdf".encode("cp866"))


def _with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Телефон", "Модель", 6
    return a_picture("JPEG", exif=exif.tobytes())


def _with_words() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_itxt("Description", "Схема участка", lang="ru")
    return a_picture("PNG", pnginfo=words)


def _rtf(body: str = "Заявление") -> bytes:
    told = "".join(rf"\u{ord(letter)}?" for letter in body)
    return rf"{{\rtf1\ansi\ansicpg1251\deff0{{\fonttbl{{\f0 Arial;}}}}\f0\fs24 {told}\par}}".encode() + b"\r\n\0"


PDFS: dict[str, Callable[[], bytes]] = {
    "a blank page": a_pdf,
    "three pages": _written,
    "a page with a link": lambda: _written(
        link=lambda writer: writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org"))
    ),
    "an outline": lambda: _written(outline=lambda writer: writer.add_outline_item(title="Раздел", page_number=1)),
    "a turned page": lambda: _written(turn=lambda writer: writer.pages[0].rotate(90)),
    "compressed pages": lambda: _written(
        pack=lambda writer: list(map(PageObject.compress_content_streams, writer.pages))
    ),
    "what the portal prints": _printed,
    "an update at its end": _updated,
    "a scan": _scanned,
    "a scan of four pages": lambda: _scanned(4),
    "zeros behind its end": lambda: a_pdf() + bytes(900),
    "a blank line behind its end": lambda: a_pdf() + b"\r\n\r\n",
    "the mark of DOS behind its end": lambda: a_pdf() + b"\x1a",
    "version 1.0": lambda: a_pdf_of(version="1.0"),
    "version 2.0": lambda: a_pdf_of(version="2.0"),
    "packed objects": lambda: a_pdf_of(packed_objects(b"9 0 << /Title (Plan) >>")),
    "a page that opens itself": lambda: a_pdf_of(b"<< /OpenAction [3 0 R /Fit] >>"),
    "a form to fill": lambda: a_pdf_of(b"<< /AcroForm << /Fields [] >> >>", b"<< /FT /Tx /T (name) >>"),
    "a signature inside": lambda: a_pdf_of(b"<< /Type /Sig /Filter /Adobe.PPKLite /Contents <00> >>"),
    "words about scripts": lambda: a_pdf_of(b"<< /Title (JavaScript and Launch, explained) >>"),
    "escapes in names": lambda: a_pdf_of(b"<< /A#20B /C >>"),
    "binary noise": lambda: a_pdf_of(b"<< /Length 90000 >>\nstream\n" + bytes(range(256)) * 400 + b"\nendstream"),
    "read and written anew": lambda: _again(a_pdf()),
}


def _again(content: bytes) -> bytes:
    kept = io.BytesIO()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.write(kept)
    return kept.getvalue()


JPEGS: dict[str, Callable[[], bytes]] = {
    "colours": lambda: a_picture("JPEG"),
    "grey": lambda: a_picture("JPEG", "L"),
    "ink colours": lambda: a_picture("JPEG", "CMYK"),
    "progressive": lambda: a_picture("JPEG", side=300, progressive=True),
    "optimised": lambda: a_picture("JPEG", optimize=True),
    "fine": lambda: a_picture("JPEG", quality=100, subsampling=0),
    "with restarts": lambda: a_picture("JPEG", restart_marker_blocks=2),
    "notes of the camera": _with_exif,
    "a profile of colours": lambda: a_picture("JPEG", icc_profile=bytes(5000)),
    "a comment": lambda: with_comment(a_picture("JPEG"), "Крыльцо дома".encode()),
    "two pictures in one": lambda: pictures("MPO", 2),
    "a second picture behind it": lambda: a_picture("JPEG") + a_picture("JPEG", "L"),
    "a film behind it": lambda: a_picture("JPEG") + a_film(),
    "notes of a Samsung behind it": lambda: a_picture("JPEG") + b"\0\0\x01\x0aImage_UTC_Data1" + b"SEFHxxxxSEFT",
    "zeros behind it": lambda: a_picture("JPEG") + bytes(100),
}
PNGS: dict[str, Callable[[], bytes]] = {
    "one pixel": a_png,
    **{f"mode {mode}": partial(a_picture, "PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")},
    "large": lambda: a_picture("PNG", side=900),
    "words inside": _with_words,
    "a chunk of its own": lambda: with_chunk(a_png(), b"eXIf", b"II*\0"),
    "moving": lambda: pictures("PNG", 3),
}
OTHER_IMAGES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "a gif": ("gif", GIF, lambda: a_picture("GIF", "P")),
    "a grey gif": ("gif", GIF, lambda: a_picture("GIF", "L")),
    "a moving gif": ("gif", GIF, lambda: pictures("GIF", 4)),
    "a gif with a comment": ("gif", GIF, lambda: a_picture("GIF", "P", comment="План".encode())),
    "a bitmap of 24 bits": ("bmp", BMP, lambda: a_picture("BMP")),
    "a bitmap of 8 bits": ("bmp", BMP, lambda: a_picture("BMP", "L")),
    "a bitmap of 1 bit": ("bmp", BMP, lambda: a_picture("BMP", "1")),
    "a bitmap of 32 bits": ("bmp", BMP, lambda: a_picture("BMP", "RGBA")),
    "a bitmap with a long header": ("bmp", BMP, lambda: a_picture("BMP", side=61)),
    "a tiff": ("tif", TIFF, lambda: a_picture("TIFF")),
    "a tiff called .tiff": ("tiff", TIFF, lambda: a_picture("TIFF", "L")),
    "a tiff of black and white": ("tif", TIFF, lambda: a_picture("TIFF", "1", compression="group4")),
    "a tiff packed by LZW": ("tif", TIFF, lambda: a_picture("TIFF", compression="tiff_lzw")),
    "a tiff packed by deflate": ("tif", TIFF, lambda: a_picture("TIFF", compression="tiff_adobe_deflate")),
    "a tiff with JPEG inside": ("tif", TIFF, lambda: a_picture("TIFF", compression="jpeg")),
    "a tiff of many strips": ("tif", TIFF, lambda: a_picture("TIFF", side=700)),
    "a fax of five pages": ("tif", TIFF, lambda: pictures("TIFF", 5)),
}
OFFICE: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "a document of Word": ("docx", DOCX, a_docx),
    "Word with a picture": ("docx", DOCX, lambda: a_docx({"word/media/image1.png": a_png()})),
    "Word with a drawing in SVG": ("docx", DOCX, lambda: a_docx({"word/media/image1.svg": b"<svg xmlns='x'></svg>"})),
    "Word with a link to a site": ("docx", DOCX, lambda: a_docx(links=link("hyperlink", "https://example.org"))),
    "Word with a table of Excel": ("docx", DOCX, lambda: a_docx({"word/embeddings/Table.xlsx": _workbook()})),
    "Word with a formula": (
        "docx", DOCX, lambda: a_docx({"word/embeddings/oleObject1.bin": a_compound({"Equation Native": b"x"})}),
    ),
    "a workbook": ("xlsx", XLSX, _workbook),
    "a workbook with a chart": ("xlsx", XLSX, lambda: _workbook(chart=True)),
    "a workbook that knows its printer": (
        "xlsx", XLSX, lambda: an_xlsx({"xl/printerSettings/printerSettings1.bin": b"x"}),
    ),
    "a text of OpenOffice": ("odt", ODT, an_odt),
    "OpenOffice with a picture": ("odt", ODT, lambda: an_odt({"Pictures/1.png": a_png()})),
    "an old document of Word": ("doc", DOC, a_doc),
    "old Word with a picture": ("doc", DOC, lambda: a_doc(Data=a_png())),
    "an old workbook": ("xls", XLS, a_xls),
    "an old workbook with two sheets": (
        "xls", XLS, lambda: a_xls(*[struct.pack("<HHIBB", 0x85, 6, 0, 0, 0)] * 2),
    ),
    "rich text": ("rtf", RTF, _rtf),
    "rich text with a picture": ("rtf", RTF, lambda: _rtf()[:-4] + rb"{\pict\pngblip 89504e47}}"),
}  # fmt: skip
ARCHIVES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "a zip of documents": ("zip", ZIP, lambda: a_zip({"план.pdf": a_pdf(), "фото/дом.png": a_png()})),
    "a zip that only stores": ("zip", ZIP, lambda: a_zip({"план.pdf": a_pdf()}, zipfile.ZIP_STORED)),
    "a zip packed by bzip2": ("zip", ZIP, lambda: a_zip({"план.pdf": a_pdf()}, zipfile.ZIP_BZIP2)),
    "a zip with a comment": ("zip", ZIP, lambda: a_zip({"план.pdf": a_pdf()}, comment="От Марии".encode())),
    "a zip with folders": ("zip", ZIP, lambda: a_zip({"папка/": b"", "папка/план.pdf": a_pdf()})),
    "a zip of Windows in Russian": ("zip", ZIP, _russian_zip),
    "a zip with texts": ("zip", ZIP, lambda: a_zip({"читай.txt": b"MM", "данные.xml": b"<?xml version='1.0'?><a/>"})),
    "a zip in a zip": ("zip", ZIP, lambda: a_zip({"внутри.zip": a_zip({"план.pdf": a_pdf()})})),
    "a zip with a document of Word": ("zip", ZIP, lambda: a_zip({"договор.docx": a_docx()})),
    "a zip with old Word": ("zip", ZIP, lambda: a_zip({"договор.doc": a_doc()})),
    "a zip with an empty file": ("zip", ZIP, lambda: a_zip({"пусто.txt": b"", "план.pdf": a_pdf()})),
    "a zip of many files": ("zip", ZIP, lambda: a_zip({f"{place}.txt": b"x" for place in range(300)})),
    "a zip of what shrinks well": ("zip", ZIP, lambda: a_zip({"таблица.csv": b"1;2;3\n" * 200_000})),
    "a 7z": ("7z", SEVEN, lambda: a_7z({"план.pdf": a_pdf(), "дом.png": a_png()})),
    "a 7z packed by LZMA": ("7z", SEVEN, lambda: a_7z({"план.pdf": a_pdf()}, "lzma1")),
    "a 7z packed by bzip2": ("7z", SEVEN, lambda: a_7z({"план.pdf": a_pdf()}, "bzip2")),
    "a 7z packed by deflate": ("7z", SEVEN, lambda: a_7z({"план.pdf": a_pdf()}, "deflate")),
    "a 7z that only stores": ("7z", SEVEN, lambda: a_7z({"план.pdf": a_pdf()}, "copy")),
    "a 7z with a packed header": ("7z", SEVEN, lambda: a_7z({"план.pdf": a_pdf()}, packed_header=True)),
    "a 7z with a folder and an empty file": (
        "7z", SEVEN, lambda: a_7z({"папка/": b"", "пусто.txt": b"", "план.pdf": a_pdf()}),
    ),
    "a 7z of a megabyte": ("7z", SEVEN, lambda: a_7z({"таблица.csv": b"1;2;3\n" * 200_000})),
    "a rar that only stores": ("rar", RAR, lambda: a_rar({"план.pdf": a_pdf(), "дом.png": a_png()})),
    "a rar that packs": ("rar", RAR, lambda: a_rar({"план.pdf": b"\0\1\2"}, packing=3)),
    "an old rar that only stores": ("rar", RAR, lambda: an_old_rar({"план.pdf": a_pdf()})),
    "an old rar that packs": ("rar", RAR, lambda: an_old_rar({"план.pdf": b"\0\1\2"}, method=0x33)),
}  # fmt: skip
SIGNATURES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "a signature": ("sig", SIG, a_signature),
    "a signature called .p7s": ("p7s", SIG, a_signature),
    "a signature of no told length": ("sig", SIG, lambda: a_signature(endless=True)),
    "a signature as text": ("sig", SIG, lambda: as_pem(a_signature())),
    "a signature as CMS text": ("p7s", SIG, lambda: as_pem(a_signature(), "CMS")),
    "a signature of CryptoPro": (
        "sig",
        SIG,
        lambda: as_pem(a_signature()).split(b"\n", 1)[1].rpartition(b"-----END")[0],
    ),
    "a long signature": ("sig", SIG, lambda: a_signature(length=30_000)),
}
NAMES = {
    "in Russian": "Копия паспорта.pdf",
    "with a number and quotes": "Договор № 17 «Ёлка».pdf",
    "with brackets": "план (копия) [2].pdf",
    "in capitals": "СКАН.PDF",
    "with dots": "Приложение 1.2 к договору.pdf",
    "with the name of a site": "Счёт romashka.com.pdf",
    "of a Mac": unicodedata.normalize("NFD", "Йод ёж.pdf"),
    "with a thin space": "Снимок 01.00\u202fPM.pdf",
    "with a hidden mark": "план\u200b участка.pdf",
    "with blanks around": "  план.pdf ",
    "with a face": "дом 🏠.pdf",
    "with a comma and plus": "план, схема + смета.pdf",
    "very long": f"{'Очень длинное название документа ' * 6}.pdf",
    "like a device at its start": "console.pdf",
    "of a screenshot": "Screenshot_2026-03-01-10-00-00.pdf",
    "with a colon": "Акт 12:30.pdf",
}

EVERY = [
    *(Honest(f"pdf: {what}", "план.pdf", PDF, make) for what, make in PDFS.items()),
    *(Honest(f"jpg: {what}", "фото.jpg", JPEG, make) for what, make in JPEGS.items()),
    Honest("jpg: called .jpeg", "фото.jpeg", JPEG, lambda: a_picture("JPEG")),
    *(Honest(f"png: {what}", "план.png", PNG, make) for what, make in PNGS.items()),
    *(
        Honest(what, f"документ.{ending}", media_type, make)
        for group in (OTHER_IMAGES, OFFICE, ARCHIVES, SIGNATURES)
        for what, (ending, media_type, make) in group.items()
    ),
    *(Honest(f"a name {what}", name, PDF, a_pdf) for what, name in NAMES.items()),
]
