package dev.sluice.common.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void next_repeated_doublesUpToMaximum() {
    var backoff = new Backoff(Duration.ofMillis(200), Duration.ofMillis(700));
    assertEquals(List.of(200L, 400L, 700L, 700L), four(backoff));
    backoff.reset();
    assertEquals(List.of(200L, 400L, 700L, 700L), four(backoff));
  }

  @Test
  void next_minimumAboveMaximum_isMaximum() {
    assertEquals(
        List.of(50L, 50L, 50L, 50L),
        four(new Backoff(Duration.ofMillis(80), Duration.ofMillis(50))));
  }

  private static List<Long> four(Backoff backoff) {
    return Stream.generate(backoff::next).limit(4).map(Duration::toMillis).toList();
  }
}
