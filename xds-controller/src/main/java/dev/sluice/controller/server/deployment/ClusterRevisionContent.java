package dev.sluice.controller.server.deployment;

import dev.sluice.controller.compile.RevisionEntryChange;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.store.history.ClusterRevision;
import dev.sluice.controller.store.history.RevisionChange;
import dev.sluice.controller.store.history.RevisionHash;
import dev.sluice.controller.store.history.RevisionRepository;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A content of one cluster as its rows describe it, with the last revision that was written of it.
 */
final class ClusterRevisionContent {
  private static final int MAX_REASON = 500;
  private final String cluster;
  private final int wholeEvery;
  private final int keep;
  private final String by;
  private final Map<String, RevisionEntry> entries = new TreeMap<>();
  private final Set<String> unwritten = new LinkedHashSet<>();
  private final RevisionHash hash = new RevisionHash();
  private Optional<Long> base = Optional.empty();
  private String writtenHash = "";
  private int sinceWhole;

  ClusterRevisionContent(String cluster, int wholeEvery, int keep, String by) {
    this.cluster = cluster;
    this.wholeEvery = wholeEvery;
    this.keep = keep;
    this.by = by;
  }

  void clear() {
    entries.keySet().forEach(unwritten::add);
    entries.values().forEach(hash::remove);
    entries.clear();
  }

  void apply(RevisionEntryChange change) {
    RevisionEntry before = entries.remove(change.object());
    if (before != null) {
      hash.remove(before);
    }
    change
        .entry()
        .ifPresent(entry -> {
          entries.put(entry.object(), entry);
          hash.add(entry);
        });
    unwritten.add(change.object());
  }

  /**
   * Adopts the active revision, which another controller or a rollback may have set. After such a
   * change the next revision is a whole one; none is due while the active one has the same content.
   */
  void adoptActive(Optional<ClusterRevision> active) {
    if (!active.map(ClusterRevision::id).equals(base)) {
      base = Optional.empty();
      writtenHash = active.map(ClusterRevision::hash).orElse("");
    }
  }

  void write(RevisionRepository revisions, String reason) {
    String now = HexFormat.of().formatHex(hash.bytes());
    if (now.equals(writtenHash)) {
      unwritten.clear();
      return;
    }
    boolean whole = base.isEmpty() || sinceWhole >= wholeEvery;
    RevisionChange change = whole ? RevisionChange.whole(entries.values()) : difference();
    Optional<Long> made =
        revisions.add(
            cluster,
            hash.bytes(),
            change,
            whole ? Optional.empty() : base,
            reason.substring(0, Math.min(reason.length(), MAX_REASON)),
            by);
    if (made.isEmpty()) {
      return;
    }
    base = made;
    writtenHash = now;
    sinceWhole = whole ? 0 : sinceWhole + 1;
    unwritten.clear();
    if (whole) {
      revisions.prune(cluster, keep);
    }
  }

  private RevisionChange difference() {
    List<RevisionEntry> present =
        unwritten.stream().filter(entries::containsKey).map(entries::get).toList();
    List<String> gone = unwritten.stream().filter(name -> !entries.containsKey(name)).toList();
    return new RevisionChange(present, gone);
  }
}
