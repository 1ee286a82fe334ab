"""What this machine computes compared with known answers."""
