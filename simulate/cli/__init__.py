"""The commands, on top of all: one thin module each, nothing numerical imported before a command needs it."""
