"""Files that were uploaded, for a person."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from commissioning.models import Upload, User


def uploads_visible_to(user: User, kinds: Iterable[str]) -> QuerySet[Upload]:
    """One's own, and those of colleagues that were confirmed; of the kinds that one may upload."""
    own_or_done = Q(uploaded_by=user) | Q(status=Upload.Status.CONFIRMED)
    return Upload.objects.filter(own_or_done, kind__in=list(kinds)).select_related("uploaded_by")


def visible_upload(user: User, key: UUID, kinds: Iterable[str]) -> Upload | None:
    return uploads_visible_to(user, kinds).filter(pk=key).first()


def waiting_uploads(user: User) -> QuerySet[Upload]:
    """A person's own files that wait to be confirmed."""
    return Upload.objects.filter(uploaded_by=user, status=Upload.Status.WAITING)
