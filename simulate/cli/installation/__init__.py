"""Commands about this installation: tests, times, schemas, shells."""
