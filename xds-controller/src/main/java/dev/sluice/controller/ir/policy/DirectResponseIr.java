package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.edge.FixedHeaderIr;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A policy that answers requests in place of a backend. */
public record DirectResponseIr(
    int status, String body, String contentType, List<FixedHeaderIr> headers)
    implements RoutePolicyIr {
  /** The response of a route that cannot be served as its row demands. */
  public static final DirectResponseIr UNAVAILABLE =
      new DirectResponseIr(503, "", "text/plain", List.of());

  private static final int LARGEST_BODY = 4096;
  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

  public DirectResponseIr {
    headers = List.copyOf(headers);
    if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST_BODY) {
      throw new IllegalArgumentException("the body is longer than " + LARGEST_BODY + " bytes");
    }
    if (!body.isEmpty() && WITHOUT_BODY.contains(status)) {
      throw new IllegalArgumentException("a response with status " + status + " has no body");
    }
  }
}
