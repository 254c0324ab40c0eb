"""Law texts and code tables: to be read by everybody, and opened by the quotations of other pages."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from anmulong.base.templatetags.pieces import ground
from anmulong.disputes.enums import OnTheSpot
from anmulong.lawbook import public as lawbook
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.life import LAW
from tests.factories.matters import Office


@pytest.fixture
def client(desk: Desk, office: Office) -> Client:
    return desk(office.mediator)


@pytest.fixture
def law(office: Office) -> UUID:
    """Two articles of the law."""
    return office.act(office.county.machine, "lawbook.import_statutes", LAW).subject


def test_an_empty_list_says_so_and_quotations_stay_plain(client: Client) -> None:
    assert client.get(reverse("desk:statutes")).context["rows"] == []
    assert "<a" not in ground("人民调解法 art.3")
    assert client.get(reverse("desk:article", args=["人民调解法", "3"])).status_code == 404


def test_a_quotation_opens_the_article(client: Client, law: UUID) -> None:
    with override("zh-hans"):
        shown = ground("O-3, 人民调解法(2010-08-28) art.3; R-531")
    url = f"{reverse('desk:article', args=['人民调解法', '3'])}?version=2010-08-28"
    assert shown == f'O-3, <a class="am-quote" href="{url}">人民调解法(2010-08-28)第3条</a>; R-531'
    answered = client.get(url)
    assert answered["Location"] == f"{reverse('desk:statute', args=[law])}?page=1#article-3"
    assert 'id="article-3"' in words(client.get(answered["Location"]))
    assert client.get(reverse("desk:article", args=["人民调解法", "99"])).status_code == 404


def test_a_refusal_opens_the_law_that_it_quotes(desk: Desk, law: UUID, office: Office) -> None:
    """Nobody is pushed (人民调解法 art. 3): the refusal of a step on a matter leads to the article."""
    assert ground("<b> 人民调解法 art.3").startswith("&lt;b&gt; <a class")
    client, url = desk(office.clerk), reverse("desk:act", args=[office.handled(), "settle_on_the_spot"])
    answers = {"result": "各让一步", "way": OnTheSpot.PERSUASION, "answer_way": "", "evidence": "照片"}
    refused = client.post(url, {**fields(client.get(url), url), **answers})
    assert refused.status_code == 422 and refused.context["refusal"]["code"] == "not-willing"
    assert reverse("desk:article", args=["人民调解法", "3"]) in words(refused)


def test_without_a_version_the_one_in_force_is_meant(client: Client, law: UUID, office: Office) -> None:
    newer = replace(LAW, law_version=date(2098, 1, 1), in_force_from=date(2098, 6, 1))
    future = office.act(office.county.machine, "lawbook.import_statutes", newer).subject
    url = reverse("desk:article", args=["人民调解法", "1"])
    assert str(law) in client.get(url)["Location"]
    assert str(future) in client.get(f"{url}?version=2098-01-01")["Location"]
    assert str(law) in client.get(f"{url}?version=nonsense")["Location"]


def test_a_law_is_searched_by_word_and_by_number(client: Client, law: UUID) -> None:
    url = reverse("desk:statute", args=[law])
    assert [row["number"] for row in client.get(url, {"q": "自愿"}).context["rows"]] == ["第3条"]
    assert client.get(url, {"number": "3"}).status_code == 302
    assert client.get(url).context["rows"][0]["heading"] == "第一章 总则"
    assert client.get(url).context["rows"][1]["heading"] == ""


def test_the_real_laws_can_be_read(client: Client, office: Office, shared_folder: Path) -> None:
    """Every law of the folder; the civil code in pages."""
    lawbook.load_statutes(shared_folder / "laws", office.county.machine)
    rows = client.get(reverse("desk:statutes")).context["rows"]
    assert len(rows) >= 30 and all(client.get(row["url"]).status_code == 200 for row in rows)
    target = client.get(reverse("desk:article", args=["民法典", "1165"]))["Location"]
    assert 'id="article-1165"' in words(client.get(target))


def test_every_code_table_can_be_read(client: Client, office: Office) -> None:
    rows = client.get(reverse("desk:code_tables")).context["rows"]
    assert [row["key"] for row in rows] == sorted(lawbook.code_tables())
    for row in rows:
        shown = client.get(row["url"])
        assert len(shown.context["rows"]) == row["rows"]
    assert client.get(reverse("desk:code_table", args=["C-999"])).status_code == 404


def test_a_table_shows_codes_digits_days_and_grounds(client: Client, law: UUID) -> None:
    text = words(client.get(reverse("desk:code_table", args=["C-301"])))
    assert "marriage_family" in text and "im2017b" in text and "2017-01-01" in text and "婚姻家庭纠纷" in text
    grounds = words(client.get(reverse("desk:code_table", args=["C-115"])))
    assert "人民调解法(2010-08-28)第15条" in grounds and reverse("desk:article", args=["人民调解法", "15"]) in grounds
    children = words(client.get(reverse("desk:code_table", args=["C-301x"])))
    assert "邻里纠纷" in children
