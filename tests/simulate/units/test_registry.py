"""What pint is asked."""

from carbonspan.simulate.units import registry


def test_the_names_a_unit_may_have_do_not_depend_on_what_was_parsed_before() -> None:
    """pint adds a prefixed unit to its registry when it parses one."""
    registry.parse("megatonne", ["megatonne"])
    assert "megatonne" not in registry.known()
    assert {"tonne", "gpu", "gCO2e"} <= set(registry.known())
