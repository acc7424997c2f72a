package dev.sluice.common.ads;

import static dev.sluice.common.ads.FakeController.push;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.common.ops.Readiness;
import dev.sluice.config.v1.Publish;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdsStatusTest {
  private static final String NOTHING = "Publish: 0, version 0000000000000000";
  private final ResourceSet<Publish> set =
      new ResourceSet<>(
          ResourceSubscription.to(Publish.getDescriptor(), Publish.parser(), change -> {}));
  private final Readiness readiness = new Readiness();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-03-01T10:00:00.5Z");
  private final AdsStatus status =
      new AdsStatus(List.of(set), readiness.component("controller"), metrics, () -> now);

  @Test
  void report_noSet_namesReason() {
    status.report();
    assertEquals("no configuration yet: the controller has not answered yet", note());
    status.ended("ctl:9003", "UNAVAILABLE");
    assertEquals(
        "no configuration yet: the controller at ctl:9003 does not answer (UNAVAILABLE)", note());
    assertFalse(readiness.ready());
  }

  @Test
  void report_controllerUnavailable_saysSinceWhen() throws Exception {
    announce("0000000000000000");
    assertEquals(NOTHING, note());
    assertEquals(1, metrics.get("ads_connected").gauge().value());
    status.ended("ctl:9003", "UNAVAILABLE");
    now = now.plusSeconds(5);
    status.ended("ctl:9003", "UNAVAILABLE");
    assertEquals(NOTHING + "; last good, controller away since 2026-03-01T10:00:00Z", note());
    assertEquals(0, metrics.get("ads_connected").gauge().value());
    assertTrue(readiness.ready());
  }

  @Test
  void report_lastingDrift_isShown() throws Exception {
    announce("0000000000000000");
    announce("0123456789abcdef");
    now = now.plusSeconds(9);
    status.report();
    assertEquals(NOTHING, note());
    now = now.plusSeconds(1);
    status.report();
    assertEquals(
        NOTHING + "; the controller has another set of Publish since 2026-03-01T10:00:00Z", note());
    assertEquals(10, metrics.get("ads_drift_seconds").tag("type", "Publish").gauge().value());
    announce("0000000000000000");
    assertEquals(NOTHING, note());
  }

  private void announce(String version) throws InvalidProtocolBufferException {
    set.apply(push("1", set.typeUrl()).setSystemVersionInfo(version).build(), now);
    status.accepted(set);
  }

  private String note() {
    return readiness.report().values().iterator().next().note();
  }
}
