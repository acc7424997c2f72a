package dev.sluice.extproc.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The condition of a model: its state, and what decides the next one.
 *
 * @param slow whether it is degraded, or was when it became inactive
 * @param shares the latencies of its last answers, as shares of the limits of their routes
 * @param reason what led to the state; empty if the model was always active
 * @param since when the state began
 * @param trials the schedule of its trials; without effect while it is active
 * @param used when the last answer was recorded, in nanoseconds
 */
record ModelCondition(
    ModelLabel model,
    ModelState state,
    boolean slow,
    List<Double> shares,
    String reason,
    Instant since,
    TrialSchedule trials,
    long used) {
  private static final int KEPT = 5;
  private static final int FEWEST = 3;

  /** The median share below which a slow model is fast again. */
  private static final double FAST = 0.5;

  ModelCondition {
    shares = List.copyOf(shares);
  }

  /** Returns the condition of a model of which nothing is known. */
  static ModelCondition first(ModelLabel model, long now, Instant time) {
    return new ModelCondition(
        model, ModelState.ACTIVE, false, List.of(), "", time, TrialSchedule.first(now), now);
  }

  /** Returns the condition after a failure. */
  ModelCondition failed(String cause, long now, Instant time) {
    return state == ModelState.INACTIVE
        ? with(state, slow, shares, cause, since, trials.failed(now), now)
        : with(ModelState.INACTIVE, slow, shares, cause, time, TrialSchedule.first(now), now);
  }

  /** Returns the condition after a success, whose latency may follow. */
  ModelCondition succeeded(long now, Instant time) {
    if (state != ModelState.INACTIVE) {
      return with(state, slow, shares, reason, since, trials, now);
    }
    return slow
        ? with(ModelState.DEGRADED, true, shares, "slow", time, TrialSchedule.atOnce(now), now)
        : with(ModelState.ACTIVE, false, shares, "success", time, trials, now);
  }

  /**
   * Returns the condition after a successful answer.
   *
   * @param limit the latency above which it is slow
   */
  ModelCondition answered(Duration latency, Duration limit, long now, Instant time) {
    double share = (double) latency.toNanos() / limit.toNanos();
    List<Double> last = new ArrayList<>(shares);
    last.add(share);
    List<Double> kept = last.subList(Math.max(0, last.size() - KEPT), last.size());
    double median = median(kept);
    return switch (state) {
      case ACTIVE ->
          median > 1
              ? with(ModelState.DEGRADED, true, kept, "slow", time, TrialSchedule.first(now), now)
              : with(state, slow, kept, reason, since, trials, now);
      case DEGRADED ->
          median < FAST
              ? with(ModelState.ACTIVE, false, kept, "fast", time, trials, now)
              : with(state, slow, kept, reason, since, next(share, now), now);
      case INACTIVE -> with(state, slow, kept, reason, since, trials, now);
    };
  }

  /** Returns the schedule after a trial: one that was fast is followed by another one at once. */
  private TrialSchedule next(double share, long now) {
    if (share < FAST) {
      return TrialSchedule.atOnce(now);
    }
    return share > 1 ? trials.failed(now) : trials;
  }

  /** Returns the lower median; 1, which decides nothing, if there are too few latencies. */
  private static double median(List<Double> shares) {
    return shares.size() < FEWEST
        ? 1
        : shares.stream().sorted().skip((shares.size() - 1) / 2).findFirst().orElse(1.0);
  }

  /** Returns the condition once a request tries the model. */
  ModelCondition tried(long now) {
    return with(state, slow, shares, reason, since, trials.taken(now), used);
  }

  private ModelCondition with(
      ModelState newState,
      boolean newSlow,
      List<Double> newShares,
      String newReason,
      Instant newSince,
      TrialSchedule newTrials,
      long newUsed) {
    return new ModelCondition(
        model, newState, newSlow, newShares, newReason, newSince, newTrials, newUsed);
  }
}
