package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.ErrorCode;

/** The shape on which Anthropic's client libraries raise their own exceptions, by the status. */
record AnthropicDenial() implements DenialBody {
  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String render(ErrorCode code, String correlationId) {
    String id = JsonText.quote(correlationId);
    return "{\"type\":\"error\",\"error\":{\"type\":\""
        + type(code)
        + "\",\"message\":\""
        + code
        + "\",\"code\":\""
        + code
        + "\"},\"request_id\":"
        + id
        + ",\"correlation_id\":"
        + id
        + "}";
  }

  private static String type(ErrorCode code) {
    return switch (code.status()) {
      case 400 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      default -> "api_error";
    };
  }
}
