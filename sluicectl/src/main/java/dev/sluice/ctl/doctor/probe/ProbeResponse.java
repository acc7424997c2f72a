package dev.sluice.ctl.doctor.probe;

import java.time.Duration;
import java.util.Optional;

/**
 * The response to a request that must be refused.
 *
 * @param clockSkew the difference of the gateway's clock; empty if the response has no date
 */
record ProbeResponse(ForbiddenRequest request, int status, Optional<Duration> clockSkew) {
  private static final int SUCCESS = 2;
  private static final int SERVER_ERROR = 5;

  boolean isSuccess() {
    return status / 100 == SUCCESS;
  }

  boolean isServerError() {
    return status / 100 == SERVER_ERROR;
  }

  /** Returns a line that says whether the request was refused. */
  String line() {
    String outcome = isSuccess() ? "NOT refused" : isServerError() ? "failed" : "refused";
    return "%s: %s (%d)".formatted(request.title(), outcome, status);
  }
}
