"""The smallest film container: AVI 1.0 (RIFF) around JPEG pictures, with its index.

Our own writer, because cv2.VideoWriter writes through whatever codec libraries it was built with.
Layout, from Microsoft's "AVI RIFF File Reference":
RIFF('AVI ' LIST('hdrl' avih LIST('strl' strh strf)) LIST('movi' 00dc...) idx1).
"""

from struct import pack

_HAS_INDEX = 0x10  # AVIF_HASINDEX
_KEY_FRAME = 0x10  # AVIIF_KEYFRAME


def mjpeg_avi(jpegs: list[bytes], *, width: int, height: int, fps: int) -> bytes:
    """Return a film of JPEG pictures, all width x height pixels. Raises ValueError where there is none, or no pace."""
    if not jpegs or fps < 1:
        raise ValueError("film needs at least one frame and one frame a second")
    movie, index = _movie(jpegs)
    largest = max(map(len, jpegs))
    header = _list(
        b"hdrl",
        _chunk(b"avih", _main_header(len(jpegs), largest, (width, height), fps)),
        _list(
            b"strl",
            _chunk(b"strh", _stream_header(len(jpegs), largest, (width, height), fps)),
            _chunk(b"strf", _bitmap_header(width, height)),
        ),
    )
    return _chunk(b"RIFF", b"AVI " + header + movie + _chunk(b"idx1", index))


def _chunk(name: bytes, body: bytes) -> bytes:
    """A four-letter name, a length, the body, and a byte of padding after an odd one."""
    return name + pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _list(kind: bytes, *chunks: bytes) -> bytes:
    return _chunk(b"LIST", kind + b"".join(chunks))


def _movie(jpegs: list[bytes]) -> tuple[bytes, bytes]:
    """Return the list of pictures and its index; offsets count from the word 'movi'."""
    chunks = [_chunk(b"00dc", jpeg) for jpeg in jpegs]
    index, offset = bytearray(), 4
    for jpeg, chunk in zip(jpegs, chunks, strict=True):
        index += b"00dc" + pack("<III", _KEY_FRAME, offset, len(jpeg))
        offset += len(chunk)
    return _list(b"movi", *chunks), bytes(index)


def _main_header(frames: int, largest: int, size: tuple[int, int], fps: int) -> bytes:
    """AVIMAINHEADER: 14 words."""
    return pack("<14I", 1_000_000 // fps, largest * fps, 0, _HAS_INDEX, frames, 0, 1, largest, *size, 0, 0, 0, 0)


def _stream_header(frames: int, largest: int, size: tuple[int, int], fps: int) -> bytes:
    """AVISTREAMHEADER: quality -1 is the driver's own."""
    kind = b"vids" + b"MJPG" + pack("<IHHI", 0, 0, 0, 0)
    return kind + pack("<6Ii", 1, fps, 0, frames, largest, 0xFFFFFFFF, 0) + pack("<4H", 0, 0, *size)


def _bitmap_header(width: int, height: int) -> bytes:
    """BITMAPINFOHEADER: 24 bits a pixel, compressed as MJPG."""
    return pack("<IiiHH", 40, width, height, 1, 24) + b"MJPG" + pack("<IiiII", width * height * 3, 0, 0, 0, 0)
