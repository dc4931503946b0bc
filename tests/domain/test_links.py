"""A link out of a workbook: the case it names, and nothing else."""

from __future__ import annotations

import pytest

from inspector.domain.errors import InvalidValueError
from inspector.domain.links import CASE_LINK, linked_case


def test_the_case_of_a_link() -> None:
    assert (
        linked_case(CASE_LINK + "01a20621-ad00-74c1-be8f-5b145bb9dc76")
        == "01a20621-ad00-74c1-be8f-5b145bb9dc76"
    )
    assert linked_case(CASE_LINK + "01a2/") == "01a2", "a browser adds a stroke at the end"


@pytest.mark.parametrize(
    "link", ["inspector://", CASE_LINK, "inspector://visit/1", CASE_LINK + "../x", "http://case/1"]
)
def test_any_other_link_is_refused(link: str) -> None:
    with pytest.raises(InvalidValueError, match="链接"):
        linked_case(link)
