package dev.sluice.common.error;

/** The error format of RFC 9457. The error code is the title and a member of its own. */
record ProblemErrorFormat() implements ErrorFormat {
  @Override
  public String dialect() {
    return "problem";
  }

  @Override
  public String contentType() {
    return "application/problem+json";
  }

  @Override
  public String body(ErrorDetails error, String correlationId) {
    return "{\"type\":\"urn:sluice:error:"
        + error.code()
        + "\",\"title\":\""
        + error.code()
        + "\",\"status\":"
        + error.status()
        + ",\"code\":\""
        + error.code()
        + "\",\"correlation_id\":"
        + JsonStrings.quote(correlationId)
        + "}";
  }
}
