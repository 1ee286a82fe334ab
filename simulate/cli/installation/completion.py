"""``carbonspan completion``: what a shell needs to complete commands, options and scenarios."""

from __future__ import annotations

import click

_VARIABLE = "_CARBONSPAN_COMPLETE"


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    r"""Print a script that makes a shell complete commands, options and the names of shipped scenarios.

    \b
    bash:  echo 'eval "$(carbonspan completion bash)"' >> ~/.bashrc
    zsh:   echo 'eval "$(carbonspan completion zsh)"' >> ~/.zshrc
    fish:  carbonspan completion fish > ~/.config/fish/completions/carbonspan.fish
    """
    from click.shell_completion import get_completion_class

    from ..main import cli

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"this version of click completes nothing in {shell}")
    script = found(cli, {}, "carbonspan", _VARIABLE)
    click.echo(script.source_template % script.source_vars())
