package dev.sluice.e2e.demo;

import java.util.List;

/** What one step of the tour showed, and whether that is what it should be. */
public record Outcome(boolean passed, List<String> shown) {

  public Outcome {
    shown = List.copyOf(shown);
  }

  static Outcome of(boolean passed, String... shown) {
    return new Outcome(passed, List.of(shown));
  }
}
