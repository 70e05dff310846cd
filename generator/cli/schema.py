"""`lembar schema`: the topic format as JSON Schema, for editors that complete and check YAML files."""

from __future__ import annotations

import click

from generator.cli.output import Output


@click.command(short_help="Print the topic format as JSON Schema, for editors.")
@click.pass_obj
def command(output: Output) -> None:
    """Print the format of topic files as JSON Schema (draft 2020-12).

    Keep it in a file, and name that file in a topic's first line: # yaml-language-server: $schema=topic.schema.json
    """
    import json

    from generator.check.published import published
    from generator.cli.pages import fields

    said = fields()
    schema = published(lambda record, field: said.get((record, field), ""))
    for line in json.dumps(schema, indent=1, ensure_ascii=False).split("\n"):
        output.result(line)
