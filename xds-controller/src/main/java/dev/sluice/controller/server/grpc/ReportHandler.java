package dev.sluice.controller.server.grpc;

import dev.sluice.common.report.LatencyClasses;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseException;
import dev.sluice.controller.store.distress.RouteTotalsRepository;
import dev.sluice.controller.store.distress.RouteTotalsRepository.RouteTotalRow;
import dev.sluice.controller.store.release.BackendStatsRepository;
import dev.sluice.controller.store.release.BackendStatsRepository.BackendStatsRow;
import dev.sluice.controller.store.report.AutoBlockRepository;
import dev.sluice.controller.store.report.AutoBlockRepository.AutoBlockRow;
import dev.sluice.controller.store.report.ModelStateRepository;
import dev.sluice.controller.store.report.ModelStateRepository.ModelStateRow;
import dev.sluice.controller.store.report.PolicyFileRow;
import dev.sluice.controller.store.report.QuotaCountRepository;
import dev.sluice.controller.store.report.QuotaCountRepository.QuotaBatchRow;
import dev.sluice.controller.store.report.ReportRepository;
import dev.sluice.controller.store.report.ReportRepository.UsageResultRow;
import dev.sluice.controller.store.report.TokenBudgetRepository;
import dev.sluice.controller.store.report.TokenBudgetRepository.TokenBudgetBatchRow;
import dev.sluice.controller.store.report.UsageRow;
import dev.sluice.report.v1.BackendAnswer;
import dev.sluice.report.v1.BackendReport;
import dev.sluice.report.v1.BackendSecond;
import dev.sluice.report.v1.BlockAnswer;
import dev.sluice.report.v1.BlockReport;
import dev.sluice.report.v1.PolicyAnswer;
import dev.sluice.report.v1.PolicyReport;
import dev.sluice.report.v1.PolicySet;
import dev.sluice.report.v1.PolicyStatus;
import dev.sluice.report.v1.QuotaAnswer;
import dev.sluice.report.v1.QuotaReport;
import dev.sluice.report.v1.ReportedModelState;
import dev.sluice.report.v1.RouteSecond;
import dev.sluice.report.v1.TokenBudgetAnswer;
import dev.sluice.report.v1.TokenBudgetReport;
import dev.sluice.report.v1.Usage;
import dev.sluice.report.v1.UsageAnswer;
import dev.sluice.report.v1.UsageReport;
import dev.sluice.report.v1.UsageResult;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A handler that validates reports and writes them while the database is reachable. */
public final class ReportHandler {
  private static final Logger log = LoggerFactory.getLogger(ReportHandler.class);
  private static final List<String> RESULTS = List.of("applied", "repeated", "overlapping");
  private static final Set<String> KINDS =
      Set.of("authz", "dlp", "rbac", "waf", "ip", "models", "tiers");
  private static final Set<String> MODEL_STATES = Set.of("DEGRADED", "INACTIVE");
  private static final int SHA256 = 32;
  private static final int LONGEST_ROUTE = 200;

  private final MeterRegistry metrics;
  private final QuotaReportHandler quotas;
  private final TokenBudgetReportHandler tokenBudgets;
  private final Counter unknown;
  private final Counter missing;
  private volatile @Nullable Repositories repositories;

  private record Repositories(
      ReportRepository reports,
      BackendStatsRepository backends,
      RouteTotalsRepository routes,
      ModelStateRepository models,
      QuotaCountRepository quotas,
      TokenBudgetRepository tokenBudgets,
      AutoBlockRepository blocks) {}

  public ReportHandler(MeterRegistry metrics) {
    this.metrics = metrics;
    this.quotas = new QuotaReportHandler(metrics, Clock.systemUTC());
    this.tokenBudgets = new TokenBudgetReportHandler(metrics, Clock.systemUTC());
    this.unknown = metrics.counter("usage.unknown.credentials");
    this.missing = metrics.counter("usage.untold.records");
    RESULTS.forEach(this::taken);
  }

  /** Writes to this database until the returned handle is closed. */
  public AutoCloseable open(Database database) {
    repositories =
        new Repositories(
            new ReportRepository(database),
            new BackendStatsRepository(database),
            new RouteTotalsRepository(database),
            new ModelStateRepository(database),
            new QuotaCountRepository(database),
            new TokenBudgetRepository(database),
            new AutoBlockRepository(database));
    return () -> repositories = null;
  }

  UsageAnswer usage(UsageReport report) {
    UUID writer = valid(() -> UUID.fromString(report.getWriterId()));
    List<UsageRow> rows =
        valid(() -> report.getUsageList().stream().map(ReportHandler::row).toList());
    boolean asks = report.getLastSeq() == 0;
    if (!asks && (report.getFirstSeq() < 1 || report.getFirstSeq() > report.getLastSeq())) {
      throw Status.INVALID_ARGUMENT.withDescription("no run of records").asRuntimeException();
    }
    String node = report.getReporter().getNodeId();
    UsageResultRow outcome =
        write(
            to -> to.reports().save(writer, node, report.getFirstSeq(), report.getLastSeq(), rows));
    if (!asks) {
      told(node, outcome);
    }
    return UsageAnswer.newBuilder()
        .setResult(result(outcome.result()))
        .setThroughSeq(outcome.throughSeq())
        .build();
  }

  PolicyAnswer policies(PolicyReport report) {
    save(report.getReporter().getNodeId(), report);
    return PolicyAnswer.getDefaultInstance();
  }

  /** Writes the policies that a server uses and those that it rejected. */
  public void save(String server, PolicyReport report) {
    List<PolicyFileRow> rows =
        valid(() -> report.getSetsList().stream().map(ReportHandler::row).toList());
    boolean _ =
        write(to -> {
          to.reports().save(server, rows);
          return true;
        });
  }

  BackendAnswer backends(BackendReport report) {
    UUID writer = valid(() -> UUID.fromString(report.getWriterId()));
    List<BackendStatsRow> rows =
        valid(() -> report.getSecondsList().stream().map(ReportHandler::row).toList());
    List<RouteTotalRow> routes =
        valid(() -> report.getRoutesList().stream().map(ReportHandler::row).toList());
    List<ModelStateRow> models =
        valid(() -> report.getModels().getModelsList().stream().map(ReportHandler::row).toList());
    List<UUID> observed =
        write(to -> {
          if (report.hasModels()) {
            to.models().save(writer, models);
          }
          if (!routes.isEmpty()) {
            to.routes().save(writer, routes);
          }
          return to.backends().save(writer, rows);
        });
    return BackendAnswer.newBuilder()
        .addAllBackendIds(observed.stream().map(UUID::toString).toList())
        .build();
  }

  QuotaAnswer quota(QuotaReport report) {
    QuotaBatchRow batch = valid(() -> QuotaReportHandler.read(report));
    return write(to -> quotas.count(batch, to.quotas()));
  }

  TokenBudgetAnswer tokenBudgets(TokenBudgetReport report) {
    TokenBudgetBatchRow batch = valid(() -> TokenBudgetReportHandler.read(report));
    return write(to -> tokenBudgets.count(batch, to.tokenBudgets()));
  }

  BlockAnswer blocks(BlockReport report) {
    List<AutoBlockRow> rows =
        report.getBlocksList().stream()
            .map(
                block -> new AutoBlockRow(block.getCidr(), block.getSeconds(), block.getFailures()))
            .toList();
    String node = report.getReporter().getNodeId();
    int skipped = write(to -> to.blocks().save(node, rows));
    if (skipped > 0) {
      log.info("{} automatic address blocks of {} were not written", skipped, node);
    }
    return BlockAnswer.getDefaultInstance();
  }

  private void told(String node, UsageResultRow outcome) {
    taken(outcome.result()).increment();
    unknown.increment(outcome.unknown());
    missing.increment((double) outcome.missing());
    if (outcome.missing() > 0) {
      log.warn("{} never told of {} records: their usage is missing", node, outcome.missing());
    }
  }

  private Counter taken(String result) {
    return metrics.counter("usage.reports.taken", "result", result);
  }

  private <T> T write(Function<Repositories, T> statement) {
    Repositories to = repositories;
    if (to == null) {
      throw Status.UNAVAILABLE.withDescription("database away").asRuntimeException();
    }
    try {
      return statement.apply(to);
    } catch (DatabaseException e) {
      log.debug("a report was not written", e);
      throw Status.UNAVAILABLE.withDescription(e.getMessage()).asRuntimeException();
    }
  }

  private static UsageRow row(Usage usage) {
    String version = usage.getApiVersionId();
    return new UsageRow(
        UUID.fromString(usage.getSubscriptionId()),
        UUID.fromString(usage.getCredentialId()),
        version.isEmpty() ? null : UUID.fromString(version),
        LocalDate.ofEpochDay(usage.getDay()).toString(),
        notNegative(usage.getRequests()),
        notNegative(usage.getDenied()),
        notNegative(usage.getInputTokens()),
        notNegative(usage.getOutputTokens()),
        new BigDecimal(usage.getCost()).toPlainString(),
        usage.getLastUsedMs());
  }

  private static PolicyFileRow row(PolicySet set) {
    if (!KINDS.contains(set.getKind()) || set.getSha256().size() != SHA256) {
      throw new IllegalArgumentException("no policy");
    }
    boolean active = set.getStatus() == PolicyStatus.POLICY_STATUS_ACTIVE;
    return new PolicyFileRow(
        set.getKind(),
        set.getVersion(),
        HexFormat.of().formatHex(set.getSha256().toByteArray()),
        active,
        active ? null : set.getError(),
        set.getLoadedMs());
  }

  private static BackendStatsRow row(BackendSecond total) {
    total.getLatenciesList().forEach(ReportHandler::notNegative);
    if (total.getErrors() > total.getRequests()
        || total.getLatenciesCount() > LatencyClasses.COUNT) {
      throw new IllegalArgumentException("no total");
    }
    return new BackendStatsRow(
        UUID.fromString(total.getBackendId()),
        total.getSecond(),
        notNegative(total.getRequests()),
        notNegative(total.getErrors()),
        total.getLatenciesList());
  }

  private static RouteTotalRow row(RouteSecond total) {
    if (Math.max(total.getErrors(), total.getSlow()) > total.getRequests()
        || total.getRouteId().isEmpty()
        || total.getRouteId().length() > LONGEST_ROUTE) {
      throw new IllegalArgumentException("no total");
    }
    return new RouteTotalRow(
        total.getRouteId(),
        total.getSecond(),
        notNegative(total.getRequests()),
        notNegative(total.getErrors()),
        notNegative(total.getSlow()));
  }

  private static ModelStateRow row(ReportedModelState model) {
    if (!MODEL_STATES.contains(model.getState())) {
      throw new IllegalArgumentException("no state");
    }
    return new ModelStateRow(
        UUID.fromString(model.getModelId()),
        model.getState(),
        model.getReason(),
        notNegative(model.getLastingMs()));
  }

  private static long notNegative(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("a negative sum");
    }
    return number;
  }

  private static <T> T valid(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw Status.INVALID_ARGUMENT.withDescription("no such report").asRuntimeException();
    }
  }

  private static UsageResult result(String word) {
    return switch (word) {
      case "applied" -> UsageResult.USAGE_RESULT_APPLIED;
      case "repeated" -> UsageResult.USAGE_RESULT_REPEATED;
      case "overlapping" -> UsageResult.USAGE_RESULT_OVERLAPPING;
      default -> throw new IllegalStateException("the database says " + word);
    };
  }
}
