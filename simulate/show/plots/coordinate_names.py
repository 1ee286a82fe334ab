"""What coordinates are called in pictures: by the names a scenario gives its options, or by their labels as spoken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from .. import labels

#: A letter before a number, letters that are no word before a hyphen and a number, and the B of billions behind one.
_STANDS_FOR = re.compile(r"\b(?:[a-z](?=\d)|[b-df-hj-np-tv-xz]{2,}(?=-\d))|(?<=\d)b\b")
#: Words that are not written as they are spelled in labels: places, eGRID's subregions, institutions, models, machines.
_WRITTEN = """
US USA UK EU UAE
AKGD AKMS AZNM CAMX ERCT FRCC HIMS HIOA MROE MROW NEWE NWPP NYCW NYLI NYUP PRMS RFCE RFCM RFCW RMPA SPNO SPSO SRMV SRMW
SRSO SRTV SRVC WECC ERCOT CAISO PJM NERC BPA ENTSO
IPCC IEA EPA AWS GCP IBM NVIDIA AMD OpenAI DeepSeek
AI LLM BERT MNLI GPT ChatGPT BLOOM LaMDA GShard OLMo ViT DenseNet ResNet StarCoder CodeCarbon EcoLogits
DRAM SSD HDD HBM PUE WUE LCA ICT
"""
_TOTAL = "total "
_SPELLED = {word.lower(): word for word in _WRITTEN.split()}
_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r" *\(([^()]*)\)")


def row(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    """A coordinate as a row of a picture is called: options by their `names`, others as they are spoken.

    >>> row({"region": "central_us", "start": "3"}, {"central_us": "Central US"})
    'Central US, 3'
    >>> row({"allocation": "by_days", "region": "camx", "model": "gpt-3"}, {})
    'By days, CAMX, GPT-3'
    """
    text = _joined(coordinates, names)
    is_named = next(iter(coordinates.values()), "") in names
    return text if is_named else text[:1].upper() + text[1:]


def _joined(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(label) or _unnamed(label) for label in coordinates.values())


def place(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The same within brackets in a sentence: lower case unless named, no brackets of its own, numbers with their axis.

    >>> place({"region": "central_us", "start_hour": "3"}, {"central_us": "Central US (MISO)"})
    'Central US, MISO, start hour 3'
    >>> place({"allocation": "by_days", "region": "norway"}, {})
    'by days, norway'
    """
    said = {
        axis: f"{axis} {label}" if label.removeprefix("-").isdecimal() else label for axis, label in coordinates.items()
    }
    return _BRACKETS.sub(r", \1", _joined(said, names)).removeprefix(", ")


def outputs(names: Sequence[str], parts: Collection[str]) -> dict[str, str]:
    """What outputs are called: a part's name is left out where nothing else would be called the same.

    >>> outputs(["serving_emissions", "americans_people"], {"serving", "americans"})
    {'serving_emissions': 'emissions', 'americans_people': 'people'}
    >>> outputs(["serving_emissions", "total_emissions"], {"serving"})
    {'serving_emissions': 'serving emissions', 'total_emissions': 'total emissions'}
    """
    said = {name: labels.spoken(name) for name in names}
    bare = {name: _bare(name, parts) for name in names}
    taken = Counter([*bare.values(), *(text.removeprefix(_TOTAL) for text in said.values() if text.startswith(_TOTAL))])
    return {name: bare[name] if taken[bare[name]] == 1 else said[name] for name in names}


def _bare(name: str, parts: Collection[str]) -> str:
    """An output's name without that of its part."""
    part = max((part for part in parts if name.startswith(f"{part}_")), key=len, default="")
    return labels.spoken(name.removeprefix(f"{part}_"))


def _unnamed(label: str) -> str:
    """A label as it is spoken, with capitals where letters stand for something: ``GPT-3``, ``H100``, ``CAMX``."""
    return _spelled(_STANDS_FOR.sub(lambda found: found[0].upper(), labels.spoken(label)))


def _spelled(text: str) -> str:
    return _WORD.sub(lambda found: _SPELLED.get(found[0], found[0]), text)
