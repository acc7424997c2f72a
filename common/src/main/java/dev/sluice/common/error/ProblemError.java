package dev.sluice.common.error;

/** A problem as RFC 9457 has it; the code is its title and a member of its own. */
record ProblemError() implements ErrorShape {
  @Override
  public String dialect() {
    return "problem";
  }

  @Override
  public String contentType() {
    return "application/problem+json";
  }

  @Override
  public String body(ErrorText error, String correlationId) {
    return "{\"type\":\"urn:sluice:error:"
        + error.code()
        + "\",\"title\":\""
        + error.code()
        + "\",\"status\":"
        + error.status()
        + ",\"code\":\""
        + error.code()
        + "\",\"correlation_id\":"
        + JsonText.quote(correlationId)
        + "}";
  }
}
