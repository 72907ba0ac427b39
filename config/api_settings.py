"""Settings of the REST API: who may ask, what a body may be, how it is described."""

from django.utils.translation import gettext_lazy as _

OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"  # migrations ask for it
OAUTH2_PROVIDER = {
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",  # client credentials only
    "OAUTH2_VALIDATOR_CLASS": "monitoring.feeds.clients.oauth.ClientValidator",
    "SCOPES_BACKEND_CLASS": "monitoring.feeds.clients.oauth.ClientScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 30 * 60,
    "CLIENT_SECRET_GENERATOR_LENGTH": 48,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    **{
        f"COMPLIANT_BCP_RFC9700_{rule}": True
        for rule in (
            "IMPLICIT_GRANT", "PASSWORD_GRANT", "PKCE_METHOD", "ACCESS_TOKEN_TRANSPORT",
            "AUTHZ_RESPONSE_ISS", "TOKEN_STORAGE", "REFRESH_TOKEN", "REDIRECT_URI_SCHEME",
            "REDIRECT_URI_MATCHING", "PKCE_REQUIRED",
        )
    },
}  # fmt: skip
API_LARGEST_BODY = 16 * 1024 * 1024  # bytes; 5,000 records take about two million
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["monitoring.rest.parsers.JsonParser"],
    "URL_FORMAT_OVERRIDE": None,  # ?format= is a parameter like any other
    "DEFAULT_METADATA_CLASS": None,  # the document describes the interface, not OPTIONS
    "DEFAULT_SCHEMA_CLASS": "monitoring.rest.schema.ApiSchema",
    "EXCEPTION_HANDLER": "monitoring.rest.errors.answer",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "防返贫监测 API",
    "DESCRIPTION": _(
        "For the systems of departments. A county or city gives access on the page “Department "
        "access”: a client number, a secret, scopes, fields and networks. Send the number and the "
        "secret to /api/v1/token/, then the token with every call as Authorization: Bearer …; it "
        "lasts half an hour. Every call is written down with its purpose. Errors have one shape: "
        "error.code for programs, error.message for people, error.details by field. "
        "Within /api/v1/ nothing is taken away or given another meaning; what will go is marked as "
        "deprecated here and says so in the headers Deprecation and Sunset beforehand."
    ),
    "TAGS": [
        {"name": name, "description": label}
        for name, label in {
            "token": _("Ask for a token"),
            "feeds": _("Send records"),
            "deliveries": _("Deliveries"),
            "questions": _("Ask about persons"),
            "households": _("Households"),
            "members": _("Members"),
            "flags": _("Flags"),
            "cases": _("Cases"),
            "tasks": _("Tasks for departments"),
        }.items()
    ],
    "VERSION": "1",
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,  # they speak to whoever reads the source
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    # It names the fields of household data: for whoever signed in, not for everybody who looks.
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        **{
            f"{name}Enum": f"monitoring.registry.choices.{name}"
            for name in (
                "Risk",
                "DisabilityType",
                "DisabilityGrade",
                "SchoolStage",
                "OutOfSchoolReason",
                "HouseGrade",
            )
        },
        "HouseholdStatusEnum": "monitoring.registry.models.Household.Status",
        "MemberStatusEnum": "monitoring.registry.models.Member.Status",
        "DeliveryStateEnum": "assistance.deliveries.models.Delivery.State",
        "DeliveryKindEnum": "assistance.deliveries.models.Delivery.Kind",
        "RollStatusEnum": "monitoring.feeds.catalogue.rolls.STATUSES",
        "TaskStateEnum": "monitoring.feeds.tasks.models.Task.State",
        "CaseStateEnum": "monitoring.cases.casework.models.Case.Status",
    },
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False},
}
