package dev.sluice.common.audit.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.ChainHash;
import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainLinker;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.testkit.NoWarnings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SpoolChainTest {
  private static final int SEGMENT = 80_000;
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String GONE = "The last records of the spool are lost";

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path directory;

  @Test
  void append_records_areLinkedInOrder() throws Exception {
    List<ChainedRecord> records = rounds(3, 700);
    assertEquals(ChainHash.NONE, link(records.getFirst()).previous());
    assertChain(records, 1);
    assertEquals(1, records.stream().map(record -> link(record).writer()).distinct().count());
    assertEquals(
        link(records.getFirst()).writer() + "\n", Files.readString(directory.resolve("writer")));
  }

  @Test
  void reopen_allDelivered_continuesChain() throws Exception {
    List<ChainedRecord> records = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      records.addAll(rounds(1, 900));
      rounds(1, 0);
    }
    assertEquals(1, segments().size());
    assertChain(records, 1);
  }

  @Test
  void reopen_anyTruncation_continuesChain() throws Exception {
    try (Spool spool = open(directory)) {
      append(spool, 3);
    }
    byte[] whole = Files.readAllBytes(segments().getFirst());
    int frame = whole.length / 3;
    for (int length = frame; length <= whole.length; length += 7) {
      Path torn = Files.createDirectory(directory.resolve("torn" + length));
      Files.copy(directory.resolve("writer"), torn.resolve("writer"));
      Files.write(torn.resolve("%016x.spool".formatted(1)), Arrays.copyOf(whole, length));
      try (Spool spool = open(torn)) {
        append(spool, 2);
        List<ChainedRecord> read = drain(spool);
        assertEquals(length / frame + 2, read.size());
        assertChain(read, 1);
      }
    }
  }

  @Test
  void reopen_lastRecordsLost_startsNewChain() throws Exception {
    List<ChainedRecord> before = rounds(1, 10);
    for (Path segment : segments()) {
      Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 500));
    }
    warnings.expect(GONE);
    List<ChainedRecord> after = rounds(1, 10);
    assertChain(after, 1);
    assertNotEquals(link(before.getFirst()).writer(), link(after.getFirst()).writer());
  }

  @Test
  void reopen_allRecordsLost_startsNewChain() throws Exception {
    List<ChainedRecord> before = rounds(1, 10);
    for (Path segment : segments()) {
      Files.delete(segment);
    }
    Files.delete(directory.resolve("position"));
    warnings.expect(GONE);
    List<ChainedRecord> after = rounds(1, 10);
    assertChain(after, 1);
    assertNotEquals(link(before.getFirst()).writer(), link(after.getFirst()).writer());
  }

  @Test
  void reopen_writerFileLost_startsNewChain() throws Exception {
    List<ChainedRecord> records = rounds(1, 10);
    Files.delete(directory.resolve("writer"));
    records.addAll(rounds(1, 10));
    assertChain(records, 1);
  }

  @Test
  void reopen_olderFormat_isRead() throws Exception {
    ByteBuffer old = ByteBuffer.allocate(2 * (SegmentFrame.HEADER + 1));
    for (char record = 'a'; record <= 'b'; record++) {
      int start = old.position();
      old.putInt(SegmentFrame.UNLINKED_MARK).putInt(1).putInt(0).put((byte) record);
      old.putInt(start + SegmentFrame.CHECKSUM, SegmentFrame.checksum(old, start, 1, 7));
    }
    Files.write(directory.resolve("%016x.spool".formatted(7)), old.array());
    List<ChainedRecord> records = rounds(1, 5);
    assertEquals(7, records.size());
    assertTrue(records.get(1).link().isEmpty());
    assertEquals('b', records.get(1).bytes()[0]);
    assertChain(records.subList(2, 7), 1);
  }

  @Test
  void append_failedBatch_reusesNumbers() throws Exception {
    try (SpoolDirectory folder = new SpoolDirectory(directory)) {
      ActiveSegment segment = new ActiveSegment(folder, SEGMENT, 0);
      ChainTail chain = new ChainTail(folder.writer(), null, null);
      for (int i = 0; i < 5; i++) {
        List<byte[]> lost = List.of(new byte[] {'x'}, new byte[] {'y'});
        Thread.currentThread().interrupt();
        assertThrows(
            IOException.class,
            () -> segment.append(lost, 2L * SegmentFrame.size(1), chain.linker()));
        assertTrue(Thread.interrupted());
        segment.abandon();
        ChainLinker kept = chain.linker();
        segment.append(List.of(new byte[] {'k'}), SegmentFrame.size(1), kept);
        chain.advance(kept.last());
      }
      segment.close();
    }
    try (Spool spool = open(directory)) {
      List<ChainedRecord> read = drain(spool);
      assertEquals(5, read.size());
      assertChain(read, 1);
    }
  }

  @Test
  void append_encodingFails_isRejected() throws Exception {
    try (Spool spool = open(directory)) {
      SpoolRecord broken =
          new SpoolRecord() {
            @Override
            public byte[] json() {
              throw new IllegalStateException("no JSON");
            }

            @Override
            public int estimatedSize() {
              return 10;
            }
          };
      Throwable thrown =
          assertThrows(CompletionException.class, SpoolAppends.append(spool, broken)::join)
              .getCause();
      assertEquals(
          AppendRejection.UNENCODABLE,
          assertInstanceOf(SpoolAppends.RefusedException.class, thrown).refusal());
      append(spool, 3);
      assertChain(drain(spool), 1);
    }
  }

  private static void assertChain(List<ChainedRecord> records, long first) {
    assertEquals(
        LongStream.range(first, first + records.size()).boxed().toList(),
        records.stream().map(record -> link(record).seq()).toList());
    for (int i = 0; i < records.size(); i++) {
      assertTrue(link(records.get(i)).matches(records.get(i).bytes()));
      assertTrue(i == 0 || link(records.get(i)).previous().equals(link(records.get(i - 1)).hash()));
    }
  }

  private static ChainLink link(ChainedRecord record) {
    return record.link().orElseThrow();
  }

  /** Returns the delivered records after the spool was opened so many times for so many records. */
  private List<ChainedRecord> rounds(int rounds, int records) throws Exception {
    List<ChainedRecord> read = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      try (Spool spool = open(directory)) {
        append(spool, records);
        read.addAll(drain(spool));
      }
    }
    return read;
  }

  private static void append(Spool spool, int records) {
    IntStream.range(0, records)
        .mapToObj(i ->
            SpoolAppends.append(spool, TestRecord.of("{\"a record of some length\": " + i + "}")))
        .toList()
        .forEach(done -> done.join());
  }

  private static List<ChainedRecord> drain(Spool spool) throws Exception {
    List<ChainedRecord> read = new ArrayList<>();
    for (long left = spool.depth(); read.size() < left; ) {
      Spool.RecordBatch batch = spool.next(100, LONG);
      read.addAll(batch.records());
      spool.ack(batch);
    }
    return read;
  }

  private static Spool open(Path directory) throws IOException {
    return Spool.open(
        new SpoolConfig(directory, 10L * SEGMENT, SEGMENT, WhenFull.SHED, Duration.ZERO));
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }
}
