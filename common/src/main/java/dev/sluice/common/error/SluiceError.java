package dev.sluice.common.error;

/** The gateway's own shape. */
record SluiceError() implements ErrorShape {
  @Override
  public String dialect() {
    return "sluice";
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String body(ErrorText error, String correlationId) {
    return "{\"error\":{\"code\":\""
        + error.code()
        + "\",\"message\":\""
        + error.code()
        + "\"},\"correlation_id\":"
        + JsonText.quote(correlationId)
        + "}";
  }
}
