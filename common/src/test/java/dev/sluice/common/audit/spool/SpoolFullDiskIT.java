package dev.sluice.common.audit.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.ChainHash;
import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.SmallFileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The tests of a spool whose disk is smaller than one segment. */
class SpoolFullDiskIT {
  private static final int SEGMENT = 16 << 20;
  private static final int MEBIBYTES = 6;
  private static final int RECORDS = 24_000;
  private static final int ROUNDS = 40;
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path root;

  private SmallFileSystem disk = new SmallFileSystem(Path.of("."));
  private final List<ChainedRecord> delivered = new ArrayList<>();

  @BeforeEach
  void mount() throws Exception {
    disk = SmallFileSystem.mount(root.resolve("disk"), MEBIBYTES);
    warnings.expect("The spool cannot be written");
  }

  @AfterEach
  void unmount() throws Exception {
    disk.close();
  }

  /** Sends several times the size of the disk through one open spool. */
  @Test
  void block_segmentFillsDisk_goesOn() throws Exception {
    try (Spool spool = open(WhenFull.BLOCK)) {
      List<CompletableFuture<Void>> answers = append(spool, 0, RECORDS);
      Await.until(spool::isStalled);
      assertFalse(answers.getLast().isDone());
      while (delivered.size() < RECORDS) {
        drainBatch(spool);
      }
      answers.forEach(CompletableFuture::join);
    }
    assertUnbroken(RECORDS);
  }

  /**
   * Fills and drains the spool until it has kept more than twice what the disk holds. How much one
   * round keeps depends on the sizes of the writes, because a full segment is deleted only after a
   * record of the next one was read.
   */
  @Test
  void shed_segmentFillsDisk_goesOn() throws Exception {
    int kept = 0;
    try (Spool spool = open(WhenFull.SHED)) {
      for (int round = 0; round < ROUNDS && kept < 2 * MEBIBYTES * 1_024; round++) {
        kept += fill(spool);
        drainAll(spool);
      }
      assertEquals(kept, delivered.size());
      assertTrue(kept >= 2 * MEBIBYTES * 1_024, () -> "only " + delivered.size() + " were kept");
    }
    try (Spool spool = open(WhenFull.SHED)) {
      append(spool, 0, 1).getFirst().join();
      drainAll(spool);
    }
    assertUnbroken(kept + 1);
  }

  @Test
  void shed_othersFillDisk_rejectsUntilFree() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      append(spool, 0, 10).forEach(CompletableFuture::join);
      disk.fill();
      int kept = 10 + fill(spool);
      disk.free();
      append(spool, 0, 10).forEach(CompletableFuture::join);
      drainAll(spool);
      assertUnbroken(kept + 10);
    }
  }

  @Test
  void block_othersFillDisk_waitsUntilFree() throws Exception {
    try (Spool spool = open(WhenFull.BLOCK)) {
      append(spool, 0, 10).forEach(CompletableFuture::join);
      disk.fill();
      List<CompletableFuture<Void>> waiting = append(spool, 0, 3_000);
      Await.until(spool::isStalled);
      disk.free();
      waiting.forEach(CompletableFuture::join);
      drainAll(spool);
    }
    assertUnbroken(3_010);
  }

  /** Starts again while the disk is full, as after a kill. */
  @Test
  void reopen_diskFull_continuesChain() throws Exception {
    int kept;
    try (Spool spool = open(WhenFull.SHED)) {
      kept = fill(spool);
      disk.fill();
    }
    try (Spool spool = open(WhenFull.SHED)) {
      drainAll(spool);
      disk.free();
      append(spool, 0, 10).forEach(CompletableFuture::join);
      drainAll(spool);
    }
    assertUnbroken(kept + 10);
  }

  private Spool open(WhenFull whenFull) throws Exception {
    Path folder = disk.folder().resolve("spool");
    return Spool.open(new SpoolConfig(folder, 8L * SEGMENT, SEGMENT, whenFull, Duration.ZERO));
  }

  private static List<CompletableFuture<Void>> append(Spool spool, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> SpoolAppends.append(spool, TestRecord.of(i + "x".repeat(1_000))))
        .toList();
  }

  /** Appends until a record is rejected; returns how many were kept. */
  private static int fill(Spool spool) {
    int kept = 0;
    while (true) {
      List<CompletableFuture<Void>> answers = append(spool, 0, 100);
      kept += (int) answers.stream().filter(answer -> !isRejected(answer)).count();
      if (answers.stream().anyMatch(SpoolFullDiskIT::isRejected)) {
        return kept;
      }
    }
  }

  private static boolean isRejected(CompletableFuture<Void> answer) {
    try {
      answer.join();
      return false;
    } catch (CompletionException e) {
      assertEquals(
          AppendRejection.DISK,
          assertInstanceOf(SpoolAppends.RefusedException.class, e.getCause()).refusal());
      return true;
    }
  }

  private void drainAll(Spool spool) throws Exception {
    while (spool.depth() > 0) {
      drainBatch(spool);
    }
  }

  private void drainBatch(Spool spool) throws Exception {
    Spool.RecordBatch batch = spool.next(500, LONG);
    assertEquals(0, batch.damagedGaps());
    delivered.addAll(batch.records());
    spool.ack(batch);
  }

  /** Checks that each delivered record links to the one before. */
  private void assertUnbroken(int count) {
    assertEquals(count, delivered.size());
    ChainHash before = ChainHash.NONE;
    long next = 1;
    for (ChainedRecord record : delivered) {
      ChainLink link = record.link().orElseThrow();
      assertEquals(next++, link.seq());
      assertEquals(before, link.previous());
      assertTrue(link.matches(record.bytes()));
      before = link.hash();
    }
    Stream<ChainLink> links = delivered.stream().map(record -> record.link().orElseThrow());
    assertEquals(1, links.map(ChainLink::writer).distinct().count());
  }
}
