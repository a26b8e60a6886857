"""A catalogue as plain arrays, so that it can be written to a file and read again without learning anything."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.compiled.arrays import DERIVED, IndexArrays
from matching.compiled.catalogue import Catalogue, needs_reader
from matching.compiled.index import Index, whole
from matching.compiled.lexicon import Lexicon
from matching.compiled.rows import ROW
from matching.compiled.statistics import Bank, Statistics
from matching.vocabulary import Vocabulary

Arrays = Mapping[str, NDArray[Any]]

_NONE = np.empty(0, dtype=np.int32)
_BANK = tuple(Bank.__dataclass_fields__)
_LEXICON = ("slots", "numbers", "held", "read_as")


def arrays_of(catalogue: Catalogue) -> Arrays:
    """Return everything a catalogue holds as arrays by name. Raises ValueError when something changed since `fit`."""
    if catalogue.changes is not None or not catalogue.main.arrays.alive.all():
        message = "only a catalogue as it was fitted can be kept"
        raise ValueError(message)
    main, statistics = catalogue.main, catalogue.statistics
    lexicon = statistics.lexicon
    return {
        **{f"index.{name}": array for name, array in main.arrays._asdict().items() if name not in DERIVED},
        **{f"bank.{name}": getattr(statistics.bank, name) for name in _BANK},
        **{f"lexicon.{name}": getattr(lexicon, name) for name in _LEXICON},
        "keys": main.keys,
        "by_key": main.by_key,
        "paths": _packed(main.paths),
        "stems": _packed(statistics.stems),
        "typical": statistics.typical,
        "means": statistics.means,
        "numbers": np.array([lexicon.size, lexicon.texts, statistics.length_share], dtype=np.float64),
    }


def catalogue_from(vocabulary: Vocabulary, arrays: Arrays) -> Catalogue:
    """Return the catalogue `arrays_of` was given; the vocabulary must be the one it was fitted with."""
    size, texts, share = arrays["numbers"].tolist()
    slots, numbers, held, read_as = (arrays[f"lexicon.{name}"] for name in _LEXICON)
    lexicon = Lexicon(slots, numbers, held, read_as, _NONE, _NONE, int(size), int(texts))
    bank = Bank(*(arrays[f"bank.{name}"] for name in _BANK))
    statistics = Statistics(lexicon, arrays["means"], share, _unpacked(arrays["stems"]), bank, arrays["typical"])
    paths = _unpacked(arrays["paths"])
    own = {name: arrays[f"index.{name}"] for name in IndexArrays._fields if name not in DERIVED}
    own["rows"] = own["rows"].view(ROW)  # A file does not keep that the fields of a row are aligned.
    main = Index(
        whole(**own),
        arrays["keys"],
        arrays["by_key"],
        paths,
        {path: number for number, path in enumerate(paths)},
    )
    return Catalogue(statistics, needs_reader(vocabulary, statistics), main, None, {})


def _packed(texts: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("".join(f"{text}\n" for text in texts).encode(), dtype=np.uint8)


def _unpacked(packed: NDArray[Any]) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode().split("\n")[:-1])
