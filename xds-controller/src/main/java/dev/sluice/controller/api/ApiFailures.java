package dev.sluice.controller.api;

import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.management.DatabaseAwayException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A converter of failures to problems without any text from inside. */
final class ApiFailures {
  private static final Logger log = LoggerFactory.getLogger(ApiFailures.class);

  private ApiFailures() {}

  static ProblemException problem(Exception failure, String requestId) {
    if (failure instanceof DatabaseAwayException) {
      log.warn("The request {} failed because the database does not answer", requestId);
      return ProblemException.of(
          ProblemType.UNAVAILABLE, "Nothing was changed; repeat the request later.");
    }
    if (failure instanceof IOException) {
      return ProblemException.of(ProblemType.INVALID_REQUEST, "The body could not be read.");
    }
    log.error("The request {} failed", requestId, failure);
    return ProblemException.of(
        ProblemType.INTERNAL, "Report the request id to the operator; the log has the reason.");
  }
}
