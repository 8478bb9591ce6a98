"""Every HTTP error is an ``ApiError``: what was wrong, where, what would be right."""

from __future__ import annotations

import http
import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from osler.server.protocol import ApiError
from osler.session.ports import CannotWriteError

log = logging.getLogger(__name__)

MAX_GIVEN = 60  # characters of a wrong value that are repeated back


class RefusedError(Exception):
    """Raise it in a route: it becomes the response."""

    def __init__(
        self, status: int, error: str, detail: str, where: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.body = ApiError(error=error, detail=detail, where=where)
        self.headers = headers


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route in OpenAPI."""
    return {status: {"model": ApiError, "description": http.HTTPStatus(status).phrase} for status in statuses}


def install(app: FastAPI) -> None:
    """Answer every error in the one form."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(CannotWriteError, _cannot_write)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def respond(
    status: int, error: str, detail: str, where: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    return JSONResponse(ApiError(error=error, detail=detail, where=where).model_dump(), status, headers)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RefusedError)
    return JSONResponse(error.body.model_dump(), error.status, error.headers)


CANNOT_WRITE = "The server cannot write to its disk now, so nothing was begun. Tell whoever runs it, then try again."


async def _cannot_write(request: Request, error: Exception) -> JSONResponse:
    log.error("%s", error)
    return respond(503, "cannot-write", CANNOT_WRITE, headers={"retry-after": "30"})


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    told = "; ".join(f"{_place(e['loc'])}: {e['msg'].lower()} (given {_given(e.get('input'))})" for e in found)
    return respond(422, "invalid", told, where=_place(found[0]["loc"]) if found else None)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = http.HTTPStatus(error.status_code)
    detail = {
        400: "The body cannot be read: send JSON in UTF-8.",
        404: f"There is nothing at {request.url.path[:MAX_GIVEN]}. /api/openapi.json lists what there is.",
        405: f"{request.method[:MAX_GIVEN]} is not possible here; see the Allow header.",
    }.get(error.status_code, str(error.detail))
    return respond(status, status.phrase.lower().replace(" ", "-"), detail, request.url.path[:200], error.headers)


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(map(str, loc))


def _given(value: object) -> str:
    text = repr(value)
    return text if len(text) <= MAX_GIVEN else text[:MAX_GIVEN] + "..."
