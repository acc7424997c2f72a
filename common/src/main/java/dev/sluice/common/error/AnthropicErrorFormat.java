package dev.sluice.common.error;

import java.util.List;

/** The error format of Anthropic, whose client libraries choose an exception by the status. */
record AnthropicErrorFormat() implements ErrorFormat {
  @Override
  public String dialect() {
    return "anthropic";
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public List<String> requestIdHeaders() {
    return List.of("x-request-id", "request-id");
  }

  @Override
  public String body(ErrorDetails error, ErrorIds ids) {
    return "{"
        + document(error, ids)
        + ",\"correlation_id\":"
        + JsonStrings.quote(ids.correlationId())
        + "}";
  }

  @Override
  public String streamDocument(ErrorDetails error, ErrorIds ids) {
    return "{" + document(error, ids) + "}";
  }

  private static String document(ErrorDetails error, ErrorIds ids) {
    return "\"type\":\"error\",\"error\":{\"type\":"
        + JsonStrings.quote(type(error.status()))
        + ",\"message\":"
        + JsonStrings.quote(error.message())
        + ",\"code\":"
        + JsonStrings.quote(error.code())
        + "},\"request_id\":"
        + JsonStrings.quote(ids.requestId());
  }

  private static String type(int status) {
    return switch (status) {
      case 400, 415 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      default -> "api_error";
    };
  }
}
