package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.ErrorCode;

/** The shape on which OpenAI's client libraries raise their own exceptions. */
record OpenAiDenial() implements DenialBody {
  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String render(ErrorCode code, String correlationId) {
    return "{\"error\":{\"message\":\""
        + code
        + "\",\"type\":\""
        + type(code)
        + "\",\"param\":null,\"code\":\""
        + code
        + "\"},\"correlation_id\":"
        + JsonText.quote(correlationId)
        + "}";
  }

  private static String type(ErrorCode code) {
    return switch (code) {
      case AUTH_INVALID_TOKEN, AUTH_UNKNOWN_KID -> "authentication_error";
      case AUTH_MISSING_CLAIMS, AUTH_FORBIDDEN, TENANT_MISMATCH, IP_BLOCKED, WAF_BLOCKED ->
          "permission_error";
      case NOT_FOUND, BAD_REQUEST, TENANT_HEADER_REQUIRED -> "invalid_request_error";
      case AUTH_MISCONFIGURED_JWKS, AUTHZ_UNAVAILABLE -> "server_error";
    };
  }
}
