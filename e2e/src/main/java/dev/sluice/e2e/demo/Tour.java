package dev.sluice.e2e.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The steps of the guided tour in their order. */
public final class Tour {
  private final List<TourStep> steps;

  public Tour(TourGuide guide) {
    List<TourStep> all = new ArrayList<>();
    all.add(CallerSteps.allowedChat(guide));
    all.add(CallerSteps.missingToken(guide));
    all.add(CallerSteps.expiredToken(guide));
    all.add(CallerSteps.forgedToken(guide));
    all.add(CallerSteps.unknownPath(guide));
    all.add(InspectionSteps.blockedPrompt(guide));
    all.add(InspectionSteps.maskedStream(guide));
    all.add(InspectionSteps.cleanStream(guide));
    all.add(CallerSteps.auraStream(guide));
    all.add(RecordSteps.movedTraffic(guide));
    all.add(RecordSteps.auditRows(guide));
    steps = List.copyOf(all);
  }

  public List<TourStep> steps() {
    return steps;
  }

  /** Takes every step, also after one that failed, and tells of each as it ends. */
  public List<StepResult> run(Consumer<StepResult> listener) {
    List<StepResult> results = new ArrayList<>();
    for (TourStep step : steps) {
      long start = System.nanoTime();
      Outcome outcome = take(step);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      StepResult result = new StepResult(results.size() + 1, step, outcome, took);
      results.add(result);
      listener.accept(result);
    }
    return results;
  }

  private static Outcome take(TourStep step) {
    try {
      return step.run().get();
    } catch (RuntimeException e) {
      return Outcome.of(false, "it broke: " + e);
    }
  }
}
