"""Stored words of files. Changing a value needs a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a file is in the work."""

    PAPER = "paper", _("signed or received paper")
    PHOTOGRAPH = "photograph", _("photograph")
    RECORDING = "recording", _("sound recording")
    VIDEO = "video", _("video")
    DOCUMENT = "document", _("document")
    OTHER = "other", _("other file")


class Confidentiality(models.TextChoices):
    """Who may see a file (O-4): the side file is never copied to a party or a court without consent (R-132)."""

    ORDINARY = "ordinary", _("ordinary")
    RESTRICTED = "restricted", _("restricted")
    SIDE_FILE = "side_file", _("side file")


class MediaType(models.TextChoices):
    """The types that are taken, found by looking into the content, never by believing the sender."""

    JPEG = "image/jpeg", _("JPEG picture")
    PNG = "image/png", _("PNG picture")
    WEBP = "image/webp", _("WebP picture")
    PDF = "application/pdf", _("PDF document")
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _("Word document")
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _("Excel workbook")
    WAV = "audio/wav", _("WAV sound")
    MP3 = "audio/mpeg", _("MP3 sound")
    M4A = "audio/mp4", _("M4A sound")
    MP4 = "video/mp4", _("MP4 video")
    TEXT = "text/plain", _("plain text")
