"""Whole documents: resolved, written out, or given as a dict."""
