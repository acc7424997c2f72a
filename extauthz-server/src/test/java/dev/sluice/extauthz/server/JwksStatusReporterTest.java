package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.token.jwks.JwksCache.KeyFreshness;
import dev.sluice.extauthz.policy.IssuerPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JwksStatusReporterTest {
  private final Readiness readiness = new Readiness();
  private final JwksStatusReporter watch =
      new JwksStatusReporter(readiness, new SimpleMeterRegistry());

  @Test
  void failed_otherIssuer_serverStaysReady() {
    watch.fetchListener(IssuerPolicy.DEFAULT).refreshed(1);
    watch.fetchListener("partners").failed("status 500", KeyFreshness.NONE);
    assertTrue(readiness.ready());
    assertEquals(
        "no usable keys, tokens of this issuer are rejected: status 500",
        Objects.requireNonNull(readiness.report().get("jwks partners")).note());
  }

  @Test
  void failed_defaultIssuer_serverIsNotReady() {
    watch.fetchListener(IssuerPolicy.DEFAULT).refreshed(1);
    watch.fetchListener(IssuerPolicy.DEFAULT).failed("status 500", KeyFreshness.NONE);
    assertFalse(readiness.ready());
    watch.fetchListener(IssuerPolicy.DEFAULT).failed("status 500", KeyFreshness.FRESH);
    assertTrue(readiness.ready());
  }

  @Test
  void onOpened_isNotReadyUntilFirstFetch() {
    watch.fetchListener("partners");
    assertFalse(readiness.ready());
    watch.fetchListener("partners").failed("status 500", KeyFreshness.NONE);
    assertTrue(readiness.ready());
  }
}
