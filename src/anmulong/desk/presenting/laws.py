"""A quoted article opens its text where the law has been loaded."""

from django.urls import reverse
from django.utils.http import urlencode

from anmulong.base.templatetags.pieces import opens_laws
from anmulong.lawbook.public import is_law_loaded


@opens_laws
def article_url(law: str, number: str, version: str = "") -> str:
    """The address of an article, of the quoted version when one is named; empty when the law is not loaded."""
    if not is_law_loaded(law):
        return ""
    url = reverse("desk:article", args=[law, number])
    return f"{url}?{urlencode({'version': version})}" if version else url
