"""Folders that are brought into place."""

from __future__ import annotations

import pytest

from pactbook.trees import placing


@pytest.fixture
def place(tmp_path):
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "file").write_text("old", encoding="utf-8")
    return tmp_path / "place"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path, place, monkeypatch, at_once):
    if not at_once:
        monkeypatch.setattr(placing, "swap", lambda *_: False)  # as on a system that can't
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "file").write_text("new", encoding="utf-8")
    placing.exchange(tmp_path / "new", place, tmp_path / "away" / "old")
    assert (place / "file").read_text(encoding="utf-8") == "new"
    assert [file.read_text(encoding="utf-8") for file in tmp_path.glob("[an]*/**/file")] == ["old"]


def test_where_the_new_folder_can_not_come_the_old_one_goes_back(tmp_path, place):
    with pytest.raises(FileNotFoundError):
        placing.exchange(tmp_path / "missing", place, tmp_path / "away" / "old")
    assert (place / "file").read_text(encoding="utf-8") == "old"
