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
  public String body(ErrorDetails error, ErrorIds ids) {
    String code = JsonStrings.quote(error.code());
    return "{\"type\":"
        + JsonStrings.quote("urn:sluice:error:" + error.code())
        + ",\"title\":"
        + code
        + ",\"status\":"
        + error.status()
        + ",\"detail\":"
        + JsonStrings.quote(error.message())
        + ",\"code\":"
        + code
        + ",\"param\":"
        + JsonStrings.quoteOrNull(error.param())
        + ",\"request_id\":"
        + JsonStrings.quote(ids.requestId())
        + ",\"correlation_id\":"
        + JsonStrings.quote(ids.correlationId())
        + "}";
  }
}
