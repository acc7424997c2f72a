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
  public String body(ErrorDetails error, ErrorIds ids) {
    return "{\"error\":{\"code\":"
        + JsonStrings.quote(error.code())
        + ",\"message\":"
        + JsonStrings.quote(error.message())
        + "},\"correlation_id\":"
        + JsonStrings.quote(ids.correlationId())
        + "}";
  }
}
