"""A fitted matcher in a folder of array files, each read where it lies when it is needed."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from matching import Matcher, MatchSettings, Vocabulary


def save_matcher(matcher: Matcher, folder: Path) -> None:
    """Write what a matcher learned and indexed; readers see the old folder or the new one, never half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    for name, array in matcher.arrays().items():
        np.save(beside / f"{name}.npy", array, allow_pickle=False)
    if folder.exists():
        shutil.rmtree(folder)
    beside.rename(folder)


def load_matcher(folder: Path, vocabulary: Vocabulary, settings: MatchSettings) -> Matcher:
    """Return the matcher that was saved, for the same vocabulary. Raises FileNotFoundError when there is none."""
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    arrays = {file.stem: np.load(file, allow_pickle=False) for file in sorted(folder.glob("*.npy"))}
    return Matcher(vocabulary, settings).restore(arrays)
