package dev.sluice.bench.frame;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SteadyStateDetectorTest {
  private final SteadyStateDetector detector = new SteadyStateDetector();

  @Test
  void isSteady_threeWindowsWithoutGain() {
    add(100, 50, 49, 60);
    assertFalse(detector.isSteady());
    add(48);
    assertTrue(detector.isSteady());
  }

  @Test
  void isSteady_falseWhileThereIsGain() {
    add(100, 99, 98, 70, 71, 80);
    assertFalse(detector.isSteady());
  }

  private void add(double... costs) {
    for (double cost : costs) {
      detector.add(cost);
    }
  }
}
