"""Each rule of this room fires where it must and keeps quiet where it must; the cases stand in the YAML files beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import cases, judge


@pytest.mark.parametrize("case", cases(Path(__file__).parent))
def test_golden(case, tmp_path):
    judge(case, tmp_path)
