"""The commands, one thin module each; numerical libraries are imported only when a command needs them."""
