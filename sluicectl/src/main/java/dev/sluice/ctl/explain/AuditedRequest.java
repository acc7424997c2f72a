package dev.sluice.ctl.explain;

import dev.sluice.common.explain.Explanation;
import dev.sluice.common.explain.ExplanationJson;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.manage.ManagementSession;
import dev.sluice.ctl.remote.ServerProblemException;
import dev.sluice.ctl.resource.Portal;
import java.util.Map;

/** A request that was sent, which the server explains from its rows. */
final class AuditedRequest {
  private static final int NOT_FOUND = 404;

  private AuditedRequest() {}

  static Explanation explain(ManagementSession session, String id) {
    Portal portal = session.resources().portal();
    if (portal == Portal.CUSTOMER) {
      throw CommandFailure.error(
          "The customer portal has no audit; use --portal provider or operator.");
    }
    try {
      return ExplanationJson.read(
          session.client().get(portal.path() + "explain", Map.of("request_id", id)).body());
    } catch (ServerProblemException e) {
      if (e.problem().status() == NOT_FOUND) {
        throw CommandFailure.error(
            "There is no request with this id that you may see; a row is written a moment after"
                + " the end of the request.");
      }
      throw e;
    }
  }
}
