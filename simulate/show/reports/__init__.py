"""What people read of audits, hindcasts, sensitivity and measurements: sentences, tables and JSON."""
