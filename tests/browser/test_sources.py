"""The sources of the pages keep house: two languages alike, no unused text, no long file, no circle of imports."""

import json
import re
from pathlib import Path

import pytest

Texts = dict[str, dict[str, str]]

EVERYBODYS, CONSOLES = Path("frontend/src/app/texts"), Path("frontend/src/app/console/texts")
LONGEST_FILE = 300
KEY = re.compile(r"""["'`]([a-zA-Z]+\.[A-Za-z0-9_]+)["'`]""")
KEY_FAMILY = re.compile(r"`([a-zA-Z]+)\.\$\{")
PLACEHOLDER = re.compile(r"\{\w+\}")
PERSISTED = re.compile(r"graphql\.persisted\(\s*\"(\w+)\"")
IMPORT = re.compile(r"""(?:from|import\()\s*"(\.[^"]+)\"""")


@pytest.fixture(scope="module")
def sources(root: Path) -> dict[Path, str]:
    """Every source file of the pages with its text."""
    folder = root / "frontend" / "src"
    files = [file for file in folder.rglob("*.ts*") if not file.name.endswith(".d.ts")]
    return {file: file.read_text(encoding="utf-8") for file in files}


@pytest.fixture(scope="module", params=[EVERYBODYS, CONSOLES], ids=["everybody's", "the console's"])
def texts(root: Path, request: pytest.FixtureRequest) -> Texts:
    """The texts of both languages by key: of all pages, and of the console alone."""
    return texts_in(root / request.param)


def texts_in(folder: Path) -> Texts:
    return {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("zh-CN", "en")}


def test_both_languages_have_the_same_texts(texts: Texts) -> None:
    assert list(texts["zh-CN"]) == list(texts["en"])


def test_both_languages_name_the_same_values(texts: Texts) -> None:
    for key, chinese in texts["zh-CN"].items():
        if not key.startswith("time."):
            assert set(PLACEHOLDER.findall(chinese)) == set(PLACEHOLDER.findall(texts["en"][key])), key


def test_every_text_is_used(texts: Texts, sources: dict[Path, str]) -> None:
    assert unused(texts, sources) == []


def unused(texts: Texts, sources: dict[Path, str]) -> list[str]:
    """Return the keys that no source names, alone or by the family before the point."""
    whole = "\n".join(sources.values())
    used, families = set(KEY.findall(whole)), set(KEY_FAMILY.findall(whole))
    return [key for key in texts["zh-CN"] if key not in used and key != "brand" and key.split(".")[0] not in families]


def test_no_text_is_said_twice_and_residents_load_none_of_the_consoles(root: Path, sources: dict[Path, str]) -> None:
    everybodys, consoles = texts_in(root / EVERYBODYS), texts_in(root / CONSOLES)
    assert everybodys["zh-CN"].keys().isdisjoint(consoles["zh-CN"])
    for_residents = {file: text for file, text in sources.items() if "console" not in file.parts}
    assert unused(consoles, for_residents) == list(consoles["zh-CN"])
    assert unused(everybodys, for_residents) == []


def test_residents_never_read_an_office_word(texts: Texts) -> None:
    hurtful = re.compile("失败|拒绝|非法|无效|不予|逾期")
    assert [key for key, chinese in texts["zh-CN"].items() if hurtful.search(chinese)] == []


def test_each_document_has_a_name_of_its_own(sources: dict[Path, str]) -> None:
    """Two of one name would be one in the list of those that the server answers to everybody."""
    names = [name for text in sources.values() for name in PERSISTED.findall(text)]
    assert names
    assert sorted(names) == sorted(set(names))


def test_no_file_is_too_long(sources: dict[Path, str]) -> None:
    assert [file.name for file, text in sources.items() if text.count("\n") > LONGEST_FILE] == []


def test_imports_make_no_circle(sources: dict[Path, str]) -> None:
    imports = {file: {target for target in targets(file, text) if target in sources} for file, text in sources.items()}
    done: set[Path] = set()

    def visit(file: Path, way: tuple[Path, ...]) -> None:
        assert file not in way, " -> ".join(one.name for one in (*way, file))
        if file not in done:
            for target in imports[file]:
                visit(target, (*way, file))
            done.add(file)

    for file in sources:
        visit(file, ())


def targets(file: Path, text: str) -> set[Path]:
    """Return the files that a source may mean by its imports."""
    return {(file.parent / f"{name}{ending}").resolve() for name in IMPORT.findall(text) for ending in (".ts", ".tsx")}


def test_the_lock_names_no_address(root: Path) -> None:
    assert '"resolved"' not in (root / "frontend" / "package-lock.json").read_text(encoding="utf-8")
