package dev.sluice.common.error;

/**
 * The error format of OpenAI, whose client libraries choose an exception by it. Its streams have no
 * named events.
 */
record OpenAiErrorFormat() implements ErrorFormat {
  @Override
  public String dialect() {
    return "openai";
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String body(ErrorDetails error, String correlationId) {
    return "{\"error\":{\"message\":\""
        + error.code()
        + "\",\"type\":\""
        + error.type()
        + "\",\"param\":null,\"code\":\""
        + error.code()
        + "\"},\"correlation_id\":"
        + JsonStrings.quote(correlationId)
        + "}";
  }

  @Override
  public String sseEvent(ErrorDetails error) {
    return "data: " + streamDocument(error) + "\n\n";
  }
}
