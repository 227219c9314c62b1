"""The room of users and sign-in; it knows no organisation."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "rumbo.accounts"
    label = "accounts"
    verbose_name = "Accounts"
