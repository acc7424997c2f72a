package dev.sluice.controller.policy;

import dev.sluice.controller.ir.policy.AdmissionControlIr;
import dev.sluice.controller.ir.policy.CacheIr;
import dev.sluice.controller.ir.policy.CompressionIr;
import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.ir.policy.CsrfIr;
import dev.sluice.controller.ir.policy.DirectResponseIr;
import dev.sluice.controller.ir.policy.FallbackIr;
import dev.sluice.controller.ir.policy.GrpcJsonIr;
import dev.sluice.controller.ir.policy.HeaderPolicyIr;
import dev.sluice.controller.ir.policy.InspectionIr;
import dev.sluice.controller.ir.policy.MirrorIr;
import dev.sluice.controller.ir.policy.ModelPolicyIr;
import dev.sluice.controller.ir.policy.RateLimitIr;
import dev.sluice.controller.ir.policy.RedirectIr;
import dev.sluice.controller.ir.policy.RequestLimitIr;
import dev.sluice.controller.ir.policy.RetryIr;
import dev.sluice.controller.ir.policy.RewriteIr;
import dev.sluice.controller.ir.policy.RouteTracingIr;
import dev.sluice.controller.ir.policy.TimeoutIr;
import dev.sluice.controller.ir.policy.TokenBudgetIr;
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
import dev.sluice.controller.ir.route.InspectionMode;
import java.util.List;
import java.util.Optional;

/** The list of all policy kinds that are served. */
public final class PolicyKinds {
  private static final InspectionIr INSPECT_ALL =
      new InspectionIr(InspectionMode.PRE_AND_INCREMENTAL);

  /**
   * The kinds by name. In place of an invalid policy, everything is inspected or searched, and
   * requests that may have to reach no backend or another path get 503.
   */
  public static final List<PolicyKind<?>> ALL =
      List.of(
          PolicyKind.of("access_log", AccessLogIr.class),
          PolicyKind.of("adaptive_concurrency", AdaptiveConcurrencyIr.class),
          PolicyKind.of("admission_control", AdmissionControlIr.class),
          PolicyKind.of("cache", CacheIr.class),
          PolicyKind.of("circuit_breaker", CircuitBreakerIr.class),
          PolicyKind.of("client_limits", ClientLimitsIr.class),
          PolicyKind.of("compression", CompressionIr.class),
          PolicyKind.of("cors", CorsIr.class),
          PolicyKind.of("csrf", CsrfIr.class),
          PolicyKind.of("direct_response", DirectResponseIr.class)
              .ifInvalid(DirectResponseIr.UNAVAILABLE),
          PolicyKind.of("dlp", InspectionIr.class).ifInvalid(INSPECT_ALL),
          PolicyKind.of("fallback", FallbackIr.class),
          PolicyKind.of("grpc_json", GrpcJsonIr.class).checkedBy(GrpcDescriptorCheck::problems),
          PolicyKind.of("header", HeaderPolicyIr.class),
          PolicyKind.of("health_check", HealthCheckIr.class),
          PolicyKind.of("llm", ModelPolicyIr.class),
          PolicyKind.of("load_balancer", LoadBalancerIr.class),
          PolicyKind.of("mirror", MirrorIr.class),
          PolicyKind.of("outlier_detection", OutlierDetectionIr.class),
          PolicyKind.of("rate_limit", RateLimitIr.class),
          PolicyKind.of("redirect", RedirectIr.class).ifInvalid(DirectResponseIr.UNAVAILABLE),
          PolicyKind.of("request_limit", RequestLimitIr.class),
          PolicyKind.of("retry", RetryIr.class),
          PolicyKind.of("rewrite", RewriteIr.class).ifInvalid(DirectResponseIr.UNAVAILABLE),
          PolicyKind.of("timeout", TimeoutIr.class),
          PolicyKind.of("token_budget", TokenBudgetIr.class),
          PolicyKind.of("tracing", RouteTracingIr.class),
          PolicyKind.of("upgrade", UpgradeIr.class),
          PolicyKind.of("variant", VariantIr.class),
          PolicyKind.of("waf", WafIr.class).ifInvalid(WafIr.WHOLE_REQUEST));

  private PolicyKinds() {}

  /** Returns the kind with a name. */
  public static Optional<PolicyKind<?>> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
