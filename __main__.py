"""``python -m carbonspan``: the command line without an installed script."""

from .simulate.cli.entry import main

if __name__ == "__main__":
    main()
