package dev.sluice.common.error;

/** The shape on which Anthropic's client libraries raise their own exceptions, by the status. */
record AnthropicError() implements ErrorShape {
  @Override
  public String dialect() {
    return "anthropic";
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String body(ErrorText error, String correlationId) {
    String id = JsonText.quote(correlationId);
    return "{" + document(error) + ",\"request_id\":" + id + ",\"correlation_id\":" + id + "}";
  }

  @Override
  public String streamed(ErrorText error) {
    return "{" + document(error) + "}";
  }

  private static String document(ErrorText error) {
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
