package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PatienceTest {
  private final Patience patience = new Patience(Duration.ofSeconds(30));

  @Test
  void limit_isShortForWhoAnswersQuickly() {
    assertEquals(Duration.ofSeconds(5), patience.limit());
    patience.answered(Duration.ofMillis(1));
    assertEquals(Duration.ofSeconds(5), patience.limit());
  }

  @Test
  void limit_growsForWhoIsSlow() {
    patience.answered(Duration.ofSeconds(4));
    assertEquals(Duration.ofSeconds(12), patience.limit());
    patience.answered(Duration.ofSeconds(20));
    assertEquals(Duration.ofSeconds(30), patience.limit());
  }

  @Test
  void limit_growsWithEachFailure_upToTheLongest() {
    patience.failed();
    assertEquals(Duration.ofSeconds(10), patience.limit());
    patience.failed();
    patience.failed();
    assertEquals(Duration.ofSeconds(30), patience.limit());
    patience.answered(Duration.ZERO);
    assertEquals(Duration.ofSeconds(5), patience.limit());
  }
}
