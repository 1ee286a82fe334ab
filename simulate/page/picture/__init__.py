"""The density of an answer as a small SVG: its size, its layout, and a module for each thing that is drawn."""
