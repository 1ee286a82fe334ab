"""The state of a run, kept outside of its process: what is in it, when it is kept, and which part of a run it is."""
