"""One camera, whatever number the system gives it: pulled out and put back it is often another one.

1. Nothing is known of it yet: the camera with the number that was named; else the only one there is.
2. The same device (serial number, or model and plug) is followed to its new number.
3. It is gone, and one camera came since: a spare, or the same in another plug. It is taken, and said.
4. A camera of which the kernel tells nothing cannot be known again: the only one there is is taken, and said.
5. Otherwise none is taken. A camera that was there all the time, such as the laptop's own, is the officer's to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from verifier.capture.attached import AttachedCamera
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.news import SourceEvent, SourceNews

Attached: TypeAlias = Callable[[], Sequence[AttachedCamera]]
LISTED: Final = 4
"""Cameras named in a fault's line."""


class Followed:
    """The camera with an index. `attached` lists the cameras there are; without it the index alone counts."""

    def __init__(self, index: int, attached: Attached | None = None) -> None:
        self._index = index
        self._attached = attached
        self._known: AttachedCamera | None = None
        self._beside: tuple[AttachedCamera, ...] = ()
        """The others that were there when it was last opened."""
        self._news: SourceNews | None = None

    @property
    def label(self) -> str:
        """What the command line calls it."""
        return f"camera:{self._index}"

    def find(self) -> int:
        """Say which index to open now. Raises `SourceError` OTHER_CAMERAS where the officer has to choose."""
        there = tuple(self._attached()) if self._attached is not None else ()
        if not there:  # nothing is plugged in, or the kernel does not tell: opening says which
            return self._index
        found = self._named(there) if self._known is None else self._again(self._known, there)
        if found is None:
            listed = ", ".join(f"{camera.label} ({camera.name})" for camera in there[:LISTED])
            raise SourceError(SourceFault.OTHER_CAMERAS, self.label, "plug it in again, or press s", listed)
        return found.index

    def opened(self, index: int) -> None:
        """Note that the camera with this index gives pictures, and whether that is news."""
        there = tuple(self._attached()) if self._attached is not None else ()
        now = next((camera for camera in there if camera.index == index), None)
        event = self._event(index, now)
        if event is not None:
            self._news = SourceNews(what=event, label=f"camera:{index}", name=now.name if now else "")
        self._index, self._known = index, now or self._known
        self._beside = tuple(camera for camera in there if camera.index != index)

    def news(self) -> SourceNews | None:
        """Take what is to be said since it was last asked."""
        news, self._news = self._news, None
        return news

    def _named(self, there: Sequence[AttachedCamera]) -> AttachedCamera | None:
        return next((camera for camera in there if camera.index == self._index), _only(there))

    def _event(self, index: int, now: AttachedCamera | None) -> SourceEvent | None:
        """Tell what an opening is to the one before; None where the officer looks at what he looked at."""
        is_same = self._known is not None and now is not None and now.is_surely(self._known)
        is_another = self._known is not None and now is not None and bool(self._known.model) and not is_same
        if index == self._index and not is_another:
            return None
        return SourceEvent.CAMERA_MOVED if is_same else SourceEvent.CAMERA_TAKEN

    def _again(self, known: AttachedCamera, there: Sequence[AttachedCamera]) -> AttachedCamera | None:
        if known in there:
            return known
        came = [camera for camera in there if not self._was_beside(camera)]
        same = [camera for camera in came if camera.is_surely(known)]
        if same:  # makers give one serial number to a whole model: then the plug decides
            return _only(same) or _only([camera for camera in same if camera.port == known.port])
        return _only(came if known.model else there)

    def _was_beside(self, camera: AttachedCamera) -> bool:
        return any(replace(other, index=camera.index) == camera for other in self._beside)


def _only(cameras: Sequence[AttachedCamera]) -> AttachedCamera | None:
    return cameras[0] if len(cameras) == 1 else None
