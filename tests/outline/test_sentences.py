"""Sentences of the outline's own code."""

import pytest

from workflow.outline.sentences import sentence, sentences
from workflow.thai.words import Words


@pytest.mark.parametrize("code", sorted(sentences()))
def test_every_sentence_is_there_in_both_languages(code: str) -> None:
    assert sentences()[code].complete


def test_values_may_be_words() -> None:
    words = sentence("material_issue_added", name=Words("น้ำ", "water"))
    assert words == Words("เพิ่มประเด็นการพัฒนา “น้ำ”", "A development issue was added: “water”.")
