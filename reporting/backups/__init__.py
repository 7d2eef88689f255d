"""Everything that the site keeps, in one folder: the database as it stood, and every file."""

from __future__ import annotations


class BackupError(Exception):
    """Why a backup is not made or not restored, in words, with what to do."""
