package dev.sluice.bench.rounds;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SettlingTest {
  private final Settling settling = new Settling();

  @Test
  void settled_afterThreeWindowsWithoutGain() {
    add(100, 50, 49, 60);
    assertFalse(settling.settled());
    add(48);
    assertTrue(settling.settled());
  }

  @Test
  void settled_notWhileThereIsGain() {
    add(100, 99, 98, 70, 71, 80);
    assertFalse(settling.settled());
  }

  private void add(double... costs) {
    for (double cost : costs) {
      settling.add(cost);
    }
  }
}
