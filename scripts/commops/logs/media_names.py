"""What an attached file is, by its name: the only thing that text exports and attachments say about it."""

from __future__ import annotations

from commops.logs.canonical import Media

_ENDINGS: dict[Media, str] = {
    "image": "png jpg jpeg jpe gif webp heic heif avif bmp svg",
    "video": "mp4 mov webm mkv m4v avi 3gp",
    "voice": "ogg opus mp3 m4a wav flac aac amr",
}
_MEDIA: dict[str, Media] = {ending: media for media, endings in _ENDINGS.items() for ending in endings.split()}


def media_of(name: str) -> Media:
    """The kind of a file; ``file`` for whatever is not a picture, a film or a sound."""
    return _MEDIA.get(name.rpartition(".")[2].lower(), "file")
