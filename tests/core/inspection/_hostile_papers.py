"""Hostile documents, images and signatures."""

import struct
import zlib
from collections.abc import Callable

from tests._people import a_pdf, a_png
from tests.core.inspection._containers import a_compound, a_doc, a_xls, a_zip
from tests.core.inspection._papers import (
    a_docx,
    a_pdf_of,
    a_picture,
    a_signature,
    an_odt,
    an_xlsx,
    as_pem,
    link,
    packed_objects,
    with_chunk,
    with_comment,
)

Made = tuple[str, str, Callable[[], bytes]]
"""Ending of the name, word of the reason, maker."""
KINDS = ("pdf", "jpg", "jpeg", "png", "tif", "bmp", "gif", "doc", "docx", "xls", "xlsx", "rtf", "odt", "zip", "rar",
         "7z", "sig", "p7s")  # fmt: skip
PHP = b"<?php system('id'); ?>"
EXE = b"MZ\x90\0" + bytes(300)
A_ZIP = a_zip({"x.txt": b"hidden"})
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_DICTIONARY = b"/Type /ObjStm /N 1 /First 4"


def _bomb() -> bytes:
    packed = zlib.compress(bytes(80 * 1024 * 1024), 9)
    return a_pdf_of(
        b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (_DICTIONARY, len(packed), packed)
    )


PDFS: dict[str, Made] = {
    what: ("pdf", why, make)
    for what, why, make in (
        ("a script", "JavaScript", lambda: a_pdf_of(b"<< /S /JavaScript /JS (app.alert(1)) >>")),
        ("a script with an escaped name", "JavaScript", lambda: a_pdf_of(b"<< /S /J#61vaScript /JS (x) >>")),
        ("a script wholly escaped", "JavaScript", lambda: a_pdf_of(b"<< /S /#4A#61#76#61#53#63#72#69#70#74 >>")),
        ("a script of names", "JavaScript", lambda: a_pdf_of(b"<< /Names << /JavaScript 4 0 R >> >>")),
        ("a packed script", "JavaScript", lambda: a_pdf_of(packed_objects(b"9 0 << /S /JavaScript /JS (x) >>"))),
        ("a packed and escaped script", "JavaScript", lambda: a_pdf_of(packed_objects(b"9 0 << /S /Java#53cript >>"))),
        ("a script packed under an escaped mark", "JavaScript",
         lambda: a_pdf_of(packed_objects(b"9 0 << /S /JavaScript >>", b"/Type /Obj#53tm /N 1 /F#69rst 4"))),
        ("a script packed without a mark", "JavaScript",
         lambda: a_pdf_of(packed_objects(b"9 0 << /S /JavaScript >>", b"/N 1 /First 4"))),
        ("a script far inside", "JavaScript",
         lambda: a_pdf_of(packed_objects(b" " * 700_000 + b"<< /S /JavaScript >>"))),
        ("objects packed twice", "нельзя проверить",
         lambda: a_pdf_of(packed_objects(b"x", filters=b"/Filter [/ASCII85Decode /FlateDecode]"))),
        ("objects packed by a way named elsewhere", "нельзя проверить",
         lambda: a_pdf_of(packed_objects(b"x", filters=b"/Filter 9 0 R"))),
        ("objects packed with a predictor", "нельзя проверить",
         lambda: a_pdf_of(packed_objects(b"x", filters=b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>"))),
        ("objects that do not unpack", "нельзя проверить",
         lambda: a_pdf_of(b"<< %s /Filter /FlateDecode /Length 4 >>\nstream\nnope\nendstream" % _DICTIONARY)),
        ("objects that become too large", "слишком большим", _bomb),
        ("streams without number", "нельзя проверить", lambda: a_pdf_of(b"<<>>stream\n" * 100_001)),
        ("a launch", "запускает", lambda: a_pdf_of(b"<< /S /Launch /F (cmd.exe) >>")),
        ("a file inside", "вложены другие файлы", lambda: a_pdf_of(b"<< /Type /EmbeddedFile /Length 0 >>")),
        ("a file inside without a mark", "вложены другие файлы",
         lambda: a_pdf_of(b"<< /F (x.exe) /EF << /F 9 0 R >> >>")),
        ("a way into a file inside", "вложены другие файлы", lambda: a_pdf_of(b"<< /S /GoToE /T << >> >>")),
        ("a form of XFA", "XFA", lambda: a_pdf_of(b"<< /AcroForm << /XFA [(x) 9 0 R] >> >>")),
        ("a film", "видео", lambda: a_pdf_of(b"<< /Subtype /RichMedia >>")),
        ("a sound with a script", "видео", lambda: a_pdf_of(b"<< /S /Rendition /JS (x) >>")),
        ("a button that sends", "видео", lambda: a_pdf_of(b"<< /S /SubmitForm /F (https://example.org) >>")),
        ("a password", "паролем", lambda: a_pdf_of(trailer=b"/Encrypt 9 0 R")),
        ("an escaped password", "паролем", lambda: a_pdf_of(trailer=b"/Encr#79pt 9 0 R")),
        ("junk before", "внутри|начинается", lambda: b"junk\n" + a_pdf()),
        ("a page of the web before", "внутри", lambda: b"<html><script>x</script><!--\n" + a_pdf()),
        ("a picture before", "внутри", lambda: a_picture("GIF", "P") + a_pdf()),
        ("a mark of order before", "внутри|начинается", lambda: b"\xef\xbb\xbf" + a_pdf()),
        ("an archive behind", "спрятан архив", lambda: a_pdf() + A_ZIP),
        ("an archive in the middle", "спрятан архив", lambda: a_pdf()[:-6] + A_ZIP + b"%%EOF\n"),
        ("a program behind", "спрятаны другие данные", lambda: a_pdf() + EXE),
        ("a script behind", "спрятаны другие данные", lambda: a_pdf() + PHP),
        ("much behind", "спрятаны другие данные", lambda: a_pdf() + b"x" * 5000),
        ("no end", "повреждён", lambda: a_pdf()[:-8]),
        ("no more than a beginning", "повреждён", lambda: b"%PDF-1.7\n"),
        ("a picture", "внутри не pdf", a_png),
        ("a zip", "внутри не pdf", lambda: A_ZIP),
        ("a text", "внутри не pdf", lambda: b"just words"),
    )
}  # fmt: skip
_JPEG = a_picture("JPEG")
_GIF = a_picture("GIF", "P")
_BMP = a_picture("BMP")
_TIFF = a_picture("TIFF")
IMAGES: dict[str, Made] = {
    "an archive behind": ("jpg", "спрятан архив", lambda: _JPEG + A_ZIP),
    "a script behind": ("jpg", "сценарий", lambda: _JPEG + PHP),
    "a script in its comment": ("jpg", "сценарий", lambda: with_comment(_JPEG, PHP)),
    "a script in capitals in its comment": ("jpg", "сценарий", lambda: with_comment(_JPEG, b"<SCRIPT>x</SCRIPT>")),
    "an archive in its comment": ("jpg", "спрятан архив", lambda: with_comment(_JPEG, A_ZIP)),
    "a program behind ": ("jpg", "спрятаны другие данные", lambda: _JPEG + EXE),
    "a document behind": ("jpg", "спрятаны другие данные", lambda: _JPEG + a_pdf()),
    "an archive of RAR behind": ("jpg", "спрятаны другие данные", lambda: _JPEG + b"Rar!\x1a\x07\x01\0" + bytes(90)),
    "a false film behind": ("jpg", "спрятаны", lambda: _JPEG + b"\0\0\0\x10ftypmp42\0\0\0\0" + EXE),
    "half of it": ("jpg", "повреждён", lambda: _JPEG[: len(_JPEG) // 2]),
    "only a beginning": ("jpg", "повреждён|внутри", lambda: b"\xff\xd8\xff\xe0"),
    "a photograph of an iPhone": ("jpg", "HEIC", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)),
    "a photograph of an iPhone by name": ("heic", "HEIC", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)),
    "a drawing": ("png", "внутри не png", lambda: _JPEG),
    "an archive behind a drawing": ("png", "спрятан архив", lambda: a_png() + A_ZIP),
    "a script in the words of a drawing": ("png", "сценарий", lambda: with_chunk(a_png(), b"tEXt", b"a\0" + PHP)),
    "a program behind a drawing": ("png", "спрятаны другие данные", lambda: a_png() + EXE),
    "a drawing without an end": ("png", "повреждён", lambda: a_png()[:-12]),
    "a drawing with a false chunk": ("png", "повреждён", lambda: a_png()[:-12] + b"\xff\xff\xff\xffIDAT"),
    "a script for its size": ("gif", "сценарий", lambda: b"GIF89a/*" + _GIF[8:] + b"*/=1;alert(1)//"),
    "words for its size": ("gif", "сценарий", lambda: b"GIF89a=0;//  " + _GIF[13:]),
    "a script behind an animation": ("gif", "сценарий", lambda: _GIF + b"<script>alert(1)</script>"),
    "an archive behind an animation": ("gif", "спрятан архив", lambda: _GIF + A_ZIP),
    "words behind an animation": ("gif", "спрятаны другие данные", lambda: _GIF + b";alert(1)"),
    "half an animation": ("gif", "повреждён", lambda: _GIF[: len(_GIF) // 2]),
    "an animation that is none": ("gif", "повреждён", lambda: _GIF[:20] + b"\x99" * 900),
    "a program behind a bitmap": ("bmp", "спрятаны другие данные", lambda: _BMP + EXE),
    "an archive behind a bitmap": ("bmp", "спрятан архив", lambda: _BMP + A_ZIP),
    "half a bitmap": ("bmp", "повреждён", lambda: _BMP[: len(_BMP) // 2]),
    "a bitmap with a false header": ("bmp", "повреждён|внутри", lambda: _BMP[:14] + b"\xff\0\0\0" + _BMP[18:]),
    "a script in a bitmap": ("bmp", "сценарий", lambda: _BMP[:60] + PHP + _BMP[60 + len(PHP) :]),
    "a program behind a fax": ("tif", "спрятаны другие данные", lambda: _TIFF + EXE),
    "an archive behind a fax": ("tif", "спрятан архив", lambda: _TIFF + A_ZIP),
    "a fax that runs in a circle": ("tif", "повреждён", lambda: _looped(_TIFF)),
    "half a fax": ("tif", "повреждён|внутри", lambda: _TIFF[: len(_TIFF) // 2]),
}


def _looped(tiff: bytes) -> bytes:
    (first,) = struct.unpack("<I", tiff[4:8])
    (count,) = struct.unpack("<H", tiff[first : first + 2])
    end = first + 2 + count * 12
    return tiff[:end] + struct.pack("<I", first) + tiff[end + 4 :]


OFFICE: dict[str, Made] = {
    "macros by their type": ("docx", "макросы", lambda: a_docx(main=MACRO)),
    "macros by their part": ("docx", "макросы", lambda: a_docx({"word/vbaProject.bin": a_compound({"VBA": b"x"})})),
    "macros by a part of another name": ("docx", "макросы", lambda: a_docx(
        {"word/picture.dat": b"x"},
        types='<Override PartName="/word/picture.dat" ContentType="application/vnd.ms-office.vbaProject"/>',
    )),
    "macros inside a part": ("docx", "макросы", lambda: a_docx(
        {"word/embeddings/oleObject1.bin": a_compound({"VBA": b"x"})}
    )),
    "buttons that run": ("docx", "макросы", lambda: a_docx({"word/activeX/activeX1.xml": b"<a/>"})),
    "a template from the net": ("docx", "из сети", lambda: a_docx(
        links=link("attachedTemplate", "https://198.51.100.1/x.dotm")
    )),
    "an object from the net": ("docx", "из сети", lambda: a_docx(links=link("oleObject", "file://198.51.100.1/x"))),
    "a program inside": ("docx", "программа", lambda: a_docx({"word/media/image1.png": EXE})),
    "a package inside": ("docx", "вложены другие файлы", lambda: a_docx(
        {"word/embeddings/oleObject1.bin": a_compound({"\x01Ole10Native": EXE})}
    )),
    "a bomb of links": ("docx", "слишком большим", lambda: a_docx(
        {f"word/_rels/{place}.xml.rels": bytes(2_000_000) for place in range(11)}
    )),
    "a workbook": ("docx", "внутри не docx", an_xlsx),
    "a plain zip": ("docx", "внутри не", lambda: A_ZIP),
    "a document with a password": ("docx", "паролем", lambda: a_compound({"EncryptedPackage": b"x"})),
    "half a document": ("docx", "повреждён|внутри", lambda: a_docx()[:-40]),
    "a workbook with macros": ("xlsx", "макросы", lambda: an_xlsx(
        main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )),
    "sheets of macros": ("xlsx", "макросы", lambda: an_xlsx({"xl/macrosheets/sheet1.xml": b"<a/>"})),
    "a document in a workbook": ("xlsx", "внутри не xlsx", a_docx),
    "a workbook with a password": ("xlsx", "паролем", lambda: a_compound({"EncryptionInfo": b"x"})),
    "macros of OpenOffice": ("odt", "макросы", lambda: an_odt({"Basic/Standard/Module1.xml": b"<a/>"})),
    "scripts of OpenOffice": ("odt", "макросы", lambda: an_odt({"Scripts/python/x.txt": b"x"})),
    "OpenOffice with a password": ("odt", "паролем", lambda: an_odt(manifest="<manifest:encryption-data/>")),
    "Word in OpenOffice": ("odt", "внутри не", a_docx),
    "old macros": ("doc", "макросы", lambda: a_doc(Macros=b"x")),
    "old macros of Excel": ("xls", "макросы", lambda: a_xls(_VBA_PROJECT_CUR=b"x")),
    "an old sheet of macros": ("xls", "макросы", lambda: a_xls(struct.pack("<HHIBB", 0x85, 6, 0, 0, 1))),
    "an old document with a password": ("doc", "паролем", lambda: a_doc(0x0100)),
    "an old workbook with a password": ("xls", "паролем", lambda: a_xls(struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2))),
    "an old document with a package": ("doc", "вложены другие файлы", lambda: a_compound(
        {"WordDocument": bytes(64), "\x01Ole10Native": EXE}
    )),
    "an old workbook in a document": ("doc", "внутри не doc", a_xls),
    "an old document in a workbook": ("xls", "внутри не xls", a_doc),
    "an installer of Windows": ("doc", "внутри не doc", lambda: a_compound({"\u4840\u3f3f": b"x"})),
    "an old document in a circle": ("doc", "повреждён|внутри", lambda: a_compound({"WordDocument": b"x"}, loop=True)),
    "half an old document": ("doc", "повреждён|внутри", lambda: a_doc()[:900]),
    "an archive behind an old document": ("doc", "спрятан архив", lambda: a_doc() + A_ZIP),
    "an object in rich text": ("rtf", "объекты", lambda: rb"{\rtf1{\object\objemb{\*\objdata 0105}}}"),
    "an update in rich text": ("rtf", "объекты", lambda: rb"{\rtf1{\object\objautlink\objupdate x}}"),
    "a template in rich text": ("rtf", "из сети", lambda: rb"{\rtf1{\*\template https://198.51.100.1/x}}"),
    "words behind rich text": ("rtf", "повреждён", lambda: rb"{\rtf1 text} MZ program"),
    "an archive behind rich text": ("rtf", "спрятан архив", lambda: rb"{\rtf1 text}" + A_ZIP),
}  # fmt: skip
SIGNATURES: dict[str, Made] = {
    "a certificate": ("sig", "не электронная подпись", lambda: a_signature("550403000000000000")),
    "an envelope": ("p7s", "не электронная подпись", lambda: a_signature("2a864886f70d010703")),
    "words": ("sig", "не электронная подпись", lambda: b"this is signed, believe me"),
    "a certificate as text": ("p7s", "не электронная подпись", lambda: as_pem(b"\x30\x03\x02\x01\x01", "CERTIFICATE")),
    "a document": ("sig", "внутри не sig", a_pdf),
    "a program behind a signature": ("sig", "спрятаны другие данные", lambda: a_signature() + EXE),
    "a page behind a signature": ("sig", "не электронная подпись", lambda: as_pem(a_signature()) + b"<p>hello</p>"),
    "a broken text": ("sig", "не электронная подпись", lambda: b"MIIG!!!!" * 40),
}
EVERY: dict[str, Made] = {
    f"{group}: {what}": made
    for group, papers in (("pdf", PDFS), ("image", IMAGES), ("office", OFFICE), ("signature", SIGNATURES))
    for what, made in papers.items()
}
