package dev.sluice.common.token.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.jws.TokenError;
import org.junit.jupiter.api.Test;

class ForgeryThrottleTest {
  private static final VerificationResult.Completed FORGED =
      new VerificationResult.Rejected(TokenError.SIGNATURE);
  private static final VerificationResult.Completed OTHER =
      new VerificationResult.Rejected(TokenError.ALGORITHM);

  private final ForgeryThrottle rest = new ForgeryThrottle();

  @Test
  void record_mostlyForged_owesThreefoldPause() {
    after(FORGED, 100);
    long before = rest.pauseNanos();
    rest.record(FORGED, 1_000);
    assertEquals(3_000, rest.pauseNanos() - before);
  }

  @Test
  void record_someForged_owesNothing() {
    for (int i = 0; i < 300; i++) {
      rest.record(i % 3 == 0 ? FORGED : OTHER, 1_000);
    }
    assertEquals(0, rest.pauseNanos());
  }

  @Test
  void record_floodOver_owesNothing() {
    after(FORGED, 200);
    assertTrue(rest.pauseNanos() > 0);
    after(OTHER, 200);
    assertEquals(0, rest.pauseNanos());
  }

  @Test
  void pause_dueRest_isTaken() {
    after(FORGED, 200);
    rest.record(FORGED, 1_000_000);
    rest.pause();
    assertEquals(0, rest.pauseNanos());
  }

  private void after(VerificationResult.Completed settled, int times) {
    for (int i = 0; i < times; i++) {
      rest.record(settled, 10);
    }
  }
}
