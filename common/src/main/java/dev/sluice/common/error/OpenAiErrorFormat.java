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
  public String body(ErrorDetails error, ErrorIds ids) {
    return "{\"error\":{\"message\":"
        + JsonStrings.quote(error.message())
        + ",\"type\":"
        + JsonStrings.quote(error.type())
        + ",\"param\":"
        + JsonStrings.quoteOrNull(error.param())
        + ",\"code\":"
        + JsonStrings.quote(code(error))
        + "},\"request_id\":"
        + JsonStrings.quote(ids.requestId())
        + ",\"correlation_id\":"
        + JsonStrings.quote(ids.correlationId())
        + "}";
  }

  /** Returns the code; where OpenAI has a code for the same error, its clients compare that one. */
  private static String code(ErrorDetails error) {
    return error.code().equals("MODEL_NOT_FOUND") ? "model_not_found" : error.code();
  }

  @Override
  public String sseEvent(ErrorDetails error, ErrorIds ids) {
    return "data: " + streamDocument(error, ids) + "\n\n";
  }
}
