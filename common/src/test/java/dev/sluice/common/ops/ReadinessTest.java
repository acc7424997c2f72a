package dev.sluice.common.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-86")
class ReadinessTest {
  private final Readiness readiness = new Readiness();

  @Test
  void ready_allComponentsReady_isTrue() {
    assertFalse(readiness.ready());
    Readiness.Component grpc = readiness.component("grpc");
    Readiness.Component policy = readiness.component("policy");
    assertSame(grpc, readiness.component("grpc"));
    grpc.ready();
    assertFalse(readiness.ready());
    policy.ready("version 1");
    assertTrue(readiness.ready());
    grpc.failed("no port");
    assertFalse(readiness.ready());
    assertEquals(new Readiness.ComponentState(false, "no port"), readiness.report().get("grpc"));
    assertEquals(new Readiness.ComponentState(true, "version 1"), readiness.report().get("policy"));
  }

  @Test
  void detail_report_isCurrent() {
    List<Integer> ages = new ArrayList<>(List.of(1));
    readiness.component("keys").detail(() -> ", " + ages.getFirst() + " s old");
    readiness.component("keys").ready("2 keys");
    assertEquals(
        new Readiness.ComponentState(true, "2 keys, 1 s old"), readiness.report().get("keys"));
    ages.set(0, 7);
    assertEquals(
        new Readiness.ComponentState(true, "2 keys, 7 s old"), readiness.report().get("keys"));
  }

  @Test
  void onChange_listener_getsCurrentAndLater() {
    List<Boolean> heard = new ArrayList<>();
    readiness.onChange(heard::add);
    Readiness.Component part = readiness.component("a");
    part.ready();
    part.failed("gone");
    assertEquals(List.of(false, true, false), heard);
  }
}
