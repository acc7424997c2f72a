package dev.sluice.controller.release;

import dev.sluice.controller.policy.ReadSpec;
import dev.sluice.controller.policy.SpecReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The steps of a release and its guard. */
public record ReleasePlan(List<ReleaseStep> steps, ReleaseGuard guard) {
  private static final SpecReader<ReleasePlan> READER =
      new SpecReader<>("releases/release.schema.json", ReleasePlan.class);

  public ReleasePlan {
    steps = List.copyOf(steps);
  }

  /** Reads the columns of a row. */
  public static ReadSpec<ReleasePlan> read(List<Object> steps, Map<String, Object> guard) {
    return READER.read("", Map.of("steps", steps, "guard", guard));
  }

  /**
   * Returns the next change.
   *
   * @param from the figures of the old backend since the current step began
   * @param to those of the new backend
   */
  public ReleaseChange next(
      ReleaseProgress progress, BackendFigures from, BackendFigures to, Instant now) {
    return switch (progress.status()) {
      case PENDING -> enter(1);
      case RUNNING -> progress.step() == 0 ? enter(1) : judge(progress, from, to, now);
      case PAUSED ->
          judge(progress, from, to, now) instanceof ReleaseChange.Return back
              ? back
              : new ReleaseChange.Wait("");
      case ABORTED, ROLLED_BACK -> new ReleaseChange.Return(progress.status(), "ended by hand");
      case COMPLETED -> new ReleaseChange.Complete();
    };
  }

  private ReleaseChange judge(
      ReleaseProgress progress, BackendFigures from, BackendFigures to, Instant now) {
    int step = Math.clamp(progress.step(), 1, steps.size());
    var breach = guard.breach(from, to);
    if (breach.isPresent()) {
      String reason = "step " + step + ": " + breach.get();
      return new ReleaseChange.Return(ReleaseStatus.ROLLED_BACK, reason);
    }
    if (now.isBefore(progress.stepStartedAt().plus(steps.get(step - 1).hold()))) {
      return new ReleaseChange.Wait("");
    }
    if (to.requests() < guard.minRequests()) {
      return new ReleaseChange.Wait(
          "step %d waits: fewer than %d requests in the window reached the new backend"
              .formatted(step, guard.minRequests()));
    }
    return step == steps.size() ? new ReleaseChange.Complete() : enter(step + 1);
  }

  private ReleaseChange enter(int step) {
    return new ReleaseChange.EnterStep(step, steps.get(step - 1).weight());
  }
}
