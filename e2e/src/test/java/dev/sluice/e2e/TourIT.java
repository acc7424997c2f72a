package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.e2e.demo.Outcome;
import dev.sluice.e2e.demo.Tour;
import dev.sluice.e2e.demo.TourGuide;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The demo's tour on an environment of its own; every step is a sentence. */
@ExtendWith(SluiceExtension.class)
final class TourIT {

  @TestFactory
  Stream<DynamicTest> tour(Sluice sluice, @TempDir Path folder) {
    Tour tour = new Tour(new TourGuide(sluice.stack(), folder, Sluice.fresh("tour")));
    return tour.steps().stream()
        .map(step ->
            dynamicTest(
                step.title(),
                () -> {
                  Outcome outcome = step.run().get();
                  assertTrue(outcome.passed(), () -> String.join("\n", outcome.shown()));
                }));
  }
}
