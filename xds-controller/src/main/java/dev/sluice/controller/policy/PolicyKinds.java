package dev.sluice.controller.policy;

import dev.sluice.controller.ir.policy.CompressionIr;
import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.ir.policy.CsrfIr;
import dev.sluice.controller.ir.policy.DirectResponseIr;
import dev.sluice.controller.ir.policy.FallbackIr;
import dev.sluice.controller.ir.policy.GrpcJsonIr;
import dev.sluice.controller.ir.policy.HeaderPolicyIr;
import dev.sluice.controller.ir.policy.InspectionIr;
import dev.sluice.controller.ir.policy.MirrorIr;
import dev.sluice.controller.ir.policy.RedirectIr;
import dev.sluice.controller.ir.policy.RequestLimitIr;
import dev.sluice.controller.ir.policy.RetryIr;
import dev.sluice.controller.ir.policy.RewriteIr;
import dev.sluice.controller.ir.policy.RouteTracingIr;
import dev.sluice.controller.ir.policy.TimeoutIr;
import dev.sluice.controller.ir.policy.UpgradeIr;
import dev.sluice.controller.ir.policy.VariantIr;
import dev.sluice.controller.ir.policy.WafIr;
import dev.sluice.controller.ir.policy.backend.CircuitBreakerIr;
import dev.sluice.controller.ir.policy.backend.HealthCheckIr;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr;
import dev.sluice.controller.ir.policy.backend.OutlierDetectionIr;
import dev.sluice.controller.ir.policy.gateway.AccessLogIr;
import dev.sluice.controller.ir.policy.gateway.AdaptiveConcurrencyIr;
import dev.sluice.controller.ir.policy.gateway.ClientLimitsIr;
import java.util.List;
import java.util.Optional;

/** The list of all policy kinds that are served. */
public final class PolicyKinds {
  public static final List<PolicyKind> ALL =
      List.of(
          new PolicyKind("access_log", AccessLogIr.class),
          new PolicyKind("adaptive_concurrency", AdaptiveConcurrencyIr.class),
          new PolicyKind("circuit_breaker", CircuitBreakerIr.class),
          new PolicyKind("client_limits", ClientLimitsIr.class),
          new PolicyKind("compression", CompressionIr.class),
          new PolicyKind("cors", CorsIr.class),
          new PolicyKind("csrf", CsrfIr.class),
          new PolicyKind("direct_response", DirectResponseIr.class),
          new PolicyKind(PolicyKind.INSPECTION, InspectionIr.class),
          new PolicyKind("fallback", FallbackIr.class),
          new PolicyKind("grpc_json", GrpcJsonIr.class),
          new PolicyKind("header", HeaderPolicyIr.class),
          new PolicyKind("health_check", HealthCheckIr.class),
          new PolicyKind("load_balancer", LoadBalancerIr.class),
          new PolicyKind("mirror", MirrorIr.class),
          new PolicyKind("outlier_detection", OutlierDetectionIr.class),
          new PolicyKind("redirect", RedirectIr.class),
          new PolicyKind("request_limit", RequestLimitIr.class),
          new PolicyKind("retry", RetryIr.class),
          new PolicyKind("rewrite", RewriteIr.class),
          new PolicyKind("timeout", TimeoutIr.class),
          new PolicyKind("tracing", RouteTracingIr.class),
          new PolicyKind("upgrade", UpgradeIr.class),
          new PolicyKind("variant", VariantIr.class),
          new PolicyKind(PolicyKind.WAF, WafIr.class));

  private PolicyKinds() {}

  /** Returns the kind with a name. */
  public static Optional<PolicyKind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
