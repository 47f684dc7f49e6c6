"""What the user names, and what is seen in it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from credential.qr_text import wrap
from tests.unit.capture import made
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.pictures import load_picture, read_picture
from verifier.capture.reading import Decoder, Sighting
from verifier.capture.sources import SourceKind, open_source
from verifier.capture.wedge import Layout, mangle

TEXT = made.text()
CODE = made.code(TEXT)


def sightings(spec: str | Path) -> list[Sighting]:
    return list(open_source(str(spec)))


def texts_of(spec: str | Path) -> list[tuple[str, ...]]:
    return [sighting.reading.texts for sighting in sightings(spec)]


def fault_of(spec: str | Path) -> SourceFault:
    with pytest.raises(SourceError) as caught:
        list(open_source(str(spec)))
    return caught.value.what


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_picture_is_read_whatever_its_name(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path, "scan.dat", made.encoded(made.on_desk(CODE), suffix))
    source = open_source(str(path))
    assert (source.kind, source.still) == (SourceKind.PICTURE, True)
    assert [sighting.reading.texts for sighting in source] == [(TEXT,)]
    assert [sighting.reading.texts for sighting in source] == [(TEXT,)]  # a source can be looked at again


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_read(tmp_path: Path, mode: str) -> None:
    grey = Image.fromarray(CODE)
    picture = grey.point(lambda level: level * 256, "I").convert("I;16") if mode == "I;16" else grey.convert(mode)
    picture.save(tmp_path / "a.png")
    assert texts_of(tmp_path / "a.png") == [(TEXT,)]


@pytest.mark.parametrize("mode", ["L", "RGB", "YCbCr", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_every_kind_of_jpeg_is_read_by_its_brightness(mode: str, progressive: bool) -> None:
    """Dark red modules on pale blue: what the eye sees as dark and light."""
    dark = Image.fromarray(made.as_frame((CODE < 128) * 255))
    picture = Image.new("RGB", dark.size, (190, 205, 255))
    picture.paste((110, 10, 20), mask=dark)
    file = io.BytesIO()
    picture.convert(mode).save(file, "JPEG", quality=90, progressive=progressive)
    grey = load_picture(file.getvalue(), "a.jpg")
    assert (grey.mode, grey.size) == ("L", dark.size)
    assert read_picture(grey).texts == (TEXT,)


def test_code_on_transparent_ground_is_read(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (CODE.shape[1], CODE.shape[0]), (0, 0, 0, 0))
    dark = Image.fromarray(made.as_frame((CODE < 128) * 255))
    picture.paste((0, 0, 0, 255), mask=dark)
    picture.save(tmp_path / "a.png")
    assert texts_of(tmp_path / "a.png") == [(TEXT,)]


def test_orientation_mark_of_a_camera_is_followed(tmp_path: Path) -> None:
    other = made.text(650, 7)
    exif = Image.Exif()
    exif[0x0112] = 3  # lying on its head
    Image.fromarray(made.on_desk(CODE, made.code(other))).save(tmp_path / "a.jpg", exif=exif, quality=95)
    assert texts_of(tmp_path / "a.jpg") == [(other, TEXT)]


def test_two_codes_in_one_picture_are_two_texts(tmp_path: Path) -> None:
    other = made.text(300, 7)
    path = written(tmp_path, "a.png", made.png(made.on_desk(CODE, made.code(other))))
    assert texts_of(path) == [(TEXT, other)]


def test_covered_code_in_a_picture_is_seen(tmp_path: Path) -> None:
    path = written(tmp_path, "a.png", made.png(made.on_desk(made.half_covered(CODE))))
    (sighting,) = sightings(path)
    assert (sighting.reading.texts, sighting.reading.finder_seen) == ((), True)


def test_pdf_gives_each_page(tmp_path: Path) -> None:
    longest = made.text(1500, 3)
    pages = [None, made.code(TEXT), made.code(longest, error="l")]
    path = written(tmp_path, "a.bin", made.pdf(pages))
    assert [(found.label, found.reading.texts) for found in sightings(path)] == [
        ("page 1", ()),
        ("page 2", (TEXT,)),
        ("page 3", (longest,)),
    ]


def test_small_print_in_a_pdf_is_read_at_the_second_look(tmp_path: Path) -> None:
    path = written(tmp_path, "a.pdf", made.pdf([made.code(made.text(1500, 3), error="l")], width_mm=28))
    assert texts_of(path) == [(made.text(1500, 3),)]


def test_locked_pdf_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.pdf", made.pdf([None], password="specimen"))  # noqa: S106 - a made-up one, of a test
    assert fault_of(path) is SourceFault.ENCRYPTED


def test_pdf_of_many_pages_is_refused(tmp_path: Path) -> None:
    assert fault_of(written(tmp_path, "a.pdf", made.pdf([None] * 21))) is SourceFault.TOO_LARGE


@pytest.mark.parametrize("name", ["a.avi", "a.mp4"])
def test_video_gives_frames_with_their_times(tmp_path: Path, name: str) -> None:
    empty = made.on_desk(made.as_frame(CODE * 0 + 120))
    path = made.avi(tmp_path / name, [empty, made.on_desk(CODE), made.on_desk(CODE)], rate=10)
    found = sightings(path)
    assert [sighting.reading.texts for sighting in found] == [(), (TEXT,), (TEXT,)]
    assert [sighting.seconds for sighting in found] == pytest.approx([0.0, 0.1, 0.2])
    assert [sighting.label for sighting in found] == ["frame 1", "frame 2", "frame 3"]
    assert not open_source(path).still


def test_long_video_is_sampled(tmp_path: Path) -> None:
    path = made.avi(tmp_path / "a.avi", [made.as_frame(CODE[:64, :64])] * 700)
    found = sightings(path)
    assert len(found) <= 300
    assert found[-1].seconds > 65


def test_text_is_itself_to_the_last_space() -> None:
    (sighting,) = sightings("PDC1:AB  ")
    assert sighting.reading.texts == ("PDC1:AB  ",)
    assert sighting.reading.decoder is Decoder.TYPED


def test_text_typed_into_a_french_session_is_repaired() -> None:
    assert texts_of(mangle("PDD1:AB 12  ", Layout.FR_CAPS)) == [("PDD1:AB 12  ",)]


def test_text_file_gives_its_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"\xef\xbb\xbfPDC1:A  \r\n\r\nPDD1:B \x0bC\n" + "PDC&Mà".encode())
    assert [(found.label, found.reading.texts[0]) for found in sightings(path)] == [
        ("line 1", "PDC1:A  "),
        ("line 3", "PDD1:B \x0bC"),
        ("line 4", "PDC1:0"),
    ]


def test_text_file_is_known_by_its_content(tmp_path: Path) -> None:
    assert texts_of(written(tmp_path, "scan", b"PDC1:ABC\n")) == [("PDC1:ABC",)]


def test_standard_input_gives_lines_without_their_end() -> None:
    source = open_source("-", stdin=io.StringIO("PDC1:A \r\nPDC1:B\nPDC1:C\r"))
    assert [found.reading.texts for found in source] == [("PDC1:A ",), ("PDC1:B",), ("PDC1:C",)]


def test_standard_input_that_is_no_text_is_said() -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"PDC1:\xff\n"), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        list(open_source("-", stdin=stream))
    assert caught.value.what is SourceFault.UNKNOWN_KIND


def test_message_file_becomes_its_text(tmp_path: Path) -> None:
    data = b"\xd2\x84\x43\xa1\x01\x26"
    assert texts_of(written(tmp_path, "a.cbor", data)) == [(wrap(data),)]


def test_picture_called_txt_is_a_picture(tmp_path: Path) -> None:
    assert texts_of(written(tmp_path, "a.txt", made.png(CODE))) == [(TEXT,)]


def test_absent_empty_and_folder(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "absent.png") is SourceFault.ABSENT
    assert fault_of(written(tmp_path, "a.png", b"")) is SourceFault.EMPTY
    assert fault_of(tmp_path) is SourceFault.DIRECTORY


def test_link_named_by_the_user_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.png").symlink_to(written(tmp_path, "a.png", made.png(CODE)))
    assert texts_of(tmp_path / "link.png") == [(TEXT,)]


@pytest.mark.parametrize("spec", ["camera:", "camera:x", "camera:-1", "camera:²", "camera:9999"])
def test_malformed_camera_is_refused(spec: str) -> None:
    assert fault_of(spec) is SourceFault.NO_CAMERA


def test_error_is_one_line_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        open_source(str(tmp_path / "evil\x1b[31m\n\u202egnp.png"))
    shown = str(caught.value)
    assert shown.isprintable()
    assert caught.value.mend in shown
