package dev.sluice.common.error;

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
  public String body(ErrorDetails error, String correlationId) {
    String id = JsonStrings.quote(correlationId);
    return "{" + document(error) + ",\"request_id\":" + id + ",\"correlation_id\":" + id + "}";
  }

  @Override
  public String streamDocument(ErrorDetails error) {
    return "{" + document(error) + "}";
  }

  private static String document(ErrorDetails error) {
    return "\"type\":\"error\",\"error\":{\"type\":\""
        + type(error.status())
        + "\",\"message\":\""
        + error.code()
        + "\",\"code\":\""
        + error.code()
        + "\"}";
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
