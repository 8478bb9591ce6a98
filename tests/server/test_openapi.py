"""Whatever arrives over HTTP: no server errors, and every answer as the OpenAPI document says."""

from __future__ import annotations

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from wire_client import LOCAL, Learner

from osler.server.app import create_app
from osler.server.settings import Settings

pytestmark = pytest.mark.slow
CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
EXAMPLES = 25  # an operation


@pytest.fixture
def own_session(learner: Learner) -> str:
    return learner.begin()


DOCUMENT = create_app(Settings()).openapi()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]


VALID, INVALID = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
WITH_A_BODY = [(path, method) for path, method in OPERATIONS if "requestBody" in DOCUMENT["paths"][path][method]]


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [(*operation, VALID) for operation in OPERATIONS] + [(*operation, INVALID) for operation in WITH_A_BODY],
)
def test_answers_are_as_documented(
    client: TestClient, own_session: str, path: str, method: str, mode: schemathesis.GenerationMode
) -> None:
    operation = SCHEMA[path][method]
    checks = [getattr(schemathesis.checks, name) for name in CHECKED]

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case: schemathesis.Case) -> None:
        if len(str(case.path_parameters.get("session", ""))) % 2:
            case.path_parameters["session"] = own_session  # every other one meets a session that is there
        response = client.request(**case.as_transport_kwargs(base_url=LOCAL))
        case.validate_response(response, checks=checks)

    answers()


def test_every_operation_is_covered() -> None:
    assert ("/api/sessions", "post") in OPERATIONS
    assert len(OPERATIONS) >= 10
