package dev.sluice.controller.server;

import dev.sluice.controller.compile.Compiled;
import dev.sluice.controller.compile.EntryChange;
import dev.sluice.controller.store.Revision;
import dev.sluice.controller.store.RevisionRepository;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps, for each cluster, what the rows make of it, and has each state that lasts for a moment
 * written as a revision by the controller that leads. Filled by the compiling thread, emptied by
 * one other.
 */
final class RevisionWriter {
  private static final int WHOLE_EVERY = 200;
  private static final int KEEP = 1_000;
  private static final String BY = "xds-controller";

  private final Deque<Batch> queue = new ArrayDeque<>();
  private final Map<String, ClusterContent> clusters = new HashMap<>();

  private record Batch(Compiled compiled, String reason, boolean fresh) {}

  /** A change was compiled; from a fresh begin it is everything. */
  synchronized void add(Compiled compiled, String reason, boolean fresh) {
    if (fresh) {
      queue.clear();
    }
    queue.add(new Batch(compiled, reason, fresh));
  }

  private synchronized Optional<Batch> next() {
    return Optional.ofNullable(queue.poll());
  }

  /** Takes over what was compiled; writes it, if this controller leads. */
  void write(RevisionRepository revisions, boolean leads) {
    Map<String, Set<String>> reasons = new HashMap<>();
    for (Optional<Batch> batch = next(); batch.isPresent(); batch = next()) {
      take(batch.get(), reasons);
    }
    if (!leads) {
      return;
    }
    Map<String, Revision> active = revisions.active();
    Set<String> pinned = revisions.pinned();
    clusters.forEach((name, content) -> {
      content.follow(Optional.ofNullable(active.get(name)));
      if (!pinned.contains(name)) {
        content.write(revisions, String.join(", ", reasons.getOrDefault(name, Set.of("as found"))));
      }
    });
  }

  private void take(Batch batch, Map<String, Set<String>> reasons) {
    if (batch.fresh()) {
      clusters.values().forEach(ClusterContent::clear);
    }
    for (EntryChange change : batch.compiled().entries()) {
      clusters
          .computeIfAbsent(
              change.cluster(), name -> new ClusterContent(name, WHOLE_EVERY, KEEP, BY))
          .take(change);
      reasons.computeIfAbsent(change.cluster(), c -> new TreeSet<>()).add(batch.reason());
    }
  }
}
