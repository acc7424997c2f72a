package dev.sluice.extauthz.server;

import dev.sluice.common.ops.Readiness;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.limit.LimitFactor;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.limit.TighteningFactors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The factor of the rate limits of a request: the smallest of the policy file and of rows. */
record EmergencyLimits(
    Supplier<AuthzPolicy> policy, Supplier<TighteningFactors> rows, InstantSource clock)
    implements LimitFactor {
  private static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

  @Override
  public double of(AuthorizationContext context) {
    return Math.min(
        ofFile(context.policy()),
        rows.get().of(context.environment(), context.route().id(), clock.millis()));
  }

  /** Shows the factors in metrics and in the readiness report. */
  EmergencyLimits shown(MeterRegistry metrics, Readiness.Component part) {
    for (String environment : ENVIRONMENTS) {
      Gauge.builder("rate.limit.emergency.factor", this, shown -> shown.in(environment))
          .tag("environment", environment)
          .strongReference(true)
          .register(metrics);
    }
    gauge("rate.limit.tightened.routes", shown -> shown.ofRoutes().count(), metrics);
    gauge("rate.limit.route.factor", shown -> shown.ofRoutes().smallest(), metrics);
    part.detail(this::text);
    part.ready("");
    return this;
  }

  private void gauge(String name, ToDoubleFunction<EmergencyLimits> value, MeterRegistry metrics) {
    Gauge.builder(name, this, value).strongReference(true).register(metrics);
  }

  private double in(String environment) {
    return Math.min(ofFile(policy.get()), rows.get().of(environment, clock.millis()));
  }

  private TighteningFactors.RouteSummary ofRoutes() {
    return rows.get().ofRoutes(clock.millis());
  }

  private static double ofFile(AuthzPolicy policy) {
    return policy.requestRules().limits().emergencyFactor();
  }

  private String text() {
    double file = ofFile(policy.get());
    List<String> all =
        Stream.concat(
                file < 1 ? Stream.of(file + " (authz.yaml)") : Stream.of(),
                rows.get().describe(clock.millis()).stream())
            .toList();
    return all.isEmpty() ? "no emergency factor" : "factor " + String.join(", ", all);
  }
}
