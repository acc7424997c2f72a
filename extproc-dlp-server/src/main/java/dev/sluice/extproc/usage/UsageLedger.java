package dev.sluice.extproc.usage;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.Link;
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
final class UsageLedger {
  private final Deque<UsageBatch> waiting = new ArrayDeque<>();
  private final Map<UUID, Long> counted = new HashMap<>();
  private boolean complete;
  private SpoolPosition position;
  private @Nullable Link last;

  /**
   * @param complete whether every record behind the position is one that was never reported; else
   *     the controller knows, for each writer, what was
   */
  UsageLedger(SpoolPosition position, boolean complete, Collection<UsageBatch> waiting) {
    this.position = position;
    this.complete = complete;
    this.waiting.addAll(waiting);
  }

  /** Everything is still to be read. */
  static UsageLedger begin(boolean nothingWasReported) {
    return new UsageLedger(SpoolPosition.START, nothingWasReported, Set.of());
  }

  /** The writers of whom the controller has to be asked how far it has come. */
  Set<UUID> unknown(Collection<ChainedRecord> records) {
    return complete
        ? Set.of()
        : links(records)
            .map(Link::writer)
            .filter(writer -> !counted.containsKey(writer))
            .collect(Collectors.toSet());
  }

  /** Records of that writer up to that number count already. */
  void counted(UUID writer, long through) {
    counted.put(writer, through);
  }

  /** Adds records up; returns how many before them are missing. */
  long add(Collection<ChainedRecord> records, SpoolPosition end) {
    long missing = 0;
    for (ChainedRecord record : records) {
      Optional<Link> link = record.link();
      missing += link.map(this::missingBefore).orElse(0L);
      link.filter(this::isNew).ifPresent(place -> add(place, record.bytes()));
      last = link.orElse(last);
    }
    position = end;
    return missing;
  }

  private void add(Link link, byte[] record) {
    complete = true;
    UsageBatch batch = waiting.peekLast();
    if (batch == null || !batch.takes(link.writer())) {
      batch = new UsageBatch(link.writer(), link.seq());
      waiting.addLast(batch);
    }
    batch.add(link.seq(), record);
  }

  private boolean isNew(Link link) {
    return link.seq() > counted.getOrDefault(link.writer(), 0L);
  }

  private long missingBefore(Link link) {
    Link before = last;
    return before != null && before.writer().equals(link.writer())
        ? link.seq() - before.seq() - 1
        : 0;
  }

  /** The oldest sums that are not confirmed. */
  Optional<UsageBatch> first() {
    return Optional.ofNullable(waiting.peekFirst());
  }

  /** The oldest sums need not be told again. */
  void removeFirst() {
    var _ = waiting.removeFirst();
  }

  SpoolPosition position() {
    return position;
  }

  boolean complete() {
    return complete;
  }

  Collection<UsageBatch> waiting() {
    return waiting;
  }

  /** How many records have been added up and are not confirmed. */
  long records() {
    return waiting.stream().mapToLong(UsageBatch::records).sum();
  }

  private static Stream<Link> links(Collection<ChainedRecord> records) {
    return records.stream().flatMap(record -> record.link().stream());
  }
}
