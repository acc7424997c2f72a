package dev.sluice.controller.server;

import dev.sluice.controller.plan.PlanFinding;
import dev.sluice.controller.resources.Distributor;
import dev.sluice.controller.resources.NodeStatus;
import dev.sluice.controller.resources.Refusal;
import dev.sluice.controller.resources.UpdateLoop;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseException;
import dev.sluice.controller.store.Finding;
import dev.sluice.controller.store.FindingRepository;
import dev.sluice.controller.store.Leadership;
import dev.sluice.controller.store.NodeRepository;
import dev.sluice.controller.store.NodeRow;
import dev.sluice.controller.store.RevisionRepository;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what nodes made of the configuration, and what was found in it, to the database, where
 * people see it: every moment, and only what is different. Each controller writes of its own nodes;
 * what follows from the rows is the same for all of them, so one of them writes that.
 */
final class ProofWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProofWriter.class);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
  private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(30);
  private static final int MAX_NODES_AT_ONCE = 200;

  /** How often nodes that stay as they are are said to be there. */
  private static final Duration PRESENCE = Duration.ofSeconds(15);

  /** A controller that was killed says no more of its nodes. */
  private static final Duration LOST = Duration.ofSeconds(45);

  /** Nodes that all come back at once need the processor more; that long. */
  private static final Duration LONGEST_WAIT_FOR_QUIET = Duration.ofSeconds(10);

  private final Duration every;
  private final boolean register;
  private final UpdateLoop loop;
  private final Distributor distributor;
  private final Supplier<Collection<PlanFinding>> planned;
  private final FindingRepository findings;
  private final NodeRepository nodes;
  private final RevisionRepository revisions;
  private final RevisionWriter revisionWriter;
  private final Leadership leadership;
  private final Counter failures;
  private final Map<String, NodeRow> written = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private long presenceDue = System.nanoTime();
  private final Thread thread;

  private ProofWriter(
      ProofSettings settings,
      UpdateLoop loop,
      Distributor distributor,
      Supplier<Collection<PlanFinding>> planned,
      RevisionWriter revisionWriter,
      Database database,
      MeterRegistry metrics) {
    this.every = settings.every();
    this.register = settings.register();
    this.loop = loop;
    this.distributor = distributor;
    this.planned = planned;
    this.findings = new FindingRepository(database);
    this.nodes = new NodeRepository(database);
    this.revisions = new RevisionRepository(database);
    this.revisionWriter = revisionWriter;
    this.leadership = new Leadership(database, settings.every().plus(LONGEST_ABSENCE));
    this.failures = metrics.counter("proof.write.failures");
    this.thread = Thread.ofVirtual().name("proof-writer").unstarted(this::run);
  }

  /** Begins; {@code planned} may be asked from any thread. */
  static ProofWriter start(
      ProofSettings settings,
      UpdateLoop loop,
      Distributor distributor,
      Supplier<Collection<PlanFinding>> planned,
      RevisionWriter revisionWriter,
      Database database,
      MeterRegistry metrics) {
    ProofWriter writer =
        new ProofWriter(settings, loop, distributor, planned, revisionWriter, database, metrics);
    writer.thread.start();
    return writer;
  }

  private void run() {
    try {
      long last = System.nanoTime();
      while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        boolean late = System.nanoTime() - last >= LONGEST_WAIT_FOR_QUIET.toNanos();
        if (late || distributor.isQuiet()) {
          tryToWrite();
          last = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToWrite() throws InterruptedException {
    try {
      write();
    } catch (DatabaseException | ExecutionException | TimeoutException e) {
      failures.increment();
      log.debug("what nodes did could not be written", e);
    }
  }

  private void write() throws InterruptedException, ExecutionException, TimeoutException {
    List<NodeStatus> statuses = look(distributor::nodes);
    writeNodes(statuses);
    boolean leads = leadership.held();
    writePresence(leads);
    writeFindings(look(distributor::refusals), leads);
    revisionWriter.write(revisions, leads);
  }

  private <T> T look(Supplier<T> question)
      throws InterruptedException, ExecutionException, TimeoutException {
    return loop.ask(question).get(LONGEST_LOOK.toSeconds(), TimeUnit.SECONDS);
  }

  private void writeNodes(List<NodeStatus> statuses) {
    Map<String, NodeRow> now = new HashMap<>();
    statuses.forEach(status -> now.put(status.node().id(), NodeRows.of(status)));
    Set<String> left = new HashSet<>(written.keySet());
    left.removeAll(now.keySet());
    if (!left.isEmpty()) {
      nodes.left(left);
      written.keySet().removeAll(left);
    }
    List<NodeRow> changed = new ArrayList<>();
    for (NodeRow row : now.values()) {
      if (!row.equals(written.get(row.id()))) {
        changed.add(row);
      }
      if (changed.size() == MAX_NODES_AT_ONCE) {
        save(changed);
      }
    }
    if (!changed.isEmpty()) {
      save(changed);
    }
  }

  private void writePresence(boolean leads) {
    long now = System.nanoTime();
    if (now - presenceDue < 0) {
      return;
    }
    nodes.present(written.keySet());
    if (leads) {
      nodes.lost(LOST);
    }
    presenceDue = now + PRESENCE.toNanos();
  }

  private void save(List<NodeRow> changed) {
    nodes.save(changed, register, OffsetDateTime.now(ZoneOffset.UTC));
    changed.forEach(row -> written.put(row.id(), row));
    changed.clear();
  }

  private void writeFindings(List<Refusal> refusals, boolean leads)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<Finding> wanted = new HashSet<>();
    refusals.forEach(refusal -> wanted.add(NodeRows.finding(refusal)));
    if (leads) {
      planned
          .get()
          .forEach(
              found -> wanted.add(Finding.ofPlan(found.object(), found.field(), found.reason())));
    }
    List<Finding> there = findings.read();
    Set<Finding> gone = new HashSet<>();
    for (Finding finding : there) {
      boolean ours = finding.node().filter(written::containsKey).isPresent();
      if (!wanted.contains(finding) && (ours || (leads && isOver(finding)))) {
        gone.add(finding);
      }
    }
    wanted.removeAll(there);
    if (!wanted.isEmpty() || !gone.isEmpty()) {
      findings.change(wanted, gone);
    }
  }

  /** What a node of another controller said counts until the rows want something else. */
  private boolean isOver(Finding finding)
      throws InterruptedException, ExecutionException, TimeoutException {
    Optional<Refusal> refusal = NodeRows.refusal(finding);
    return refusal.isEmpty() || !look(() -> distributor.wants(refusal.get()));
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(LONGEST_LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leadership.close();
  }
}
