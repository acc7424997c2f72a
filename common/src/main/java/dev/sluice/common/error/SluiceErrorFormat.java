package dev.sluice.common.error;

/** The gateway's own error format. */
record SluiceErrorFormat() implements ErrorFormat {
  @Override
  public String dialect() {
    return "sluice";
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String body(ErrorDetails error, String correlationId) {
    return "{\"error\":{\"code\":\""
        + error.code()
        + "\",\"message\":\""
        + error.code()
        + "\"},\"correlation_id\":"
        + JsonStrings.quote(correlationId)
        + "}";
  }
}
