"""``carbonspan completion``: what a shell needs to complete commands, options and scenarios."""

from __future__ import annotations

import click

_VARIABLE = "_CARBONSPAN_COMPLETE"


_HELP = """Print a script that makes a shell complete commands, options and the names of shipped scenarios.

\b
bash, a line of ~/.bashrc:
  eval "$(carbonspan completion bash)"
zsh, a line of ~/.zshrc:
  eval "$(carbonspan completion zsh)"
fish, into ~/.config/fish/completions/carbonspan.fish:
  carbonspan completion fish
"""


@click.command("completion", help=_HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script of a shell."""
    from click.shell_completion import get_completion_class

    from ..main import cli

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"this version of click completes nothing in {shell}")
    script = found(cli, {}, "carbonspan", _VARIABLE)
    click.echo(script.source_template % script.source_vars())
