"""The tool that keeps the translations complete."""

import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command

from config import messages
from config.messages import Text


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "PO", tmp_path / "django.po")
    monkeypatch.setattr(messages, "MO", tmp_path / "django.mo")
    return tmp_path / "django.po"


def test_finds_the_texts_of_python():
    source = (
        'x = _("One"); y = ngettext("a day", "%(n)s " "days", n); z = pgettext_lazy("at", "To")'
    )
    assert set(messages.of_python(source)) == {
        Text("One"),
        Text("a day", "%(n)s days"),
        Text("To", context="at"),
    }


def test_finds_the_texts_of_templates():
    source = """{% translate "Don't" %} {{ x|default:_("Red") }} {% include "a" with b=_("Blue") %}
      {% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"""
    assert set(messages.of_template(source)) == {
        Text("Don't"),
        Text("Red"),
        Text("Blue"),
        Text("%(n)s row", "%(n)s rows"),
    }


def test_a_lost_placeholder_is_a_fault():
    translations = Catalog(locale=messages.LOCALE)
    translations.add("%(days)s days left", "还剩几天")
    found = list(messages.faults([Text("%(days)s days left")], translations))
    assert found == ["other placeholders in the translation: '%(days)s days left'"]


def test_update_keeps_translations_and_drops_what_is_unused(catalogue):
    catalogue.write_text(
        'msgid "Nobody says this"\nmsgstr "没人说"\n\nmsgid "Sign in"\nmsgstr "登录"\n'
    )
    messages.update()
    text = catalogue.read_text()
    assert 'msgid "Sign in"\nmsgstr "登录"' in text
    assert "Nobody says this" not in text


def test_a_merge_of_two_branches_loses_no_translation(catalogue):
    catalogue.write_text(
        'msgid "Sign in"\nmsgstr ""\nmsgstr "登录"\nmsgid "Sign out"\nmsgstr "退出"\n\n'
        'msgctxt "work"\nmsgid "Sign in"\nmsgstr "签到"\nmsgstr "签入"\n\n'
        'msgid "Two\\n"\n"lines"\nmsgstr "两\\n"\n"行"\n'
    )
    said = {(message.id, message.context): message.string for message in messages.catalogue()}
    del said["", None]
    assert said == {
        ("Sign in", None): "登录",
        ("Sign out", None): "退出",
        ("Sign in", "work"): "签到",
        ("Two\nlines", None): "两\n行",
    }


def test_check_names_what_is_missing_and_changes_nothing(catalogue, capsys):
    with pytest.raises(CommandError):
        call_command("messages", "--check")
    assert "not translated: 'Sign in'" in capsys.readouterr().out
    assert not catalogue.exists()
