"""Text of a book must be read as it is shown: no mark strikes out, covers or overflows the letters around it."""

import pytest

from pactbook.yamlfile.encoding import EncodingError, decode

STRUCK = [0x0334, 0x0335, 0x0336, 0x0337, 0x0338, 0x20D2, 0x20D3, 0x20D8, 0x20DD, 0x20DE, 0x20DF, 0x20E0, 0x20E4, 0x20E5, 0x20EA, 0x20EB]


@pytest.mark.parametrize("number", STRUCK)
def test_a_mark_that_strikes_out_a_letter_is_refused(number):
    with pytest.raises(EncodingError, match=rf"the mark U\+{number:04X} .* strikes out or covers") as caught:
        decode(f"One line.\nThe Client is no{chr(number)}t liable.".encode())
    assert (caught.value.position.line, caught.value.position.col) == (2, 17)


@pytest.mark.parametrize("mark", ["\u0301", "\u0323", "\u1ab0", "\u1dc4", "\u20d0", "\ufe20", "\u0e47", "\u0650", "\u05b7", "\u0f71"])
def test_marks_that_tower_over_the_lines_around_are_refused(mark):
    with pytest.raises(EncodingError, match="one of too many on one letter"):
        decode(f"liable{mark * 8} for".encode())


@pytest.mark.parametrize("marks", ["\u0301\u0323\u0302\u0327", "\u0e47\u0301\u0302\u0303\u0304"])
def test_marks_of_several_kinds_tower_too(marks):
    with pytest.raises(EncodingError, match="one of too many"):
        decode(f"e{marks}".encode())


@pytest.mark.parametrize(
    "text",
    [
        "Vie\u0323\u0302t Nam, Đa\u0300 Na\u0306\u0301ng",  # Vietnamese, each letter in its parts
        "ö and é, as some systems write them: o\u0308 e\u0301",
        "بِسْمِ ٱللَّهِ",
        "בְּרֵאשִׁית",
        "นี่คือข้อตกลง ที่ก็ต้อง",
        "မြန်မာ၊ မြှုံ့",
        "संविदा के अनुसार र्क्ष्य",
        "འབྲས་སྤུངས་བསྒྲུབས",
        "Press 1️⃣ or #️⃣, then ❤️‍🔥 and 👩🏽‍💻",
        "中文合同条款与日本語の契約書",
        "≠ ≰ ∉ are single characters",
    ],
)
def test_what_people_write_is_read(text):
    assert decode(text.encode()) == text
