"""The application: routes, the gate around them, and the services they share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from osler import __version__
from osler.server import catalogue, credits, debrief, errors, export, health, live, sessions, static, whatif
from osler.server.guard import AllowedHosts, Guard
from osler.server.participants import RememberParticipant
from osler.server.services import close_services, open_services
from osler.server.settings import Settings, from_environment


def create_app(settings: Settings | None = None) -> FastAPI:
    """The ASGI application. Without settings they come from the environment."""
    settings = settings or from_environment()

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        services = app.state.services = open_services(settings)
        services.rooms.start()
        try:
            yield
        finally:
            await close_services(services)

    app = FastAPI(
        title="Osler",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=running,
    )
    errors.install(app)
    for topic in (health, catalogue, sessions, live, debrief, whatif, export, credits):
        app.include_router(topic.router)
    app.include_router(static.routes(settings.static))
    app.add_middleware(RememberParticipant)
    app.add_middleware(Guard, hosts=AllowedHosts(settings.host, settings.allow_hosts))  # outermost: added last
    return app
