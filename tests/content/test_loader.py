import pytest
from pydantic import BaseModel, ConfigDict

from osler.content.loader import ContentError, load_model, read_document


class Ampoule(BaseModel):
    model_config = ConfigDict(extra="forbid")
    label: str
    volume_ml: float


class Tray(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    ampoules: list[Ampoule]


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "tray.yaml"
        path.write_text(text)
        return path

    return write


def problems_of(path):
    with pytest.raises(ContentError) as caught:
        load_model(Tray, path)
    return [str(problem) for problem in caught.value.problems]


def test_a_wrong_value_names_file_line_and_field(write):
    path = write("id: tray\nampoules:\n  - label: one\n    volume_ml: 1\n  - label: two\n    volume_ml: much\n")
    assert problems_of(path) == [
        "tray.yaml:6: ampoules.1.volume_ml: input should be a valid number, unable to parse string as a number (given 'much')"
    ]


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
