"""The application: routes, the gate around them, and the services they share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from osler import __version__
from osler.server import errors, health, static
from osler.server.guard import AllowedHosts, Guard
from osler.server.participants import RememberParticipant
from osler.server.services import close_services, open_services
from osler.server.settings import Settings, from_environment


def create_app(settings: Settings | None = None) -> FastAPI:
    """The ASGI application. Without settings they come from the environment."""
    settings = settings or from_environment()

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.services = open_services(settings)
        try:
            yield
        finally:
            close_services(app.state.services)

    app = FastAPI(
        title="Osler",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=running,
    )
    errors.install(app)
    app.include_router(health.router)
    app.include_router(static.routes(settings.static))
    app.add_middleware(RememberParticipant)
    app.add_middleware(Guard, hosts=AllowedHosts(settings.host, settings.allow_hosts))  # outermost: added last
    return app
