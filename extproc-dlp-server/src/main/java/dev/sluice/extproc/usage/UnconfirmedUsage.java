package dev.sluice.extproc.usage;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.spool.SpoolPosition;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The usage sums that the controller has not confirmed, and the position up to which records are
 * counted. Used by the reporter's thread only.
 */
final class UnconfirmedUsage {
  private final Deque<UsageBatch> unconfirmed = new ArrayDeque<>();
  private final Map<UUID, Long> markCounted = new HashMap<>();
  private boolean complete;
  private SpoolPosition position;
  private @Nullable ChainLink last;

  /**
   * Creates the state.
   *
   * @param complete true if no record after the position was ever reported; else the controller
   *     must be asked, for each writer, what it has counted
   */
  UnconfirmedUsage(SpoolPosition position, boolean complete, Collection<UsageBatch> waiting) {
    this.position = position;
    this.complete = complete;
    this.unconfirmed.addAll(waiting);
  }

  /** Returns the state before the first record. */
  static UnconfirmedUsage empty(boolean nothingWasReported) {
    return new UnconfirmedUsage(SpoolPosition.START, nothingWasReported, Set.of());
  }

  /** Returns the writers whose counted records the controller must be asked for. */
  Set<UUID> unknownWriters(Collection<ChainedRecord> records) {
    return complete
        ? Set.of()
        : links(records)
            .map(ChainLink::writer)
            .filter(writer -> !markCounted.containsKey(writer))
            .collect(Collectors.toSet());
  }

  /** Marks the records of a writer up to a number as counted. */
  void markCounted(UUID writer, long through) {
    markCounted.put(writer, through);
  }

  /** Adds records; returns how many before them are missing. */
  long add(Collection<ChainedRecord> records, SpoolPosition end) {
    long missing = 0;
    for (ChainedRecord record : records) {
      Optional<ChainLink> link = record.link();
      missing += link.map(this::missingBefore).orElse(0L);
      link.filter(this::isNew).ifPresent(place -> add(place, record.bytes()));
      last = link.orElse(last);
    }
    position = end;
    return missing;
  }

  private void add(ChainLink link, byte[] record) {
    complete = true;
    UsageBatch batch = unconfirmed.peekLast();
    if (batch == null || !batch.accepts(link.writer())) {
      batch = new UsageBatch(link.writer(), link.seq());
      unconfirmed.addLast(batch);
    }
    batch.add(link.seq(), record);
  }

  private boolean isNew(ChainLink link) {
    return link.seq() > markCounted.getOrDefault(link.writer(), 0L);
  }

  private long missingBefore(ChainLink link) {
    ChainLink before = last;
    return before != null && before.writer().equals(link.writer())
        ? link.seq() - before.seq() - 1
        : 0;
  }

  /** Returns the oldest unconfirmed sums. */
  Optional<UsageBatch> oldest() {
    return Optional.ofNullable(unconfirmed.peekFirst());
  }

  /** Removes the oldest sums, because they are confirmed. */
  void removeOldest() {
    var _ = unconfirmed.removeFirst();
  }

  SpoolPosition position() {
    return position;
  }

  boolean complete() {
    return complete;
  }

  Collection<UsageBatch> unconfirmed() {
    return unconfirmed;
  }

  /** Returns the number of records that are counted and not confirmed. */
  long records() {
    return unconfirmed.stream().mapToLong(UsageBatch::records).sum();
  }

  private static Stream<ChainLink> links(Collection<ChainedRecord> records) {
    return records.stream().flatMap(record -> record.link().stream());
  }
}
