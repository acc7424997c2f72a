package dev.sluice.controller.store.release;

import static dev.sluice.controller.store.jooq.Tables.RELEASES;

import dev.sluice.controller.policy.ReadSpec;
import dev.sluice.controller.policy.SpecProblem;
import dev.sluice.controller.release.BackendFigures;
import dev.sluice.controller.release.ReleaseChange;
import dev.sluice.controller.release.ReleasePlan;
import dev.sluice.controller.release.ReleaseProgress;
import dev.sluice.controller.release.ReleaseStatus;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.jooq.tables.records.ReleasesRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A repository of releases. Each change of a release is one transaction with its new weights, under
 * a lock of its row, so that several controllers may run.
 */
public final class ReleaseRepository {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<Object>> ARRAY = new TypeReference<>() {};
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final int FULL = 100;
  private static final int MAX_REASON = 4_000;
  private static final String UNUSED = "from_backend_id: no route of the release uses this backend";

  /** The time in which policy servers learn which backends to observe. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final Database database;

  public ReleaseRepository(Database database) {
    this.database = database;
  }

  /** Returns the releases that have not ended. */
  public List<UUID> open() {
    return database.read(
        "reading releases",
        db ->
            db.select(RELEASES.ID)
                .from(RELEASES)
                .where(RELEASES.ENDED_AT.isNull())
                .orderBy(RELEASES.ID)
                .fetch(RELEASES.ID));
  }

  /**
   * Makes the next change of a release. Returns the change; empty if there is none, or if another
   * controller makes it.
   */
  public Optional<ReleaseEvent> advance(UUID id, Instant now) {
    return database.writeReturning(
        "advancing a release",
        db ->
            Optional.ofNullable(
                    db.selectFrom(RELEASES)
                        .where(RELEASES.ID.eq(id))
                        .and(RELEASES.ENDED_AT.isNull())
                        .forUpdate()
                        .skipLocked()
                        .fetchOne())
                .filter(row -> isDue(row, now))
                .flatMap(row -> advance(db, row, now)));
  }

  private static boolean isDue(ReleasesRecord row, Instant now) {
    return !status(row).equals(ReleaseStatus.PENDING)
        || (row.getStartsAt() != null && !row.getStartsAt().toInstant().isAfter(now.minus(NOTICE)));
  }

  private static Optional<ReleaseEvent> advance(DSLContext db, ReleasesRecord row, Instant now) {
    Optional<ReleasePlan> plan = plan(row, now);
    if (plan.isEmpty()) {
      row.update();
      String reason = row.getReason();
      return Optional.of(
          new ReleaseEvent(row.getName(), new ReleaseChange.Return(ReleaseStatus.ABORTED, reason)));
    }
    Instant begun = row.getStepStartedAt() == null ? now : row.getStepStartedAt().toInstant();
    Instant window = now.minus(plan.get().guard().window());
    Instant since = begun.isAfter(window) ? begun : window;
    BackendFigures from = BackendStatsRepository.figures(db, row.getFromBackendId(), since);
    BackendFigures to = BackendStatsRepository.figures(db, row.getToBackendId(), since);
    ReleaseChange next =
        plan.get()
            .next(new ReleaseProgress(status(row), row.getCurrentStep(), begun), from, to, now);
    ReleaseChange made = apply(db, row, next, now);
    boolean changed = !(made instanceof ReleaseChange.Wait);
    if (changed) {
      addToHistory(row, now, from, to);
    }
    if (row.modified()) {
      row.update();
    }
    return changed ? Optional.of(new ReleaseEvent(row.getName(), made)) : Optional.empty();
  }

  /** Reads the plan of a release; ends a release whose plan is invalid. */
  private static Optional<ReleasePlan> plan(ReleasesRecord row, Instant now) {
    ReadSpec<ReleasePlan> read =
        ReleasePlan.read(
            JSON.readValue(row.getSteps().data(), ARRAY),
            JSON.readValue(row.getGuard().data(), OBJECT));
    return switch (read) {
      case ReadSpec.Valid<ReleasePlan>(ReleasePlan plan) -> Optional.of(plan);
      case ReadSpec.Invalid<ReleasePlan>(List<SpecProblem> problems) -> {
        end(row, ReleaseStatus.ABORTED, now);
        row.setReason(
            cut(
                problems.stream()
                    .map(problem ->
                        problem.field().replaceFirst("^/", "") + ": " + problem.message())
                    .collect(Collectors.joining("; "))));
        yield Optional.empty();
      }
    };
  }

  /** Writes a change; returns the one that was made. */
  private static ReleaseChange apply(
      DSLContext db, ReleasesRecord row, ReleaseChange change, Instant now) {
    switch (change) {
      case ReleaseChange.Wait(String reason) -> {
        if (!reason.isEmpty() && !reason.equals(row.getReason())) {
          row.setReason(reason);
        }
      }
      case ReleaseChange.EnterStep(int step, int weight) -> {
        if (setWeights(db, row, weight) == 0) {
          return apply(db, row, new ReleaseChange.Return(ReleaseStatus.ABORTED, UNUSED), now);
        }
        row.setStatus(text(ReleaseStatus.RUNNING));
        row.setCurrentStep(step);
        row.setStepStartedAt(time(now));
        row.setReason(null);
      }
      case ReleaseChange.Complete() -> {
        end(row, ReleaseStatus.COMPLETED, now);
        row.setReason(null);
      }
      case ReleaseChange.Return(ReleaseStatus status, String reason) -> {
        if (row.getCurrentStep() > 0) {
          int _ = setWeights(db, row, 0);
        }
        end(row, status, now);
        row.setReason(cut(reason));
      }
    }
    return change;
  }

  private static void end(ReleasesRecord row, ReleaseStatus status, Instant now) {
    row.setStatus(text(status));
    row.setEndedAt(time(now));
  }

  /**
   * Sets the weights of both backends on the routes of a release.
   *
   * @return the number of routes
   */
  private static int setWeights(DSLContext db, ReleasesRecord row, int weight) {
    int routes =
        db.execute(
            """
            insert into route_backends (route_id, backend_id, api_service_id, weight)
            select route_id, ?, api_service_id, ? from route_backends
            where backend_id = ? and failover_order = 0 and (?::uuid is null or route_id = ?::uuid)
            on conflict (route_id, backend_id)
              do update set weight = excluded.weight, failover_order = 0
            """,
            row.getToBackendId(),
            weight,
            row.getFromBackendId(),
            row.getRouteId(),
            row.getRouteId());
    int _ =
        db.execute(
            """
            update route_backends set weight = ?
            where backend_id = ? and failover_order = 0 and (?::uuid is null or route_id = ?::uuid)
            """,
            FULL - weight,
            row.getFromBackendId(),
            row.getRouteId(),
            row.getRouteId());
    return routes;
  }

  private static void addToHistory(
      ReleasesRecord row, Instant now, BackendFigures from, BackendFigures to) {
    List<Object> history = JSON.readValue(row.getHistory().data(), ARRAY);
    history.add(
        Map.of(
            "at", now.toString(),
            "status", row.getStatus(),
            "step", row.getCurrentStep(),
            "from", Map.of("requests", from.requests(), "errors", from.errors()),
            "to", Map.of("requests", to.requests(), "errors", to.errors())));
    row.setHistory(JSONB.valueOf(JSON.writeValueAsString(history)));
  }

  private static ReleaseStatus status(ReleasesRecord row) {
    return ReleaseStatus.valueOf(row.getStatus().toUpperCase(Locale.ROOT));
  }

  private static String text(ReleaseStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(MAX_REASON, text.length()));
  }
}
