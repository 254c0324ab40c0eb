"""The house in a real browser: a page arrives, whole, and asks nothing of the outside."""

import pytest
from playwright.sync_api import Page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_first_page_arrives_with_its_policy(desk: Page) -> None:
    """The address people are told answers, under the policy of config/headers.py."""
    answer = desk.goto("/")
    assert answer is not None
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert desk.locator("html").get_attribute("lang") == "zh-CN"
