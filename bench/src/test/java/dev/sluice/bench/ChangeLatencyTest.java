package dev.sluice.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeLatencyTest {
  private static final ChangeLatency HUNDRED =
      new ChangeLatency(
          IntStream.rangeClosed(1, 100).mapToObj(i -> Duration.ofMillis(101 - i)).toList());

  @Test
  void percentile_isTheTimeThatThisShareDidNotExceed() {
    assertEquals(Duration.ofMillis(50), HUNDRED.percentile(0.5));
    assertEquals(Duration.ofMillis(99), HUNDRED.percentile(0.99));
    assertEquals(Duration.ofMillis(100), HUNDRED.percentile(1));
    assertEquals(Duration.ofMillis(1), HUNDRED.percentile(0));
  }
}
