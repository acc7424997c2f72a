package dev.sluice.extauthz.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.ops.Readiness;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AddressRules;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.JournalRules;
import dev.sluice.extauthz.policy.RequestRules;
import dev.sluice.extauthz.policy.RouteRules;
import dev.sluice.extauthz.policy.limit.LimitRules;
import dev.sluice.extauthz.policy.limit.TighteningFactor;
import dev.sluice.extauthz.policy.limit.TighteningFactors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmergencyLimitsTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Readiness readiness = new Readiness();
  private double file = 1;
  private TighteningFactors rows = TighteningFactors.none();

  EmergencyLimitsTest() {
    new EmergencyLimits(this::policy, () -> rows, InstantSource.fixed(Instant.ofEpochMilli(1_000)))
        .shown(metrics, readiness.component("limits"));
  }

  @Test
  void shown_withoutFactor() {
    assertEquals("no emergency factor", note());
    assertEquals(1, gauge("prod"));
  }

  @Test
  void shown_smallestOfFileAndRows() {
    file = 0.5;
    rows = rows.with(Map.of("r", new TighteningFactor("flood", "prod", "", 0.1, 1_001)), Set.of());
    assertEquals("factor 0.5 (authz.yaml), 0.1 in prod (flood)", note());
    assertEquals(0.1, gauge("prod"));
    assertEquals(0.5, gauge("dev"));
  }

  @Test
  void shown_expiredRow_isLeftOut() {
    rows = rows.with(Map.of("r", new TighteningFactor("flood", "", "", 0.1, 1_000)), Set.of());
    assertEquals("no emergency factor", note());
    assertEquals(1, gauge("staging"));
  }

  @Test
  void shown_routes_areCountedApart() {
    rows =
        rows.with(
            Map.of(
                "a", new TighteningFactor("auto-a", "prod", "p/a", 0.5, 1_001),
                "b", new TighteningFactor("auto-b", "prod", "p/b", 0.25, 1_001),
                "c", new TighteningFactor("auto-c", "prod", "p/c", 0.1, 1_000)),
            Set.of());
    assertEquals("factor 0.5 on route p/a (auto-a), 0.25 on route p/b (auto-b)", note());
    assertEquals(1, gauge("prod"));
    assertEquals(2, metrics.get("rate.limit.tightened.routes").gauge().value());
    assertEquals(0.25, metrics.get("rate.limit.route.factor").gauge().value());
  }

  private String note() {
    return requireNonNull(readiness.report().get("limits")).note();
  }

  private double gauge(String environment) {
    return metrics
        .get("rate.limit.emergency.factor")
        .tag("environment", environment)
        .gauge()
        .value();
  }

  private AuthzPolicy policy() {
    return new AuthzPolicy(
        "1",
        List.of(),
        AccessLevelRules.viewerOnly(),
        RouteRules.none(),
        new RequestRules(
            AddressRules.NONE,
            List.of(),
            new LimitRules(List.of(), LimitRules.USUAL_FACTORS, file),
            Optional.empty()),
        List.of(),
        JournalRules.NONE,
        "1");
  }
}
