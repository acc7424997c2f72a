package dev.sluice.controller.policy;

import dev.sluice.controller.ir.policy.CircuitBreakerIr;
import dev.sluice.controller.ir.policy.ClientLimitsIr;
import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.ir.policy.DirectResponseIr;
import dev.sluice.controller.ir.policy.InspectionIr;
import dev.sluice.controller.ir.policy.RedirectIr;
import dev.sluice.controller.ir.policy.RewriteIr;
import java.util.List;
import java.util.Optional;

/** The list of all policy kinds that are served. */
public final class PolicyKinds {
  public static final List<PolicyKind> ALL =
      List.of(
          new PolicyKind("circuit_breaker", CircuitBreakerIr.class),
          new PolicyKind("client_limits", ClientLimitsIr.class),
          new PolicyKind("cors", CorsIr.class),
          new PolicyKind("direct_response", DirectResponseIr.class),
          new PolicyKind(PolicyKind.INSPECTION, InspectionIr.class),
          new PolicyKind("redirect", RedirectIr.class),
          new PolicyKind("rewrite", RewriteIr.class));

  private PolicyKinds() {}

  /** Returns the kind with a name. */
  public static Optional<PolicyKind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
