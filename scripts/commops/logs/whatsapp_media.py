"""What stands for a file in WhatsApp's text export, in the languages of its phones.

iPhones write a noun and a word for "left out", Android such words in angle brackets; with files included both write
the file's name. The words are found by what they are made of, which covers more languages and versions than a list of
sentences would.
"""

from __future__ import annotations

import re

from commops.logs.canonical import Media
from commops.logs.media_names import media_of
from commops.patterns import lazy


def _any(words: str) -> re.Pattern[str]:
    """An expression for any of the words in folded text, written with ``_`` for a space.

    Each begins with a plain letter and case is folded outside: so most texts are dismissed at their first look.
    """
    return lazy("|".join(words.split()).replace("_", " "))


_NOUNS: tuple[tuple[Media, re.Pattern[str]], ...] = (
    (
        "other",
        _any("""
            media multimedia medien média medier mídia mitjans medya медиа медіа медији 影音 多媒体 多媒體
            媒体 媒體 メディア 미디어 מדיה وسائط رسانه สื่อ मीडिया मिडिया phương_tiện
        """),
    ),
    (
        "sticker",
        _any("""
            sticker stiker adesivo pegatina figurinha klistremerke klistermærke matrica tarra nálepka naklejk
            стикер наклейк çıkartma 贴图 貼圖 贴纸 貼紙 表情 スタンプ ステッカー 스티커 סטיקר ملصق สติกเกอร์
        """),
    ),
    (
        "image",
        _any("""
            image imagen imagem immagine imatge imagine photo foto bild billede bilde afbeelding gambar imej
            kép kuva obráz obraz slika görüntü hình_ảnh gif изображен зображен фото εικόνα 图片 圖片 图像 圖像
            照片 动态图 動態圖 画像 写真 이미지 사진 תמונה صورة صور تصویر รูปภาพ इमेज फ़ोटो फोटो
        """),
    ),
    (
        "video",
        _any("""
            video vídeo vidéo videó wideo видео відео βίντεο 视频 視訊 影片 視頻 ビデオ 動画 비디오 동영상
            וידאו فيديو ویدیو วิดีโอ वीडियो व्हिडीओ
        """),
    ),
    (
        "voice",
        _any("""
            audio áudio àudio ses ljud lyd hang zvuk ääni suara аудио аудіо ήχος 音频 音訊 语音 語音 音声
            오디오 음성 קול صوت เสียง ऑडियो ऑडिओ âm_thanh
        """),
    ),
    (
        "file",
        _any("""
            document documento dokument dokumen belge asiakirja документ έγγραφο 文档 文檔 文件 檔案
            ドキュメント 문서 מסמך مستند เอกสาร tài_liệu डॉक्यूमेंट
        """),
    ),
    (
        "other",
        _any("""
            contact_card contacto kontakt 联系人 聯絡人 連絡先 연락처 файл фајл arquivo ficheiro archivo fichier
        """),
    ),
)
_OMITTED = r"""
    omitt?ed omitid[oa] omess[oaei] _omis\b _omise\b _omises\b _omisă omès omesos ocultad[oa] revelad[oa] absente?s?\b
    manquante? retiré esclusa non_inclus[oa] weggelassen ausgelassen weggela(?:ten|at) udeladt utelatt utels?lutet
    utesluten ikke_inkludert sisällytet jätettiin vynechan vynechán pominięt kihagyva izostavljen izpuščen
    tidak_(?:disertakan|dimasukkan) dahil_edilmedi bỏ_qua đã_bỏ отсутству пропущен не_додано не_добавлен
    відсутн παραλ[εή] 忽略$ 略去$ 省略$ 含まれていません を省略 생략됨 제외됨 הושמט نظرانداز
    لم_يتم_إدراج حذف_شد ไม่มี ถูกลบ छोड़ा_गया हटाई_ग वगळ
"""
"""What stands beside the noun on iPhones, where no brackets are around it; ordinary speech must not match."""
_UNMARKED = _any(_OMITTED)
_BRACKETED = _any(
    _OMITTED
    + r"""
        ausgeschlossen fehlen utelämnat vedlegg jätetty hiányzó elhagyva disertakan dimasukkan disingkirkan
        dikecualikan atlanmış εξαίρεση praleist nav_iekļ bez\b без 忽略 省略 略去 なし 생략 제외 נכללה استبعاد حذف ہٹا
        چھوڑ के_बिना বাদ વગણ છોડી నీక విస్మ கப்பட்ட ಕೈಬಿಡ ഒഴിവാക്കി ਛੱਡਿ buraxıl çıxarıl välja_jäetud ära_jäetud
        hequr hazijajumuishwa imerukwa u_hoq walang_kalakip விடப்பட்ட ບໍ່ລວມ қосылма изостављ o‘tkazib
    """
)
_ATTACHED = lazy(
    r"<[^<>:：]{2,40}[:：] ?(?P<marked>[^<>\n]{1,200}\.\w{1,5}) ?>"
    r"|(?P<named>[^/\\<>\n]{1,200}\.\w{1,5}) \([^()\d\n]{2,40}\)"
)
_PLACE = lazy(r"[^:：\n]{2,40}[:：] ?https://maps\.google\.com/\?q=[-\d.,]{3,60}")
_LONGEST_WORDS, _MOST_WORDS = 60, 5
"""Characters and words of the longest words for a file that was left out."""


def read_media(text: str) -> tuple[Media, str] | None:
    """The kind of file that a text stands for, and the caption below it; None for a text that people wrote."""
    first, _, caption = text.partition("\n")
    if len(first) > 400 or not first:
        return None
    if found := _ATTACHED.fullmatch(first.strip()):
        name = found["marked"] or found["named"]
        sticker = name.startswith("STK-") or "-STICKER-" in name
        return "sticker" if sticker else media_of(name), caption
    if _PLACE.fullmatch(first) or first == "null":
        return "other", caption
    return _left_out(first, caption)


def _left_out(first: str, caption: str) -> tuple[Media, str] | None:
    bare = first.strip("<> .").casefold()
    if len(bare) > _LONGEST_WORDS or len(bare.split()) > _MOST_WORDS:
        return None
    in_brackets = first.startswith("<") and first.endswith(">")
    if not (_BRACKETED if in_brackets else _UNMARKED).search(bare):
        return None
    media = next((media for media, noun in _NOUNS if noun.search(bare)), "other" if in_brackets else None)
    return (media, caption) if media else None
