"""Versions of libraries are those that importlib finds."""

from importlib.metadata import PackageNotFoundError, version

import pytest

from carbonspan.simulate.cache import libraries
from carbonspan.simulate.cache.libraries import library_stamp, library_version


@pytest.mark.parametrize("library", ["numpy", "numba", "ruamel.yaml", "typing_extensions"])
def test_a_version_is_the_one_that_is_installed(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library_version(library) == version(library)
    monkeypatch.setattr(libraries, "_folders", dict)
    libraries._metadata.cache_clear()
    library_version.cache_clear()
    assert library_version(library) == version(library)  # as in an archive
    libraries._metadata.cache_clear()


def test_stamps_differ() -> None:
    assert library_stamp("numpy") != library_stamp("numba")
    assert library_stamp("numpy") == library_stamp("numpy")


def test_a_library_that_is_missing_is_an_error() -> None:
    with pytest.raises(PackageNotFoundError, match="no such library"):
        library_version("no such library")
