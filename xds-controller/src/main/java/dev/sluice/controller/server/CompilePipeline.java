package dev.sluice.controller.server;

import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.compile.ChangePreview;
import dev.sluice.controller.compile.ChangePreviewer;
import dev.sluice.controller.compile.CompileResult;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.compile.object.FindingsChange;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.server.defence.WatchedRoutes;
import dev.sluice.controller.server.deployment.RevisionWriter;
import dev.sluice.controller.server.grpc.AgentRegistry;
import dev.sluice.controller.server.state.StateSaver;
import dev.sluice.controller.store.changefeed.ChangeFeed;
import dev.sluice.controller.store.entity.ChangeBatch;
import dev.sluice.controller.store.entity.DomainReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline from rows to served resources, one batch of the change feed at a time: read the
 * changed entities, compile what they affect, serve the result in one piece.
 *
 * <p>A failed step leaves the served resources as they are, and the next batch starts with a full
 * read and a new compiler.
 */
public final class CompilePipeline implements ChangeFeed.ChangeListener, ChangePreviewer {
  private static final Logger log = LoggerFactory.getLogger(CompilePipeline.class);
  private static final int ROWS_IN_REASON = 3;

  private final Supplier<IncrementalCompiler> newCompiler;
  private final UpdateLoop loop;
  private final PushDistributor distributor;
  private final StateSaver state;
  private final RevisionWriter revisions;
  private final WatchedRoutes watched;
  private final Readiness.Component readiness;
  private final Timer timer;
  private final CountDownLatch firstCompile = new CountDownLatch(1);
  private final Clock clock;
  private final AgentRegistry agents;
  private volatile Collection<PlanFinding> findings = List.of();
  private @Nullable IncrementalCompiler compiler;

  public CompilePipeline(
      Supplier<IncrementalCompiler> newCompiler,
      UpdateLoop loop,
      PushDistributor distributor,
      StateSaver state,
      RevisionWriter revisions,
      WatchedRoutes watched,
      Readiness.Component readiness,
      MeterRegistry metrics,
      Clock clock,
      AgentRegistry agents) {
    this.newCompiler = newCompiler;
    this.loop = loop;
    this.distributor = distributor;
    this.state = state;
    this.revisions = revisions;
    this.watched = watched;
    this.readiness = readiness;
    this.clock = clock;
    this.agents = agents;
    this.timer = metrics.timer("xds_compile_seconds");
  }

  /** Runs the pipeline for a batch of changed rows. */
  @Override
  public synchronized void onChange(ChangeBatch batch, DomainReader reader) {
    timer.record(() -> run(batch, reader));
  }

  private void run(ChangeBatch batch, DomainReader reader) {
    boolean first = compiler == null;
    DomainChange change = read(batch, reader, first);
    CompileResult result = compile(current -> current.apply(change, clock.instant()));
    serve(result, first);
    revisions.add(result, reason(batch), first);
    watched.apply(result, first);
    readiness.ready("as read from the database");
    firstCompile.countDown();
  }

  /**
   * Runs the pipeline when time alone has changed something, such as the end of a credential or of
   * an API version.
   */
  @Override
  public synchronized void onNoChange() {
    Instant now = clock.instant();
    if (compiler != null && compiler.isDue(now)) {
      DomainChange none = new DomainChange.Incremental(List.of(), List.of());
      CompileResult result = compile(current -> current.apply(none, now));
      serve(result, false);
      if (!result.entries().isEmpty()) {
        revisions.add(result, "an API version reached its time", false);
        watched.apply(result, false);
      }
    }
  }

  @Override
  public synchronized Optional<ChangePreview> preview(DomainChange change) {
    IncrementalCompiler current = compiler;
    if (current == null) {
      return Optional.empty();
    }
    // A compiler that failed half way through a step must not be used again.
    compiler = null;
    ChangePreview preview = current.preview(change);
    compiler = current;
    return Optional.of(preview);
  }

  /**
   * Looks for changed secrets and runs the pipeline for them.
   *
   * <p>Secrets change only here, and never between a preview and the next step.
   *
   * @param refresh looks for changes and returns whether there are any
   * @param withoutRows serves the changes while no rows have been compiled
   */
  synchronized void refreshSecrets(BooleanSupplier refresh, Runnable withoutRows) {
    if (!refresh.getAsBoolean()) {
      return;
    }
    if (compiler != null) {
      serve(compile(IncrementalCompiler::refreshSecrets), false);
    } else if (firstCompile.getCount() > 0) {
      withoutRows.run();
    }
  }

  /** Reads the changed entities, or all of them for a new compiler. */
  private static DomainChange read(ChangeBatch batch, DomainReader reader, boolean first) {
    return reader.read(first ? new ChangeBatch.FullReload("a new begin") : batch);
  }

  /** Compiles what a step affects and logs findings that appeared or are gone. */
  private CompileResult compile(Function<IncrementalCompiler, CompileResult> step) {
    IncrementalCompiler last = compiler;
    IncrementalCompiler current = last == null ? newCompiler.get() : last;
    // A compiler that failed half way through a step must not be used again.
    compiler = null;
    CompileResult result = step.apply(current);
    compiler = current;
    if (!result.findings().isEmpty()) {
      findings = current.findings();
      log(result.findings());
    }
    return result;
  }

  /** Pushes a result to the nodes and saves it for the next start. */
  private void serve(CompileResult result, boolean first) {
    loop.execute(() -> {
      if (first) {
        distributor.replace(result.clusters(), result.objects());
      } else {
        distributor.update(result.clusters(), result.objects());
      }
      agents.update(result.agents(), first);
      state.scheduleSave();
    });
  }

  /**
   * Waits until the first rows are compiled.
   *
   * @return whether they were compiled in time
   */
  boolean awaitFirstCompile(Duration atMost) {
    try {
      return firstCompile.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns all findings on the current rows. */
  public Collection<PlanFinding> findings() {
    return findings;
  }

  /** Returns the reason of a revision: the first changed rows, or why all rows were read. */
  private static String reason(ChangeBatch batch) {
    return switch (batch) {
      case ChangeBatch.FullReload(String why) -> why;
      case ChangeBatch.ChangedRows(var rows) -> {
        String first =
            rows.stream()
                .limit(ROWS_IN_REASON)
                .map(row -> row.table() + "/" + row.pk())
                .collect(Collectors.joining(", "));
        int more = rows.size() - ROWS_IN_REASON;
        yield more > 0 ? first + " and " + more + " more" : first;
      }
    };
  }

  private static void log(FindingsChange findings) {
    findings
        .appeared()
        .forEach(
            finding -> log.warn("{} {}: {}", finding.object(), finding.field(), finding.reason()));
    findings
        .gone()
        .forEach(finding ->
            log.info("{} {}: no longer: {}", finding.object(), finding.field(), finding.reason()));
  }
}
