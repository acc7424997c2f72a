package dev.sluice.common.audit.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A verifier of the chains of all writers, for records sorted by writer and number. It keeps one
 * record in memory.
 */
public final class ChainVerifier {
  /** The order of writers in PostgreSQL, which compares UUIDs byte by byte. */
  public static final Comparator<UUID> WRITERS =
      (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  private final ChainPublicKeys keys;

  /** Creates a verifier. Without keys it does not check signatures. */
  public ChainVerifier(ChainPublicKeys keys) {
    this.keys = keys;
  }

  /** Returns a report for each writer in any of the three sources. */
  public List<WriterChainReport> verify(
      Iterator<StoredRecord> records,
      Iterator<ChainCheckpoint> checkpoints,
      Iterator<PurgeBoundary> boundaries) {
    Ahead<StoredRecord> rows = new Ahead<>(records, record -> record.place().writer());
    Ahead<ChainCheckpoint> signed = new Ahead<>(checkpoints, ChainCheckpoint::writer);
    Ahead<PurgeBoundary> purged = new Ahead<>(boundaries, PurgeBoundary::writer);
    List<WriterChainReport> reports = new ArrayList<>();
    Optional<UUID> writer = first(rows, signed, purged);
    while (writer.isPresent()) {
      UUID whose = writer.get();
      Iterator<ChainCheckpoint> itsCheckpoints = signed.of(whose);
      Iterator<PurgeBoundary> itsBoundaries = purged.of(whose);
      WriterChainVerifier chain =
          new WriterChainVerifier(whose, keys, itsCheckpoints, itsBoundaries);
      rows.of(whose).forEachRemaining(chain::accept);
      reports.add(chain.report());
      // A broken chain may not consume all of its items, which no other writer may get.
      itsCheckpoints.forEachRemaining(_ -> {});
      itsBoundaries.forEachRemaining(_ -> {});
      writer = first(rows, signed, purged);
    }
    return List.copyOf(reports);
  }

  private static Optional<UUID> first(Ahead<?>... sources) {
    return Stream.of(sources).flatMap(source -> source.writer().stream()).min(WRITERS);
  }

  /** An iterator with one item of look-ahead. */
  private static final class Ahead<T> {
    private final Iterator<T> items;
    private final Function<T, UUID> writer;
    private Optional<T> head;

    Ahead(Iterator<T> items, Function<T, UUID> writer) {
      this.items = items;
      this.writer = writer;
      this.head = pull();
    }

    Optional<UUID> writer() {
      return head.map(writer);
    }

    Iterator<T> of(UUID whose) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return writer().equals(Optional.of(whose));
        }

        @Override
        public T next() {
          T item = head.orElseThrow();
          head = pull();
          return item;
        }
      };
    }

    private Optional<T> pull() {
      return items.hasNext() ? Optional.of(items.next()) : Optional.empty();
    }
  }
}
