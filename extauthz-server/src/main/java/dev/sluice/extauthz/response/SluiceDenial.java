package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.ErrorCode;

/** The gateway's own shape. */
record SluiceDenial() implements DenialBody {
  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public String render(ErrorCode code, String correlationId) {
    return "{\"error\":{\"code\":\""
        + code
        + "\",\"message\":\""
        + code
        + "\"},\"correlation_id\":"
        + JsonText.quote(correlationId)
        + "}";
  }
}
