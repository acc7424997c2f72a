package dev.sluice.bench.limits;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.CheckMessages;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;

/** The checks of {@code bench limits} for one path. */
final class LimitChecks {
  private LimitChecks() {}

  /** Returns a check of a user that no counter knows yet. */
  static CheckRequest ofNewUser(BenchIssuer issuer, String path) {
    CheckRequest.Builder check =
        CheckMessages.check(issuer.algorithm(), issuer.tokens(1).getFirst()).toBuilder();
    AttributeContext.HttpRequest.Builder http =
        check.getAttributesBuilder().getRequestBuilder().getHttpBuilder();
    http.setPath(path).putHeaders(":path", path);
    return check.build();
  }
}
