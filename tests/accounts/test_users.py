"""Users sign in with an e-mail address, however it is written."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from rumbo.accounts.models import User

PASSWORD = "un buen rato junto al mar"

pytestmark = pytest.mark.django_db


def test_a_user_signs_in_whatever_the_capitals() -> None:
    user = User.objects.create_user("Ana@Example.org", PASSWORD, name="Ana")
    assert authenticate(username="ANA@example.ORG", password=PASSWORD) == user
    assert authenticate(username="ana@example.org", password="another") is None


def test_an_address_has_one_user_whatever_the_capitals() -> None:
    User.objects.create_user("ana@example.org")
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ANA@example.org")])


def test_a_user_is_known_by_a_random_id_and_may_do_nothing_at_first() -> None:
    user = User.objects.create_user("ana@example.org")
    assert isinstance(user.pk, uuid.UUID)
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (False, False, False)
    assert (user.get_full_name(), str(user)) == ("ana@example.org", "ana@example.org")


def test_a_superuser_may_do_everything() -> None:
    user = User.objects.create_superuser("ana@example.org", PASSWORD)
    assert (user.is_staff, user.is_superuser) == (True, True)


def test_a_user_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("  ")
