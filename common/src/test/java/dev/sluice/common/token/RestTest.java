package dev.sluice.common.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RestTest {
  private static final Verification.Settled FORGED = new Verification.Refused(TokenFault.SIGNATURE);
  private static final Verification.Settled OTHER = new Verification.Refused(TokenFault.ALGORITHM);

  private final Rest rest = new Rest();

  @Test
  void worked_mostlyForged_owesThreeTimesAsMuch() {
    after(FORGED, 100);
    long before = rest.owed();
    rest.worked(FORGED, 1_000);
    assertEquals(3_000, rest.owed() - before);
  }

  @Test
  void worked_someForged_owesNothing() {
    for (int i = 0; i < 300; i++) {
      rest.worked(i % 3 == 0 ? FORGED : OTHER, 1_000);
    }
    assertEquals(0, rest.owed());
  }

  @Test
  void worked_whenTheFloodIsOver_owesNothing() {
    after(FORGED, 200);
    assertTrue(rest.owed() > 0);
    after(OTHER, 200);
    assertEquals(0, rest.owed());
  }

  @Test
  void take_paysWhatIsWorthIt() {
    after(FORGED, 200);
    rest.worked(FORGED, 1_000_000);
    rest.take();
    assertEquals(0, rest.owed());
  }

  private void after(Verification.Settled settled, int times) {
    for (int i = 0; i < times; i++) {
      rest.worked(settled, 10);
    }
  }
}
