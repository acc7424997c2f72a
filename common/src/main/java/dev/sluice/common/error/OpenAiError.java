package dev.sluice.common.error;

/**
 * The shape on which OpenAI's client libraries raise their own exceptions; their streams have no
 * named events.
 */
record OpenAiError() implements ErrorShape {
  @Override
  public String dialect() {
    return "openai";
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String body(ErrorText error, String correlationId) {
    return "{\"error\":{\"message\":\""
        + error.code()
        + "\",\"type\":\""
        + error.type()
        + "\",\"param\":null,\"code\":\""
        + error.code()
        + "\"},\"correlation_id\":"
        + JsonText.quote(correlationId)
        + "}";
  }

  @Override
  public String event(ErrorText error) {
    return "data: " + streamed(error) + "\n\n";
  }
}
