"""What was published or measured, on the intervals of what is believed: claims, audits, hindcasts."""
