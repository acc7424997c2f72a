package dev.sluice.controller.server;

import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.compile.CompileResult;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.compile.object.FindingsChange;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline from a database change to the resource store: read, compile, and serve the result as
 * one update. After a failure, the served resources stay as they were, and the next batch reloads
 * everything.
 */
public final class CompilePipeline implements ChangeFeed.ChangeListener {
  private static final Logger log = LoggerFactory.getLogger(CompilePipeline.class);
  private static final int ROWS_IN_REASON = 3;
  private final Supplier<IncrementalCompiler> begin;
  private final UpdateLoop loop;
  private final PushDistributor distributor;
  private final StateSaver state;
  private final RevisionWriter revisions;
  private final Readiness.Component part;
  private final Timer timer;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Clock clock;
  private final AgentRegistry agents;
  private volatile Collection<PlanFinding> findings = List.of();
  private @Nullable IncrementalCompiler compiler;

  public CompilePipeline(
      Supplier<IncrementalCompiler> begin,
      UpdateLoop loop,
      PushDistributor distributor,
      StateSaver state,
      RevisionWriter revisions,
      Readiness.Component part,
      MeterRegistry metrics,
      Clock clock,
      AgentRegistry agents) {
    this.begin = begin;
    this.loop = loop;
    this.distributor = distributor;
    this.state = state;
    this.revisions = revisions;
    this.part = part;
    this.clock = clock;
    this.agents = agents;
    this.timer = metrics.timer("xds_compile_seconds");
  }

  @Override
  public synchronized void onChange(ChangeBatch batch, DomainReader reader) {
    timer.record(() -> compile(batch, reader));
  }

  /** Waits until there is something to serve; returns whether there is. */
  boolean awaitFirstCompile(Duration atMost) {
    try {
      return begun.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Applies changed secrets; returns false before the first rows are read. */
  synchronized boolean recompileSecrets() {
    IncrementalCompiler current = compiler;
    if (current == null) {
      return begun.getCount() == 0;
    }
    serve(current, IncrementalCompiler::refreshSecrets, false);
    return true;
  }

  private void compile(ChangeBatch batch, DomainReader reader) {
    IncrementalCompiler last = compiler;
    boolean fresh = last == null;
    IncrementalCompiler current = last == null ? begin.get() : last;
    ChangeBatch due = fresh ? new ChangeBatch.FullReload("a new begin") : batch;
    DomainChange change = reader.read(due);
    CompileResult compiled = serve(current, step -> step.apply(change, clock.instant()), fresh);
    revisions.add(compiled, reason(batch), fresh);
    part.ready("as read from the database");
    begun.countDown();
  }

  /** Applies changes that only the passing of time causes. */
  @Override
  public synchronized void onNoChange() {
    IncrementalCompiler current = compiler;
    Instant now = clock.instant();
    if (current != null && current.isDue(now)) {
      DomainChange none = new DomainChange.Incremental(List.of(), List.of());
      serve(current, step -> step.apply(none, now), false);
    }
  }

  /** Runs one compile step and serves its result. */
  private CompileResult serve(
      IncrementalCompiler current,
      Function<IncrementalCompiler, CompileResult> step,
      boolean fresh) {
    // A compiler whose step failed half way has an unreliable state and must not be used again.
    compiler = null;
    CompileResult compiled = step.apply(current);
    compiler = current;
    loop.execute(() -> {
      if (fresh) {
        distributor.replace(compiled.clusters(), compiled.objects());
      } else {
        distributor.update(compiled.clusters(), compiled.objects());
      }
      agents.update(compiled.agents(), fresh);
      state.scheduleSave();
    });
    if (!compiled.findings().isEmpty()) {
      tell(compiled.findings());
      findings = current.findings();
    }
    return compiled;
  }

  /** Returns the rows that caused a revision, as many as fit into the text. */
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

  /** Returns all findings in the current rows. */
  public Collection<PlanFinding> findings() {
    return findings;
  }

  private static void tell(FindingsChange findings) {
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
