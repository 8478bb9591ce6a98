import pytest
from pydantic import BaseModel, ConfigDict

from osler.content.loader import ContentError, load_model, read_document


class Ampoule(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)
    label: str
    volume_ml: float


class Tray(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)
    id: str
    ampoules: list[Ampoule]


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "tray.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems_of(path):
    with pytest.raises(ContentError) as caught:
        load_model(Tray, path)
    return [str(problem) for problem in caught.value.problems]


def test_a_wrong_value_names_file_line_and_field(write):
    path = write("id: tray\nampoules:\n  - label: one\n    volume_ml: 1\n  - label: two\n    volume_ml: much\n")
    assert problems_of(path) == ["tray.yaml:6: ampoules.1.volume_ml: expected a number (given 'much')"]


def test_an_unknown_field_gets_the_nearest_known_one(write):
    path = write("id: tray\nampoules:\n  - label: one\n    volume: 1\n    volume_ml: 1\n")
    assert problems_of(path) == ["tray.yaml:4: ampoules.0.volume: there is no such field; did you mean 'volume_ml'?"]


def test_every_problem_is_reported_at_once(write):
    assert len(problems_of(write("ampoules:\n  - volume_ml: x\n"))) == 3


def test_a_key_that_stands_twice_is_an_error_not_a_choice(write):
    path = write("id: a\nid: b\nampoules: []\n")
    assert problems_of(path) == ["tray.yaml:2: id: this key stands twice here"]


def test_broken_yaml_names_the_line(write):
    with pytest.raises(ContentError, match=r"tray.yaml:4: not YAML"):
        read_document(write("id: tray\nampoules:\n  - {label: one\n"))


def test_a_missing_file_and_an_empty_one_are_said_plainly(tmp_path, write):
    with pytest.raises(ContentError, match="there is no such file"):
        read_document(tmp_path / "none.yaml")
    with pytest.raises(ContentError, match="the file is empty"):
        read_document(write(""))


RECURSIVE = "id: &me [*me]\nampoules: []\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: tray\n\tampoules: []\n", "tray.yaml:2: not YAML: this line is indented with a tab; use spaces"),
        ("id: a: b\n", "tray.yaml:1: not YAML: mapping values are not allowed in this context; a text with a colon in it belongs in quotes"),
        ("id: tray\n---\nid: b\n", "tray.yaml:2: not YAML: a second document begins here; `---` may stand at the top only"),
        ("# nothing\n", "tray.yaml:1: the file is empty"),
        ("- one\n", "tray.yaml:1: expected fields here (id, ampoules), given ['one']"),
        ("hello\n", "tray.yaml:1: expected fields here (id, ampoules), given 'hello'"),
        ("id: tray\nampoules: [one]\n", "tray.yaml:2: ampoules.0: expected fields here (label, volume_ml), given 'one'"),
        ("id: tray\nampoules: none\n", "tray.yaml:2: ampoules: expected a list: [one, two], or a line with a dash for each (given 'none')"),
        ("id: 7\nampoules: []\n", "tray.yaml:1: id: expected a text: write it in quotes (given 7)"),
        ("id:\nampoules: []\n", "tray.yaml:1: id: nothing stands here; expected a text: write it in quotes"),
        ("id: tray\nampoules:\n- {label: a, volume_ml: .nan}\n", "tray.yaml:3: ampoules.0.volume_ml: input should be a finite number (given nan)"),
        ("id: tray\nampoules:\n- {label: a, volume_ml: 1e999}\n", "tray.yaml:3: ampoules.0.volume_ml: input should be a finite number (given '1e999')"),
        (f"id: {'9' * 5000}\nampoules: []\n", f"tray.yaml:1: id: {repr('9' * 5000)[:60]} cannot be read as int"),
        ("id: !!int many\nampoules: []\n", "tray.yaml:1: id: 'many' cannot be read as int"),
        ("? [a, b]\n: c\n", "tray.yaml:1: a key must be one word, not a list or a mapping"),
        (RECURSIVE, "tray.yaml:1: id.0: this alias stands inside what it stands for: the file would have no end"),
        ("id: [" + "[" * 200 + "]" * 200 + "]\n", "tray.yaml:1: lists and mappings stand more than 50 deep in each other"),
        ("id: tray\nampoules: \x00\n", "tray.yaml:2: not YAML: the character U+0000 may not stand in a text file"),
        ("<<: {id: tray}\nampoules: []\n", "tray.yaml:1: <<: there is no such field; known here: id, ampoules"),
    ],
)  # fmt: skip
def test_whatever_stands_in_a_file_the_error_says_where_and_what_would_be_right(write, text, said):
    assert said in problems_of(write(text))


def test_a_file_that_multiplies_itself_is_given_up(write):
    assert any("aliases make this more than" in problem for problem in problems_of(write(BOMB)))


def test_bytes_that_are_no_text_are_named(tmp_path):
    path = tmp_path / "tray.yaml"
    path.write_bytes("id: café".encode("latin-1"))
    with pytest.raises(ContentError, match=r"tray\.yaml: not UTF-8 text"):
        read_document(path)
    with pytest.raises(ContentError, match="cannot be read: Is a directory"):
        read_document(tmp_path)


def test_a_date_and_any_script_of_the_world_stay_the_text_they_are(write):
    tray, _ = load_model(Tray, write("id: 2026-11-01\nampoules:\n- {label: ظرف 薬 😀, volume_ml: 1}\n"))
    assert (tray.id, tray.ampoules[0].label) == ("2026-11-01", "ظرف 薬 😀")
