"""The password rule that Django does not bring: three of four kinds of characters (R-722)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class ThreeClassesValidator:
    """Refuses a password with fewer than three of: small letters, capital letters, digits, other characters (R-722)."""

    least = 3

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when too few kinds of characters are used."""
        kinds = {
            (char.islower() and "lower") or (char.isupper() and "upper") or (char.isdigit() and "digit") or "other"
            for char in password
        }
        if len(kinds) < self.least:
            raise ValidationError(self.get_help_text(), code="password_too_few_classes")

    def get_help_text(self) -> str:
        """The rule in one sentence, shown before and after a mistake."""
        return _("Use at least three of: capital letters, small letters, digits, other characters.")
