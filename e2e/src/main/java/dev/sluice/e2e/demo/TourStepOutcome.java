package dev.sluice.e2e.demo;

import java.util.List;

/** What one step of the tour showed, and whether that is what it should be. */
public record TourStepOutcome(boolean passed, List<String> lines) {

  public TourStepOutcome {
    lines = List.copyOf(lines);
  }

  static TourStepOutcome of(boolean passed, String... shown) {
    return new TourStepOutcome(passed, List.of(shown));
  }
}
