package dev.sluice.controller.server.deployment;

import dev.sluice.controller.compile.CompileResult;
import dev.sluice.controller.compile.RevisionEntryChange;
import dev.sluice.controller.store.history.ClusterRevision;
import dev.sluice.controller.store.history.RevisionRepository;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A writer of revisions: it keeps the content of each cluster, and writes each content that stays
 * unchanged for a moment as a revision. Only the leader writes. The compiling thread adds changes,
 * and one other thread writes them.
 */
public final class RevisionWriter {
  private static final int WHOLE_EVERY = 200;
  private static final int KEEP = 1_000;
  private static final String BY = "xds-controller";

  private final Deque<CompiledBatch> queue = new ArrayDeque<>();
  private final Map<String, ClusterRevisionContent> clusters = new HashMap<>();

  private record CompiledBatch(CompileResult compiled, String reason, boolean fresh) {}

  /** Adds a compiled change; a fresh change contains everything. */
  public synchronized void add(CompileResult compiled, String reason, boolean fresh) {
    if (fresh) {
      queue.clear();
    }
    queue.add(new CompiledBatch(compiled, reason, fresh));
  }

  private synchronized Optional<CompiledBatch> next() {
    return Optional.ofNullable(queue.poll());
  }

  /** Applies the queued changes and writes them if this controller leads. */
  void write(RevisionRepository revisions, boolean leads) {
    Map<String, Set<String>> reasons = new HashMap<>();
    for (Optional<CompiledBatch> batch = next(); batch.isPresent(); batch = next()) {
      take(batch.get(), reasons);
    }
    if (!leads) {
      return;
    }
    Map<String, ClusterRevision> active = revisions.activeRevisions();
    Set<String> pinned = revisions.pinnedClusters();
    clusters.forEach((name, content) -> {
      content.adoptActive(Optional.ofNullable(active.get(name)));
      if (!pinned.contains(name)) {
        content.write(revisions, String.join(", ", reasons.getOrDefault(name, Set.of("as found"))));
      }
    });
  }

  private void take(CompiledBatch batch, Map<String, Set<String>> reasons) {
    if (batch.fresh()) {
      clusters.values().forEach(ClusterRevisionContent::clear);
    }
    for (RevisionEntryChange change : batch.compiled().entries()) {
      clusters
          .computeIfAbsent(
              change.cluster(), name -> new ClusterRevisionContent(name, WHOLE_EVERY, KEEP, BY))
          .apply(change);
      reasons.computeIfAbsent(change.cluster(), c -> new TreeSet<>()).add(batch.reason());
    }
  }
}
