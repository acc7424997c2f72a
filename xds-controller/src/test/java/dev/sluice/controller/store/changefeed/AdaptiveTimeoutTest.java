package dev.sluice.controller.store.changefeed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AdaptiveTimeoutTest {
  private final AdaptiveTimeout patience = new AdaptiveTimeout(Duration.ofSeconds(30));

  @Test
  void limit_isShortForWhoAnswersQuickly() {
    assertEquals(Duration.ofSeconds(5), patience.limit());
    patience.recordResponse(Duration.ofMillis(1));
    assertEquals(Duration.ofSeconds(5), patience.limit());
  }

  @Test
  void limit_growsForWhoIsSlow() {
    patience.recordResponse(Duration.ofSeconds(4));
    assertEquals(Duration.ofSeconds(12), patience.limit());
    patience.recordResponse(Duration.ofSeconds(20));
    assertEquals(Duration.ofSeconds(30), patience.limit());
  }

  @Test
  void limit_growsWithEachFailure_upToTheLongest() {
    patience.recordTimeout();
    assertEquals(Duration.ofSeconds(10), patience.limit());
    patience.recordTimeout();
    patience.recordTimeout();
    assertEquals(Duration.ofSeconds(30), patience.limit());
    patience.recordResponse(Duration.ZERO);
    assertEquals(Duration.ofSeconds(5), patience.limit());
  }
}
