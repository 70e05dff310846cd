"""Layouts from strangers (reliability D2): none of 102 templates reaches out of its document, and none runs for ever."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # this folder's tests use the helpers of the one above
from sample import made

from generator.diagnostics import Failed
from generator.folders import bundled
from generator.layout import lay_out, load

ATTRIBUTES = r"""
{{ ''.__class__ }}
{{ ''.__class__.__mro__[1].__subclasses__() }}
{{ ''.__class__.__base__ }}
{{ ()['__class__'] }}
{{ ''["__class__"]["__mro__"] }}
{{ ''|attr('__class__') }}
{{ document|attr('__class__') }}
{{ document.__class__ }}
{{ document.__init__.__globals__ }}
{{ document.__dataclass_fields__ }}
{{ document['__class__'] }}
{{ document.blocks.__class__ }}
{{ document.blocks[0].__class__.__init__.__globals__ }}
{{ document.blocks.count(1) }}
{{ document.title.format(document) }}
{{ '{0.__class__}'.format(document) }}
{{ '{0.__class__}'.format_map({'0': document}) }}
{{ '%s' % document }}
{{ '%s'|format(document) }}
{{ '%1000000000d' % 1 }}
{{ document.origins.__class__ }}
{{ document.origins.items() }}
{{ tokens.items() }}
{{ tokens.__class__ }}
{{ tokens.update({'a': 1}) }}
{{ tokens['lines'].clear() }}
{{ tokens.space.pop('section') }}
{{ [1, 2].append(3) }}
{{ {}.update(a=1) }}
{{ {}.__class__ }}
{{ text.__globals__ }}
{{ text.__call__ }}
{{ text.macro }}
{{ text.settle() }}
{{ blocks.macro.__self__ }}
{{ blocks.settle }}
{{ range.macro.__self__.globals }}
{{ range.__self__ }}
{{ loop }}
{% for a in [1] %}{{ loop.__class__ }}{% endfor %}
{% for a in [1] %}{{ loop._iterable }}{% endfor %}
{% for a in [1] %}{{ loop.cycle('a', 'b') }}{% endfor %}
{{ self }}
{{ self.__init__ }}
{{ self._TemplateReference__context }}
{% block a %}{{ self.a() }}{% endblock %}
{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}
{% macro m() %}{{ m._func }}{% endmacro %}{{ m() }}
{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}
{% macro m() %}{{ kwargs.__class__ }}{% endmacro %}{{ m(a=1) }}
{{ document.running.banner.__class__ }}
{{ document.blocks | map(attribute='__class__') | list }}
{{ document.blocks | groupby('__class__') }}
{{ document.blocks | selectattr('__class__') | list }}
{{ document.blocks | sort(attribute='__class__') }}
{{ document.blocks | sum(attribute='__class__') }}
{{ document | tojson }}
{{ document | pprint }}
{{ document | string }}
{{ document }}
{{ document.blocks[0] }}
{{ blocks }}
{{ undefined_thing.__class__ }}
{{ undefined_thing }}
{{ none.__class__ }}
{{ (1).__class__ }}
{{ (1.5).real }}
{{ true.__class__ }}
"""

GLOBALS = r"""
{{ cycler.__init__.__globals__.os }}
{{ joiner() }}
{{ lipsum(n=100000) }}
{{ lipsum.__globals__ }}
{{ namespace(a=1) }}
{% set ns = namespace(a=1) %}{% set ns.a = 2 %}
{{ dict(a=1) }}
{{ get_flashed_messages() }}
{{ __import__('os') }}
{{ __builtins__ }}
{{ environment }}
{{ _ }}
{{ caller() }}
{% import "base/blocks.xml.j2" as b %}{{ b.__class__ }}
{% from "base/blocks.xml.j2" import _body_stream %}
{% extends document.title %}
{% include "/etc/passwd" %}
{% include "../secret.xml.j2" %}
{% include "../../secret.xml.j2" %}
{% include "secret/../../secret.xml.j2" %}
{% include "0:../secret.xml.j2" %}
{% extends "/etc/passwd" %}
{% autoescape false %}{{ document.title }}{% endautoescape %}
{{ '<b>' | safe }}
{% filter upper %}a{% endfilter %}
{% do 1 %}
{% debug %}
{% trans %}a{% endtrans %}
"""

BOMBS = r"""
{% for a in range(1000000000) %}a{% endfor %}
{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}a{% endfor %}{% endfor %}{% endfor %}
{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{{ c }}{% endfor %}{% endfor %}{% endfor %}
{{ 'a' * 1000000000 }}
{{ [0] * 1000000000 }}
{{ 9 ** 99999999 }}
"""


def lines(text):
    return [line for line in text.strip().splitlines() if line]


HOSTILE = [*lines(ATTRIBUTES), *lines(GLOBALS), *lines(BOMBS)]

LONGER = {
    "doubling": "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x ~ x ~ x ~ x %}" * 40 + "{{ x }}",
    "doubling-output": "{% set x = 'a' %}" + "{% set x %}{{ x }}{{ x }}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x }}",
    "doubling-lists": "{% set x = [1] %}" + "{% set x = [x, x, x, x] %}" * 40 + "{{ x | join('') }}",
    "joining": "{% set x = 'aaaaaaaaaa' %}" + "{% set x = [x, x, x, x] | join(x) %}" * 12 + "{{ x }}",
    "squaring": "{% set x = 99999 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
    "recursion": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "recursive-loop": "{% for a in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}",
    "laughs": "{% macro m0() %}haha{% endmacro %}"
    + "".join(f"{{% macro m{i} () %}}{f'{{{{ m{i - 1}() }}}}' * 10}{{% endmacro %}}" for i in range(1, 12))
    + "{{ m11() }}",
    "silent-laughs": "{% macro m0() %}haha{% endmacro %}"
    + "".join(f"{{% macro m{i} () %}}{f'{{% if m{i - 1}() %}}{{% endif %}}' * 10}{{% endmacro %}}" for i in range(1, 12))
    + "{{ m11() }}",
    "silent-loops": "{% set r = range(1000) %}{% for a in r %}{% for b in r %}{% for c in r %}{% if c %}{% endif %}"
    "{% endfor %}{% endfor %}{% endfor %}",
    "literal": "{% set r = range(1000) %}{% for a in r %}{% for b in r %}" + "a" * 60000 + "{% endfor %}{% endfor %}",
    "parentheses": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "minuses": "{{ " + "-" * 20000 + "1 }}",
    "nots": "{{ " + "not " * 10000 + "1 }}",
    "plusses": "{{ 1" + "+1" * 15000 + " }}",
    "digits": "{{ " + "9" * 5000 + " }}",
    "nested": "{% if 1 %}" * 2000 + "{% endif %}" * 2000,
    "nested-loops": "{% for a in [1] %}" * 40 + "{% endfor %}" * 40,
    "includes-itself": '{% include "page.xml.j2" %}',
    "open": "{{ 'a",
    "unclosed": "{% for a in [1] %}",
    "comment": "{# " * 20000,
    "blocks-of-nothing": "{{ blocks([none]) }}",
    "blocks-of-text": "{{ blocks('abc') }}",
    "blocks-wide": "{{ blocks(range(1000)) }}",
    "unknown-tag": "<script>",
    "hidden-tag": "<{{ 'script' }}>",
    "unknown-attribute": "<p onclick='x'>a</p>",
    "entity": '<!DOCTYPE a [<!ENTITY b "c">]>',
}


def write(folder: Path, page: str) -> Path:
    own = folder / "layouts" / "evil"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text("extends: lkpd\n", encoding="utf-8")
    (own / "page.xml.j2").write_text(page, encoding="utf-8")
    (folder / "layouts" / "secret.xml.j2").write_text("TOP-SECRET", encoding="utf-8")
    (folder / "secret.xml.j2").write_text("TOP-SECRET", encoding="utf-8")
    return own.parent


@pytest.fixture(scope="module")
def document():
    return made("worksheet")


def test_there_are_102_and_more():
    assert len(HOSTILE) == 102
    assert len(set(HOSTILE)) == 102


@pytest.mark.parametrize("page", [*HOSTILE, *LONGER.values()], ids=[*map(str, range(102)), *LONGER])
@pytest.mark.timeout(60)
def test_nothing_escapes_and_nothing_hangs(page, document, tmp_path):
    folders = [write(tmp_path, page), bundled("layouts")]
    with pytest.raises(Failed) as failure:
        lay_out(document, load("evil", folders))
    for found in failure.value.diagnostics:
        assert found.span is not None, found
        assert found.span.file.endswith("evil/page.xml.j2"), found
        assert found.span.line >= 1
        assert "jinja" not in (found.message + found.help).lower()


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("{{ '<b>' }}", "&lt;b&gt;"),
        ("{{ document.title[:3] | upper }}", "KER"),
        ("{{ 2 * 3 + 1 }}", "7"),
        ("{% for a in range(3) %}{{ a }}{% if not loop.last %},{% endif %}{% endfor %}", "0,1,2"),
        ("{{ ['<', 'a'] | join(' ') }}", "&lt; a"),
        ("{% set x = 'a' ~ ('<' ~ 2) ~ 1.50 %}{{ x }}", "a&lt;21.5"),
        ("{{ range(1000) | length }}", "1000"),
        ("{{ missing | default('there') }}", "there"),
        ("{% set x %}<b>{% endset %}{{ x }}</b>", "<b></b>"),
        ("{{ tokens.lines.pitch }}", "22.68"),
        ("{{ block(document.blocks[0])[:10] }}", "<masthead>"),
    ],
)
def test_what_a_layout_needs_works(page, printed, document, tmp_path):
    assert lay_out(document, load("evil", [write(tmp_path, page), bundled("layouts")])).text.strip() == printed


def test_a_range_has_a_thousand_numbers_at_most(document, tmp_path):
    layout = load("evil", [write(tmp_path, "{{ range(1001) | length }}"), bundled("layouts")])
    with pytest.raises(Failed) as failure:
        lay_out(document, layout)
    assert [found.code for found in failure.value.diagnostics] == ["template-refused"]


def test_the_document_cannot_be_changed(document, tmp_path):
    """I13: what one template did must not be there for the next document."""
    before = lay_out(document, load("lkpd", [bundled("layouts")])).text
    for page in ("{{ document.blocks.reverse() }}", "{% set document = 1 %}{{ document }}", "{% set tokens = {} %}a"):
        folder = tmp_path / str(len(page))
        folder.mkdir()
        try:
            lay_out(document, load("evil", [write(folder, page), bundled("layouts")]))
        except Failed:
            continue
    assert lay_out(document, load("lkpd", [bundled("layouts")])).text == before


# what the disk offers


def fails(folders, name="evil"):
    with pytest.raises(Failed) as failure:
        load(name, folders)
    return failure.value.diagnostics


def test_links_are_refused_by_name(tmp_path):
    """D3: `ln -s /etc/passwd layout/x.j2` fails naming x.j2, whatever the link is called and wherever it leads."""
    folders = [write(tmp_path, "a"), bundled("layouts")]
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET", encoding="utf-8")
    for name in ("x.j2", "extra.xml.j2", "picture.png"):
        (folders[0] / "evil" / name).symlink_to(secret)
        (found,) = fails(folders)
        assert (found.code, Path(found.span.file).name) == ("layout-link", name)
        (folders[0] / "evil" / name).unlink()
    load("evil", folders)


def test_a_linked_folder_is_refused(tmp_path):
    folders = [write(tmp_path, "a"), bundled("layouts")]
    (folders[0] / "other").symlink_to(folders[0] / "evil", target_is_directory=True)
    assert [found.code for found in fails(folders, "other")] == ["layout-link"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hang(tmp_path):
    folders = [write(tmp_path, "a"), bundled("layouts")]
    os.mkfifo(folders[0] / "evil" / "blocks.xml.j2")
    assert [found.code for found in fails(folders)] == ["layout-not-plain"]


def test_other_files_are_left_alone(tmp_path):
    folders = [write(tmp_path, "a"), bundled("layouts")]
    (folders[0] / "evil" / "README.md").write_bytes(b"\xff" * 100_000)
    (folders[0] / "evil" / "pictures").mkdir()
    assert [*load("evil", folders).templates.layers[0].templates] == ["page.xml.j2"]


def test_large_many_and_binary_files_are_refused(tmp_path):
    folders = [write(tmp_path, "a"), bundled("layouts")]
    own = folders[0] / "evil"
    (own / "blocks.xml.j2").write_text("a" * 70_000, encoding="utf-8")
    assert [found.code for found in fails(folders)] == ["layout-too-large"]
    (own / "blocks.xml.j2").write_bytes(b"\xff\xfe\x00")
    assert [found.code for found in fails(folders)] == ["layout-not-text"]
    (own / "blocks.xml.j2").unlink()
    for index in range(41):
        (own / f"t{index}.xml.j2").write_text("a", encoding="utf-8")
    assert [found.code for found in fails(folders)] == ["layout-too-large"]
