package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.token.JwksCache.Standing;
import dev.sluice.extauthz.policy.IssuerPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JwksWatchTest {
  private final Readiness readiness = new Readiness();
  private final JwksWatch watch = new JwksWatch(readiness, new SimpleMeterRegistry());

  @Test
  void failed_otherIssuersDoNotTakeTheServerAway() {
    watch.listener(IssuerPolicy.DEFAULT).refreshed(1);
    watch.listener("partners").failed("status 500", Standing.NONE);
    assertTrue(readiness.ready());
    assertEquals(
        "no usable keys, its tokens are refused: status 500",
        Objects.requireNonNull(readiness.report().get("jwks partners")).note());
  }

  @Test
  void failed_theDefaultIssuerDoes() {
    watch.listener(IssuerPolicy.DEFAULT).refreshed(1);
    watch.listener(IssuerPolicy.DEFAULT).failed("status 500", Standing.NONE);
    assertFalse(readiness.ready());
    watch.listener(IssuerPolicy.DEFAULT).failed("status 500", Standing.FRESH);
    assertTrue(readiness.ready());
  }

  @Test
  void opened_isWaitedForUntilItsFirstFetchEnded() {
    watch.listener("partners");
    assertFalse(readiness.ready());
    watch.listener("partners").failed("status 500", Standing.NONE);
    assertTrue(readiness.ready());
  }
}
