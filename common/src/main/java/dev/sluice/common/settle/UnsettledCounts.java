package dev.sluice.common.settle;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The counts that the controller has not confirmed: at most one batch that may have been sent, and
 * the counts after it. Used by the settlement thread only.
 */
public final class UnsettledCounts<K> {
  private final UUID writer;
  private final Map<K, Long> open = new LinkedHashMap<>();
  private long lastSeq;
  private @Nullable CountBatch<K> offered;

  UnsettledCounts(UUID writer, long lastSeq, Optional<CountBatch<K>> offered, Map<K, Long> open) {
    this.writer = writer;
    this.lastSeq = lastSeq;
    this.offered = offered.orElse(null);
    this.open.putAll(open);
  }

  /** Returns the counts of a writer that has not counted anything. */
  static <K> UnsettledCounts<K> empty() {
    return new UnsettledCounts<>(UUID.randomUUID(), 0, Optional.empty(), Map.of());
  }

  void add(Map<K, Long> counts) {
    counts.forEach((key, count) -> open.merge(key, count, Long::sum));
  }

  /** Makes a batch of open counts, unless one waits for its answer; returns whether it did. */
  boolean offerNext(int mostKeys) {
    if (offered != null || open.isEmpty()) {
      return false;
    }
    Map<K, Long> counts = new LinkedHashMap<>();
    Iterator<Map.Entry<K, Long>> entries = open.entrySet().iterator();
    while (entries.hasNext() && counts.size() < mostKeys) {
      Map.Entry<K, Long> entry = entries.next();
      counts.put(entry.getKey(), entry.getValue());
      entries.remove();
    }
    lastSeq++;
    offered = new CountBatch<>(writer, lastSeq, counts);
    return true;
  }

  /** Returns the batch that waits for its answer. */
  Optional<CountBatch<K>> offered() {
    return Optional.ofNullable(offered);
  }

  /** Returns a batch without counts, which only asks for totals. */
  CountBatch<K> question() {
    return new CountBatch<>(writer, 0, Map.of());
  }

  /** Removes the batch, because it counts; later batches have numbers above {@code throughSeq}. */
  void confirm(long throughSeq) {
    offered = null;
    lastSeq = Math.max(lastSeq, throughSeq);
  }

  UUID writer() {
    return writer;
  }

  long lastSeq() {
    return lastSeq;
  }

  Map<K, Long> open() {
    return Collections.unmodifiableMap(open);
  }

  /** Returns the sum of all counts that are not confirmed. */
  long sum() {
    long sent = offered == null ? 0 : offered.sum();
    return sent + open.values().stream().mapToLong(Long::longValue).sum();
  }
}
