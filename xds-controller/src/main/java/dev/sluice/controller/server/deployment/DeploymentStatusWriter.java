package dev.sluice.controller.server.deployment;

import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.push.NodeStatus;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseException;
import dev.sluice.controller.store.LeaderLock;
import dev.sluice.controller.store.history.RevisionRepository;
import dev.sluice.controller.store.report.FindingRepository;
import dev.sluice.controller.store.report.NodeRepository;
import dev.sluice.controller.store.report.NodeRow;
import dev.sluice.controller.store.report.ObjectFinding;
import dev.sluice.controller.store.report.ProgressRepository;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
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
 * A writer of deployment status: it writes node status and findings to the database after changes
 * and at a short interval, and only what has changed. Each controller writes the status of its own
 * nodes. Findings that follow from the rows are the same for all controllers, so only the leader
 * writes them.
 */
public final class DeploymentStatusWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeploymentStatusWriter.class);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
  private static final Duration LONGEST_ABSENCE = Duration.ofSeconds(30);
  private static final int MAX_NODES_AT_ONCE = 200;

  /** The interval at which unchanged nodes are marked as connected. */
  private static final Duration PRESENCE = Duration.ofSeconds(15);

  /**
   * The time after which a silent node counts as disconnected, because a killed controller cannot
   * report that its nodes left.
   */
  private static final Duration LOST = Duration.ofSeconds(45);

  /**
   * The longest delay of a write while many nodes reconnect, because these need the processor more.
   */
  private static final Duration LONGEST_WAIT_FOR_QUIET = Duration.ofSeconds(10);

  private final Duration every;
  private final boolean register;
  private final UpdateLoop loop;
  private final PushDistributor distributor;
  private final Supplier<Collection<PlanFinding>> planned;
  private final FindingRepository findings;
  private final NodeRepository nodes;
  private final RevisionRepository revisions;
  private final RevisionWriter revisionWriter;
  private final LeaderLock leadership;
  private final ProgressRepository progress;
  private final Supplier<Optional<String>> handled;
  private final Counter failures;
  private final Map<String, NodeRow> written = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private long presenceDue = System.nanoTime();
  private final Thread thread;
  private volatile boolean leads;

  private DeploymentStatusWriter(
      DeploymentStatusConfig settings,
      UpdateLoop loop,
      PushDistributor distributor,
      Supplier<Collection<PlanFinding>> planned,
      RevisionWriter revisionWriter,
      Supplier<Optional<String>> handled,
      Database database,
      MeterRegistry metrics) {
    this.every = settings.interval();
    this.register = settings.registerNodes();
    this.loop = loop;
    this.distributor = distributor;
    this.planned = planned;
    this.findings = new FindingRepository(database);
    this.nodes = new NodeRepository(database);
    this.revisions = new RevisionRepository(database);
    this.revisionWriter = revisionWriter;
    this.handled = handled;
    this.progress = new ProgressRepository(database);
    this.leadership = new LeaderLock(database, settings.interval().plus(LONGEST_ABSENCE));
    this.failures = metrics.counter("proof.write.failures");
    Gauge.builder("controller.leads", () -> leads ? 1 : 0).register(metrics);
    this.thread = Thread.ofVirtual().name("proof-writer").unstarted(this::run);
  }

  /**
   * Starts the writer; {@code planned} and {@code handled}, the snapshot of the last change that is
   * served, may be called from any thread.
   */
  public static DeploymentStatusWriter start(
      DeploymentStatusConfig settings,
      UpdateLoop loop,
      PushDistributor distributor,
      Supplier<Collection<PlanFinding>> planned,
      RevisionWriter revisionWriter,
      Supplier<Optional<String>> handled,
      Database database,
      MeterRegistry metrics) {
    DeploymentStatusWriter writer =
        new DeploymentStatusWriter(
            settings, loop, distributor, planned, revisionWriter, handled, database, metrics);
    writer.thread.start();
    return writer;
  }

  private void run() {
    try {
      StatusWritePace pace = new StatusWritePace(every, System.nanoTime());
      while (!closing.await(pace.check().toMillis(), TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        boolean due = pace.isDue(distributor.changeCount(), now);
        boolean late = pace.sinceLast(now).compareTo(LONGEST_WAIT_FOR_QUIET) >= 0;
        if (late || (due && distributor.isQuiet())) {
          tryToWrite();
          pace.written(System.nanoTime());
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
      leads = false;
      failures.increment();
      log.debug("what nodes did could not be written", e);
    }
  }

  private void write() throws InterruptedException, ExecutionException, TimeoutException {
    // First, so that the states of the nodes are not older.
    Optional<String> seen = handled.get();
    List<NodeStatus> statuses = look(distributor::nodeStatuses);
    writeNodes(statuses);
    leads = leadership.isHeld();
    writePresence();
    writeFindings(look(distributor::rejections));
    revisionWriter.write(revisions, leads);
    seen.ifPresent(snapshot -> progress.write(snapshot, leads));
  }

  private <T> T look(Supplier<T> question)
      throws InterruptedException, ExecutionException, TimeoutException {
    return loop.submit(question).get(LONGEST_LOOK.toSeconds(), TimeUnit.SECONDS);
  }

  private void writeNodes(List<NodeStatus> statuses) {
    Map<String, NodeRow> now = new HashMap<>();
    statuses.forEach(status -> now.put(status.node().id(), NodeRowMapper.of(status)));
    Set<String> left = new HashSet<>(written.keySet());
    left.removeAll(now.keySet());
    if (!left.isEmpty()) {
      nodes.markDisconnected(left);
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

  private void writePresence() {
    long now = System.nanoTime();
    if (now - presenceDue < 0) {
      return;
    }
    nodes.markConnected(written.keySet());
    if (leads) {
      nodes.disconnectSilent(LOST);
    }
    presenceDue = now + PRESENCE.toNanos();
  }

  private void save(List<NodeRow> changed) {
    nodes.save(changed, register, OffsetDateTime.now(ZoneOffset.UTC));
    changed.forEach(row -> written.put(row.id(), row));
    changed.clear();
  }

  private void writeFindings(List<ResourceRejection> refusals)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<ObjectFinding> wanted = new HashSet<>();
    refusals.forEach(refusal -> wanted.add(NodeRowMapper.finding(refusal)));
    if (leads) {
      planned
          .get()
          .forEach(found ->
              wanted.add(ObjectFinding.ofPlan(found.object(), found.field(), found.reason())));
    }
    List<ObjectFinding> there = findings.read();
    Set<ObjectFinding> gone = new HashSet<>();
    for (ObjectFinding finding : there) {
      boolean ours = finding.node().filter(written::containsKey).isPresent();
      if (!wanted.contains(finding) && (ours || (leads && isOver(finding)))) {
        gone.add(finding);
      }
    }
    wanted.removeAll(there);
    if (!wanted.isEmpty() || !gone.isEmpty()) {
      findings.update(wanted, gone);
    }
  }

  /**
   * Returns whether a finding of another controller's node is obsolete, because the rows have
   * changed since.
   */
  private boolean isOver(ObjectFinding finding)
      throws InterruptedException, ExecutionException, TimeoutException {
    Optional<ResourceRejection> refusal = NodeRowMapper.rejection(finding);
    return refusal.isEmpty() || !look(() -> distributor.isStillDesired(refusal.get()));
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(LONGEST_LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.remove();
    leadership.close();
  }
}
