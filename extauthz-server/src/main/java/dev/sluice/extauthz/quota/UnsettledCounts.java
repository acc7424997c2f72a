package dev.sluice.extauthz.quota;

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
final class UnsettledCounts {
  /** The most keys of a batch, so that a report and its answer fit into messages. */
  static final int MOST_KEYS = 4_000;

  private final UUID writer;
  private final Map<QuotaKey, Long> open = new LinkedHashMap<>();
  private long lastSeq;
  private @Nullable QuotaBatch offered;

  UnsettledCounts(
      UUID writer, long lastSeq, Optional<QuotaBatch> offered, Map<QuotaKey, Long> open) {
    this.writer = writer;
    this.lastSeq = lastSeq;
    this.offered = offered.orElse(null);
    this.open.putAll(open);
  }

  /** Returns the counts of a writer that has not counted anything. */
  static UnsettledCounts empty() {
    return new UnsettledCounts(UUID.randomUUID(), 0, Optional.empty(), Map.of());
  }

  void add(Map<QuotaKey, Long> counts) {
    counts.forEach((key, requests) -> open.merge(key, requests, Long::sum));
  }

  /** Makes a batch of open counts, unless one waits for its answer; returns whether it did. */
  boolean offerNext() {
    if (offered != null || open.isEmpty()) {
      return false;
    }
    Map<QuotaKey, Long> counts = new LinkedHashMap<>();
    Iterator<Map.Entry<QuotaKey, Long>> entries = open.entrySet().iterator();
    while (entries.hasNext() && counts.size() < MOST_KEYS) {
      Map.Entry<QuotaKey, Long> entry = entries.next();
      counts.put(entry.getKey(), entry.getValue());
      entries.remove();
    }
    lastSeq++;
    offered = new QuotaBatch(writer, lastSeq, counts);
    return true;
  }

  /** Returns the batch that waits for its answer. */
  Optional<QuotaBatch> offered() {
    return Optional.ofNullable(offered);
  }

  /** Returns a batch without counts, which only asks for totals. */
  QuotaBatch question() {
    return new QuotaBatch(writer, 0, Map.of());
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

  Map<QuotaKey, Long> open() {
    return Collections.unmodifiableMap(open);
  }

  /** Returns the number of requests that are not confirmed. */
  long requests() {
    long sent = offered == null ? 0 : offered.requests();
    return sent + open.values().stream().mapToLong(Long::longValue).sum();
  }
}
