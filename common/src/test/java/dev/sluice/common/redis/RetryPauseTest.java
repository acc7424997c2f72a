package dev.sluice.common.redis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPauseTest {
  private static final long LENGTH = millis(1_000);

  private final RetryPause pause = new RetryPause(LENGTH);

  @Test
  void allows_afterFailure_oneCallerEachPause() {
    pause.start(0);
    assertTrue(pause.isOn());
    assertFalse(pause.allows(millis(999)));
    assertTrue(pause.allows(LENGTH));
    assertFalse(pause.allows(LENGTH), "another caller");
    assertTrue(pause.allows(2 * LENGTH), "the first one has no answer");
    pause.end();
    assertTrue(pause.allows(2 * LENGTH));
    assertFalse(pause.isOn());
  }

  @Test
  void slowAnswer_manyAtOnce_doNotPause() {
    for (int i = 0; i < 100; i++) {
      pause.slowAnswer(millis(i));
    }
    assertTrue(pause.allows(millis(100)));
  }

  @Test
  void slowAnswer_for200Ms_pauses() {
    pause.slowAnswer(0);
    pause.slowAnswer(millis(199));
    assertTrue(pause.allows(millis(199)));
    pause.slowAnswer(millis(200));
    assertFalse(pause.allows(millis(201)));
  }

  @Test
  void slowAnswer_answerBetween_doesNotPause() {
    pause.slowAnswer(0);
    pause.end();
    pause.slowAnswer(millis(200));
    assertTrue(pause.allows(millis(201)));
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
