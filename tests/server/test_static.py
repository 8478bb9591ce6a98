"""The built client as it is served."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from osler.server.app import create_app
from osler.server.settings import Settings

LOCAL = "http://127.0.0.1:8000"
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("static")
    static = folder / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<title>Osler</title>")
    (static / "assets/main-Ab3dEf9h.js").write_text("plain")
    (static / "assets/main-Ab3dEf9h.js.gz").write_bytes(b"gzipped")
    (static / "assets/main-Ab3dEf9h.js.br").write_bytes(b"brotli")
    (static / "assets/patient-standard.glb").write_bytes(b"glTF")
    (static / "hashed.json").write_text(json.dumps({"index.html": {"file": "assets/main-Ab3dEf9h.js"}}))
    (static / ".source-hash").write_text("secret")
    (folder / "secret.txt").write_text("secret")
    with TestClient(create_app(Settings(data=folder / "data", static=static)), base_url=LOCAL) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/s/bay-4-breathless", "/session/abc", "/session/abc/debrief", "/credits"])
def test_every_page_is_the_one_fresh_index(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert "Osler" in answer.text


def test_an_unknown_page_shows_the_client_and_says_404(client: TestClient) -> None:
    assert client.get("/no/such/page", headers=HTML).status_code == 404
    assert client.get("/api/no-such-thing", headers=HTML).json()["error"] == "not-found"


@pytest.mark.parametrize(
    ("accepts", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0, gzip", "gzip")]
)
def test_hashed_assets_are_precompressed_and_immutable(client: TestClient, accepts: str, coding: str | None) -> None:
    with client.stream("GET", "/assets/main-Ab3dEf9h.js", headers={"accept-encoding": accepts}) as answer:
        assert answer.headers.get("content-encoding") == coding
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["vary"] == "accept-encoding"
        assert "immutable" in answer.headers["cache-control"]
        raw = b"".join(answer.iter_raw())
    assert raw == {None: b"plain", "gzip": b"gzipped", "br": b"brotli"}[coding]


def test_a_name_that_only_looks_hashed_is_asked_about_each_time(client: TestClient) -> None:
    answer = client.get("/assets/patient-standard.glb")
    assert answer.headers["content-type"] == "model/gltf-binary"
    assert answer.headers["cache-control"] == "no-cache"
    again = client.get("/assets/patient-standard.glb", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/.source-hash"]
)
def test_nothing_outside_the_list_is_served(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.json()["error"]


def test_a_client_that_is_built_again_is_served_without_a_restart(tmp_path: Path) -> None:
    static = tmp_path / "static"
    for build, script in (("first", "main-First123.js"), ("second", "main-Second12.js")):
        fresh = tmp_path / build
        (fresh / "assets").mkdir(parents=True)
        (fresh / "index.html").write_text(f"<title>{build}</title>")
        (fresh / "assets" / script).write_text(build)
    shutil.move(tmp_path / "first", static)
    with TestClient(create_app(Settings(data=tmp_path / "data", static=static)), base_url=LOCAL) as client:
        assert client.get("/assets/main-First123.js").text == "first"
        shutil.rmtree(static)
        assert client.get("/").status_code == 503, "while it is being replaced"
        shutil.move(tmp_path / "second", static)
        assert "second" in client.get("/").text
        assert client.get("/assets/main-Second12.js").text == "second"
        assert client.get("/assets/main-First123.js").status_code == 404


def test_a_server_without_a_built_client_says_how_to_build_it(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path, static=tmp_path / "none")), base_url=LOCAL) as client:
        answer = client.get("/")
    assert answer.status_code == 503
    assert "make web" in answer.text
