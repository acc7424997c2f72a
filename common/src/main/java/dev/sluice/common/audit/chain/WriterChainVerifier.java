package dev.sluice.common.audit.chain;

import dev.sluice.common.audit.chain.WriterChainReport.ChainDefect;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A verifier of one writer's chain, record by record. It stops at the first defect. */
final class WriterChainVerifier {
  /**
   * The maximum distance of a repeated record: a batch may be inserted twice if a process is
   * killed.
   */
  private static final int RECENT = 8_192;

  private final UUID writer;
  private final ChainPublicKeys keys;
  private final Iterator<ChainCheckpoint> checkpoints;
  private final Iterator<PurgeBoundary> boundaries;
  private final ChainHash[] recent = new ChainHash[RECENT];
  private @Nullable ChainCheckpoint checkpoint;
  private @Nullable PurgeBoundary boundary;
  private long next = 1;
  private ChainHash last = ChainHash.NONE;
  private long records;
  private long fitting;
  private long boundaryCount;
  private long lastCheckpoint;
  private @Nullable ChainDefect bad;

  /**
   * Creates a verifier. Both iterators return items of this writer in the order of their numbers.
   */
  WriterChainVerifier(
      UUID writer,
      ChainPublicKeys keys,
      Iterator<ChainCheckpoint> checkpoints,
      Iterator<PurgeBoundary> boundaries) {
    this.writer = writer;
    this.keys = keys;
    this.checkpoints = checkpoints;
    this.boundaries = boundaries;
    this.checkpoint = following(checkpoints);
    this.boundary = following(boundaries);
    Arrays.fill(recent, ChainHash.NONE);
  }

  void accept(StoredRecord record) {
    records++;
    if (bad == null) {
      verify(record);
    }
  }

  private void verify(StoredRecord record) {
    long seq = record.place().seq();
    if (seq > next) {
      skipPurged(seq);
    }
    if (bad != null) {
      return;
    }
    Optional<String> problem = record.findProblem();
    if (seq > next) {
      bad(next, seq - next == 1 ? "is missing" : "to %d are missing".formatted(seq - 1));
    } else if (problem.isPresent()) {
      bad(record, problem.get());
    } else if (seq < next) {
      verifyRepeated(record);
    } else if (!record.follows(last)) {
      bad(record, "does not follow the previous record");
    } else {
      reach(record.link());
    }
  }

  /** Verifies that a repeated record equals the first one. */
  private void verifyRepeated(StoredRecord record) {
    long seq = record.place().seq();
    boolean known = seq > 0 && next - seq <= RECENT;
    if (!known || !recent[(int) (seq % RECENT)].equals(record.link().hash())) {
      bad(record, "is there twice, and not the same");
    }
  }

  private void reach(ChainLink link) {
    recent[(int) (link.seq() % RECENT)] = link.hash();
    last = link.hash();
    next = link.seq() + 1;
    passCheckpoints(link.seq());
  }

  /** Continues behind the records of purged partitions, as far as boundaries are signed. */
  private void skipPurged(long upTo) {
    while (bad == null && boundary != null && boundary.firstSeq() == next && next < upTo) {
      PurgeBoundary gap = boundary;
      Optional<String> problem = keys.findProblem(gap.signature(), gap.signedBytes());
      if (gap.lastSeq() >= upTo) {
        problem = Optional.of("covers records that exist");
      } else if (!gap.previous().equals(last)) {
        problem = Optional.of("does not follow the previous record");
      }
      if (problem.isPresent()) {
        bad = new ChainDefect("audit_boundaries", gap.partition(), gap.firstSeq(), problem.get());
        return;
      }
      boundaryCount++;
      last = gap.hash();
      next = gap.lastSeq() + 1;
      boundary = following(boundaries);
      passCheckpoints(gap.lastSeq());
    }
  }

  private void passCheckpoints(long reached) {
    while (bad == null && checkpoint != null && checkpoint.seq() <= reached) {
      ChainCheckpoint passed = checkpoint;
      Optional<String> problem = keys.findProblem(passed.signature(), passed.signedBytes());
      if (passed.seq() == reached && !passed.hash().equals(last)) {
        problem = Optional.of("another hash was signed");
      }
      if (problem.isPresent()) {
        badCheckpoint(passed, problem.get());
        return;
      }
      fitting++;
      lastCheckpoint = passed.seq();
      checkpoint = following(checkpoints);
    }
  }

  /** Returns the report. Checks that all records of checkpoints and boundaries were found. */
  WriterChainReport report() {
    if (bad == null) {
      skipPurged(Long.MAX_VALUE);
    }
    if (bad == null && checkpoint != null) {
      Optional<String> problem = keys.findProblem(checkpoint.signature(), checkpoint.signedBytes());
      if (problem.isPresent()) {
        badCheckpoint(checkpoint, problem.get());
      } else {
        bad(next, "to %d, which a checkpoint names, are missing".formatted(checkpoint.seq()));
      }
    }
    if (bad == null && boundary != null) {
      bad =
          new ChainDefect(
              "audit_boundaries", boundary.partition(), boundary.firstSeq(), "covers no gap");
    }
    return new WriterChainReport(
        writer,
        records,
        next - 1,
        fitting,
        boundaryCount,
        lastCheckpoint,
        Optional.ofNullable(bad));
  }

  private void bad(long seq, String what) {
    bad = new ChainDefect("", "", seq, what);
  }

  private void bad(StoredRecord record, String what) {
    bad = new ChainDefect(record.place().table(), record.place().id(), record.place().seq(), what);
  }

  private void badCheckpoint(ChainCheckpoint at, String what) {
    bad = new ChainDefect("audit_checkpoints", at.writer().toString(), at.seq(), what);
  }

  private static <T> @Nullable T following(Iterator<T> items) {
    return items.hasNext() ? items.next() : null;
  }

  /** Returns an iterator over the items of this writer, which may be none. */
  static <T> Iterator<T> of(@Nullable List<T> items) {
    return items == null ? List.<T>of().iterator() : items.iterator();
  }
}
