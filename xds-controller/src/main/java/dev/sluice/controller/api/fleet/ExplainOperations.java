package dev.sluice.controller.api.fleet;

import dev.sluice.common.explain.ExplanationJson;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.store.management.AuditSearchRepository;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The operation that explains a request to Envoy from its rows. */
final class ExplainOperations {
  private static final String REQUEST_ID = "request_id";
  private static final int LONGEST = 256;
  private static final int MOST_ROWS = 100;

  private final ApiTransactions transactions;

  ExplainOperations(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  /** Returns the explanation of the newest request with an id. */
  ApiResponse get(ApiCall call) {
    call.request().requireParameters(Set.of(REQUEST_ID));
    String id = call.request().query().getOrDefault(REQUEST_ID, "");
    if (id.isEmpty() || id.length() > LONGEST || id.indexOf('\0') >= 0) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST,
          REQUEST_ID,
          "Give the correlation id of a request, or the id of its audit row.");
    }
    return transactions.read(
        call,
        rows -> {
          List<ObjectNode> found = new AuditSearchRepository(rows).explained(id, MOST_ROWS);
          if (found.isEmpty()) {
            throw ProblemException.notFound();
          }
          return ApiResponse.of(
              200,
              ExplanationJson.write(
                  new ExplainedRow(found.getFirst()).explanation(id, found.size())));
        });
  }
}
