package dev.sluice.controller.api.http;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A writer of problems as JSON (RFC 9457). */
public final class ProblemBody {
  private ProblemBody() {}

  /** Returns the body of a problem. */
  public static ObjectNode of(ProblemException problem, String requestId) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("type", problem.type().uri());
    body.put("title", problem.type().title());
    body.put("status", problem.type().status());
    body.put("detail", problem.detail());
    body.put("request_id", requestId);
    if (!problem.errors().isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      for (FieldProblem error : problem.errors()) {
        errors.addObject().put("pointer", error.pointer()).put("detail", error.detail());
      }
    }
    return body;
  }
}
