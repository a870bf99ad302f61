"""Indonesian is the language of the house; English is a button away."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def switch(client, language, **form):
    return client.post(reverse("set_language"), {"language": language} | form)


def test_indonesian_whatever_the_browser_prefers(client):
    response = client.get(reverse("home"), headers={"accept-language": "en-GB,en"})
    assert '<html lang="id">' in response.content.decode()
    assert response.headers["Content-Language"] == "id"


def test_the_choice_is_kept_and_the_reader_stays(client):
    response = switch(client, "en", next=reverse("accounts:join"))
    assert response.status_code == 302
    assert response.url == reverse("accounts:join")
    assert '<html lang="en">' in client.get(reverse("home")).content.decode()
    switch(client, "id")
    assert '<html lang="id">' in client.get(reverse("home")).content.decode()


def test_an_unknown_language_changes_nothing(client):
    switch(client, "xx")
    assert '<html lang="id">' in client.get(reverse("home")).content.decode()


def test_nobody_is_sent_to_another_site(client):
    assert switch(client, "en", next="https://example.org/").url == "/"


def test_the_button_of_the_present_language_says_so(client):
    html = client.get(reverse("home")).content.decode()
    assert '<button name="language" value="id" lang="id" aria-current="true">' in html
    assert '<button name="language" value="en" lang="en">' in html


def test_a_get_request_does_not_switch(client):
    client.get(reverse("set_language"), {"language": "en"})
    assert '<html lang="id">' in client.get(reverse("home")).content.decode()


def test_the_answer_to_a_sent_form_leads_back_to_its_page(client):
    form = "http://testserver" + reverse("accounts:sign-in")
    html = client.post(form, {}, headers={"referer": form}).content.decode()
    assert f'<input type="hidden" name="next" value="{form}">' in html
    assert switch(client, "en", next=form).url == form
