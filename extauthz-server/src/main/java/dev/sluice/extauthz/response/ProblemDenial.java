package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.ErrorCode;

/** A problem as RFC 9457 has it; the code is its title and a member of its own. */
record ProblemDenial() implements DenialBody {
  @Override
  public String contentType() {
    return "application/problem+json";
  }

  @Override
  public String render(ErrorCode code, String correlationId) {
    return "{\"type\":\"urn:sluice:error:"
        + code
        + "\",\"title\":\""
        + code
        + "\",\"status\":"
        + code.status()
        + ",\"code\":\""
        + code
        + "\",\"correlation_id\":"
        + JsonText.quote(correlationId)
        + "}";
  }
}
