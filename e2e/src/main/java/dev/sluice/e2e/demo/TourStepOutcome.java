package dev.sluice.e2e.demo;

import java.util.List;

/** An outcome of a step of the tour, with the lines that it shows. */
public record TourStepOutcome(boolean passed, List<String> lines) {

  public TourStepOutcome {
    lines = List.copyOf(lines);
  }

  static TourStepOutcome of(boolean passed, String... shown) {
    return new TourStepOutcome(passed, List.of(shown));
  }
}
