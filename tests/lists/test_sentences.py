"""Every refusal, fault and warning of lists has its sentence, and nothing has two."""

import re
from pathlib import Path

from resolvers.lists.refusals import Fault, FileRefused
from resolvers.lists.sentences import SENTENCES, fault_sentence, refusal_sentence

RAISED = re.compile(
    r"""(?:FileRefused|Fault)\(\s*[^"')]*?,\s*"([A-Z0-9_]+)"|(?:\.fault|\.warn)\(\s*"([A-Z0-9_]+)"|"""
    r"""FileRefused\(\s*"",\s*"([A-Z0-9_]+)"|:\s*"([A-Z]+(?:_[A-Z]+)+)",$""",
    re.MULTILINE,
)


def codes_in(source: str) -> set[str]:
    return {code for found in RAISED.findall(source) for code in found if code}


def test_every_code_has_a_sentence_and_every_sentence_its_code(root: Path) -> None:
    folders = (root / "resolvers" / "lists", root / "server" / "files")
    files = [file for folder in folders for file in folder.glob("*.py") if file.name not in {"words.py", "labels.py"}]
    raised = {code for file in files for code in codes_in(file.read_text())}
    unknown = raised - set(SENTENCES)
    assert not unknown
    spoken = "\n".join(file.read_text() for file in files if file.name != "sentences.py")
    assert [code for code in SENTENCES if f'"{code}"' not in spoken] == []


def test_sentences_name_the_place() -> None:
    refused = FileRefused("需求.csv", "NUL_IN_CELL", 3, 1)
    assert refusal_sentence(refused).startswith("需求.csv 第 3 行 B 列：这一格里有空字符")
    assert fault_sentence(Fault(7, "IMPOSSIBLE_DATE", 27, "完成时限", "2月30日")) == (
        "第 7 行 AB 列（完成时限）：没有 2月30日 这一天，请改正日期 / there is no such day as 2月30日; correct the date"
    )


def test_every_sentence_is_made_with_or_without_a_particular() -> None:
    for code in SENTENCES:
        assert " / " in fault_sentence(Fault(1, code, value="x"))
