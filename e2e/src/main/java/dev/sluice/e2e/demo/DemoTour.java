package dev.sluice.e2e.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The steps of the guided tour in their order. */
public final class DemoTour {
  private final List<TourStep> steps;

  public DemoTour(TourContext guide) {
    List<TourStep> all = new ArrayList<>();
    all.add(AuthorizationSteps.allowedChat(guide));
    all.add(AuthorizationSteps.missingToken(guide));
    all.add(AuthorizationSteps.expiredToken(guide));
    all.add(AuthorizationSteps.forgedToken(guide));
    all.add(AuthorizationSteps.unknownPath(guide));
    all.add(InspectionSteps.blockedPrompt(guide));
    all.add(InspectionSteps.maskedStream(guide));
    all.add(InspectionSteps.cleanStream(guide));
    all.add(AuthorizationSteps.auraStream(guide));
    all.add(ProductSteps.operator(guide));
    all.add(ProductSteps.provider(guide));
    all.add(ProductSteps.customer(guide));
    all.add(HistorySteps.movedTraffic(guide));
    all.add(HistorySteps.auditRows(guide));
    steps = List.copyOf(all);
  }

  public List<TourStep> steps() {
    return steps;
  }

  /** Runs every step, also after a failed one, and reports each result to the listener. */
  public List<TourStepResult> run(Consumer<TourStepResult> listener) {
    List<TourStepResult> results = new ArrayList<>();
    for (TourStep step : steps) {
      long start = System.nanoTime();
      TourStepOutcome outcome = take(step);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      TourStepResult result = new TourStepResult(results.size() + 1, step, outcome, took);
      results.add(result);
      listener.accept(result);
    }
    return results;
  }

  private static TourStepOutcome take(TourStep step) {
    try {
      return step.run().get();
    } catch (RuntimeException e) {
      return TourStepOutcome.of(false, "it broke: " + e);
    }
  }
}
