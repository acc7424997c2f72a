package dev.sluice.extproc.backend;

import dev.sluice.extproc.model.ModelHealth.ImpairedModel;
import dev.sluice.report.v1.ModelStates;
import dev.sluice.report.v1.ReportedModelState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The models that are not active, for reports. They are reported when they change, and repeated
 * before the controller forgets them. One thread uses it.
 */
final class ImpairedModels {
  private static final Duration REPEATED = Duration.ofSeconds(10);
  private static final int MOST = 500;

  private final Supplier<List<ImpairedModel>> source;
  private final InstantSource clock;
  private List<ImpairedModel> reported = List.of();
  private Instant reportedAt = Instant.MIN;

  ImpairedModels(Supplier<List<ImpairedModel>> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Returns the models; empty if they have been reported. */
  Optional<List<ImpairedModel>> unreported() {
    List<ImpairedModel> now = source.get().stream().limit(MOST).toList();
    boolean told =
        now.equals(reported)
            && (now.isEmpty() || clock.instant().isBefore(reportedAt.plus(REPEATED)));
    return told ? Optional.empty() : Optional.of(now);
  }

  /** Marks models as reported. */
  void markReported(List<ImpairedModel> models) {
    reported = models;
    reportedAt = clock.instant();
  }

  /** Returns models as a part of a report. */
  ModelStates message(List<ImpairedModel> models) {
    Instant now = clock.instant();
    ModelStates.Builder states = ModelStates.newBuilder();
    for (ImpairedModel model : models) {
      states.addModels(
          ReportedModelState.newBuilder()
              .setModelId(model.id())
              .setState(model.state().name())
              .setReason(model.reason())
              .setLastingMs(Math.max(0, Duration.between(model.since(), now).toMillis())));
    }
    return states.build();
  }
}
