package dev.sluice.common.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricLabelTest {
  @Test
  void value_beyondCap_isOther() {
    MetricLabel label = MetricLabel.capped("project_id", 2);
    assertEquals("a", label.value("a"));
    assertEquals("b", label.value("b"));
    assertEquals("other", label.value("c"));
    assertEquals("a", label.value("a"));
  }

  @Test
  void value_zeroCap_isOther() {
    assertEquals("other", MetricLabel.capped("project_id", 0).value("a"));
  }

  @Test
  void value_noCap_isUnchanged() {
    MetricLabel label = MetricLabel.of("result");
    assertEquals("a", label.value("a"));
    assertEquals("b", label.value("b"));
  }

  @Test
  void value_manyThreads_keepCap() throws InterruptedException {
    MetricLabel label = MetricLabel.capped("project_id", 200);
    Set<String> shown = ConcurrentHashMap.newKeySet();
    List<Thread> threads =
        Stream.generate(() -> Thread.startVirtualThread(() -> shown.addAll(thousandValues(label))))
            .limit(8)
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(201, shown.size(), "two hundred and other");
  }

  private static List<String> thousandValues(MetricLabel label) {
    String thread = Thread.currentThread().threadId() + "-";
    return IntStream.range(0, 1_000).mapToObj(n -> label.value(thread + n)).toList();
  }
}
