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
 * Which records have been added up, and the sums that the controller has not confirmed. Confined to
 * the reporter's thread.
 */
final class UnconfirmedUsage {
  private final Deque<UsageBatch> unconfirmed = new ArrayDeque<>();
  private final Map<UUID, Long> markCounted = new HashMap<>();
  private boolean complete;
  private SpoolPosition position;
  private @Nullable ChainLink last;

  /**
   * @param complete whether every record behind the position is one that was never reported; else
   *     the controller knows, for each writer, what was
   */
  UnconfirmedUsage(SpoolPosition position, boolean complete, Collection<UsageBatch> waiting) {
    this.position = position;
    this.complete = complete;
    this.unconfirmed.addAll(waiting);
  }

  /** Everything is still to be read. */
  static UnconfirmedUsage empty(boolean nothingWasReported) {
    return new UnconfirmedUsage(SpoolPosition.START, nothingWasReported, Set.of());
  }

  /** The writers of whom the controller has to be asked how far it has come. */
  Set<UUID> unknownWriters(Collection<ChainedRecord> records) {
    return complete
        ? Set.of()
        : links(records)
            .map(ChainLink::writer)
            .filter(writer -> !markCounted.containsKey(writer))
            .collect(Collectors.toSet());
  }

  /** Records of that writer up to that number count already. */
  void markCounted(UUID writer, long through) {
    markCounted.put(writer, through);
  }

  /** Adds records up; returns how many before them are missing. */
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

  /** The oldest sums that are not confirmed. */
  Optional<UsageBatch> oldest() {
    return Optional.ofNullable(unconfirmed.peekFirst());
  }

  /** The oldest sums need not be told again. */
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

  /** How many records have been added up and are not confirmed. */
  long records() {
    return unconfirmed.stream().mapToLong(UsageBatch::records).sum();
  }

  private static Stream<ChainLink> links(Collection<ChainedRecord> records) {
    return records.stream().flatMap(record -> record.link().stream());
  }
}
