package dev.sluice.common.audit.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.ChainLinker;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.Sweep;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NoWarnings.class)
class SpoolTest {
  private static final int SEGMENT = 160_000;
  private static final UUID WRITER = UUID.randomUUID();
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void next_afterAppend_returnsRecords() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      append(spool, 0, 10);
      assertEquals(10, spool.depth());
      Spool.RecordBatch first = spool.next(4, LONG);
      assertEquals(texts(0, 4), texts(first));
      assertEquals(texts(4, 10), texts(spool.next(100, LONG)));
      spool.ack(first);
      assertEquals(6, spool.depth());
    }
  }

  @Test
  void reopen_closedDuringSyncDelay_hasAll() throws Exception {
    SpoolConfig gathering = config(directory, WhenFull.SHED).withSyncDelay(Duration.ofMillis(50));
    List<CompletableFuture<Void>> last = new ArrayList<>();
    try (Spool spool = Spool.open(gathering)) {
      append(spool, 0, 10);
      IntStream.range(10, 20).forEach(i -> last.add(SpoolAppends.append(spool, record(i))));
    }
    last.forEach(CompletableFuture::join);
    try (Spool spool = Spool.open(gathering)) {
      assertEquals(texts(0, 20), texts(spool.next(100, LONG)));
    }
  }

  @Test
  void next_emptySpool_returnsNothing() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      assertTrue(spool.next(10, Duration.ZERO).isEmpty());
    }
  }

  @Test
  void reopen_notAcknowledged_isDelivered() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      append(spool, 0, 10);
      spool.ack(spool.next(4, LONG));
      assertEquals(texts(4, 8), texts(spool.next(4, LONG)));
    }
    try (Spool spool = open(WhenFull.SHED)) {
      assertEquals(6, spool.depth());
      append(spool, 10, 12);
      assertEquals(texts(4, 10), texts(spool.next(100, LONG)));
      assertEquals(texts(10, 12), texts(spool.next(100, LONG)));
    }
  }

  @Test
  void reopen_allAcknowledged_isEmpty() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Spool spool = open(WhenFull.SHED)) {
        append(spool, i, i + 1);
        Spool.RecordBatch batch = spool.next(10, LONG);
        assertEquals(texts(i, i + 1), texts(batch));
        spool.ack(batch);
        assertEquals(0, spool.depth());
      }
    }
    assertEquals(1, segments().size());
  }

  @Test
  void reopen_anyTruncation_hasCompleteRecords() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      append(spool, 0, 3);
    }
    byte[] whole = Files.readAllBytes(segments().getFirst());
    int frame = whole.length / 3;
    int step = Sweep.of(7, 1);
    for (int length = 0; length <= whole.length; length++) {
      boolean border = length % frame < 2 || length % frame == frame - 1;
      if (!border && length % step != 0) {
        continue;
      }
      Path torn = Files.createDirectory(directory.resolve("torn" + length));
      Files.write(torn.resolve("%016x.spool".formatted(1)), Arrays.copyOf(whole, length));
      try (Spool spool = Spool.open(config(torn, WhenFull.SHED))) {
        append(spool, 7, 8);
        List<String> read = drain(spool);
        List<String> expected = new ArrayList<>(texts(0, length / frame));
        expected.addAll(texts(7, 8));
        assertEquals(expected, read, "cut at " + length);
      }
    }
  }

  @Test
  void next_damagedByte_skipsRecord() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      append(spool, 0, 5);
    }
    Path segment = segments().getFirst();
    long frame = Files.size(segment) / 5;
    byte[] bytes = Files.readAllBytes(segment);
    bytes[(int) (2 * frame) + SegmentFrame.HEADER + 3] ^= 0x40;
    Files.write(segment, bytes);
    try (Spool spool = open(WhenFull.SHED)) {
      Spool.RecordBatch batch = spool.next(10, LONG);
      assertEquals(1, batch.damagedGaps());
      assertEquals(List.of(text(0), text(1), text(3), text(4)), texts(batch));
    }
  }

  @Test
  void reopen_positionUnreadable_startsOver() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      append(spool, 0, 4);
      spool.ack(spool.next(2, LONG));
    }
    Files.write(directory.resolve("position"), new byte[] {1, 2, 3});
    try (Spool spool = open(WhenFull.SHED)) {
      assertEquals(texts(0, 4), texts(spool.next(10, LONG)));
    }
  }

  @Test
  void segments_delivered_areDeleted() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      append(spool, 0, 5_000);
      assertTrue(segments().size() > 3);
      assertEquals(texts(0, 5_000), drain(spool));
      assertEquals(1, segments().size());
      assertEquals(0, spool.depth());
      assertTrue(spool.diskBytes() <= SEGMENT);
    }
  }

  @Test
  void append_fullShedding_isRejected() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      List<CompletableFuture<Void>> answers = fill(spool);
      CompletableFuture<Void> last = answers.getLast();
      Throwable thrown = assertThrows(CompletionException.class, last::join).getCause();
      assertEquals(
          AppendRejection.FULL,
          assertInstanceOf(SpoolAppends.RefusedException.class, thrown).refusal());
      assertTrue(spool.diskBytes() <= 10 * SEGMENT);
      long kept = answers.stream().filter(answer -> !answer.isCompletedExceptionally()).count();
      assertEquals(kept, drain(spool).size());
      SpoolAppends.append(spool, record(1)).join();
      assertEquals(texts(1, 2), drain(spool));
    }
  }

  /** Fills two segments to the last byte. The last records arrive together. */
  @Test
  void append_shedding_keepsToTheByte() throws Exception {
    int frame = SegmentFrame.size(bytes(0).length);
    int fitting = 2 * (SEGMENT / frame);
    SpoolConfig exact =
        new SpoolConfig(
            directory,
            2L * (SEGMENT / frame) * frame,
            SEGMENT / frame * frame,
            WhenFull.SHED,
            Duration.ZERO);
    try (Spool spool = Spool.open(exact)) {
      for (int i = 0; i < fitting - 1; i++) {
        append(spool, i, i + 1);
      }
      List<CompletableFuture<Void>> last =
          IntStream.range(fitting - 1, fitting + 3)
              .mapToObj(i -> SpoolAppends.append(spool, record(i)))
              .toList();
      assertEquals(
          List.of(false, true, true, true), last.stream().map(SpoolTest::refused).toList());
      assertEquals(exact.maxBytes(), spool.diskBytes());
      assertEquals(texts(0, fitting), drain(spool));
      append(spool, 7, 8);
      assertEquals(texts(7, 8), drain(spool));
    }
  }

  @Test
  void append_fullBlocking_waits() throws Exception {
    try (Spool spool = open(WhenFull.BLOCK)) {
      List<CompletableFuture<Void>> answers =
          IntStream.range(0, 20_000).mapToObj(i -> SpoolAppends.append(spool, record(i))).toList();
      assertEquals(texts(0, 20_000), drain(spool, 20_000));
      answers.forEach(CompletableFuture::join);
    }
  }

  @Test
  void append_tooLarge_isRejected() throws Exception {
    try (Spool spool = open(WhenFull.SHED)) {
      byte[] large = new byte[SpoolConfig.MAX_RECORD_BYTES + 1];
      Throwable thrown =
          assertThrows(
                  CompletionException.class,
                  SpoolAppends.append(spool, SpoolRecord.of(large))::join)
              .getCause();
      assertEquals(
          AppendRejection.TOO_LARGE,
          assertInstanceOf(SpoolAppends.RefusedException.class, thrown).refusal());
      byte[] largest = new byte[SpoolConfig.MAX_RECORD_BYTES];
      SpoolAppends.append(spool, SpoolRecord.of(largest)).join();
      assertEquals(largest.length, spool.next(1, LONG).records().getFirst().bytes().length);
    }
  }

  @Test
  void append_afterClose_isRejected() throws Exception {
    Spool spool = open(WhenFull.SHED);
    spool.close();
    Throwable thrown =
        assertThrows(CompletionException.class, SpoolAppends.append(spool, record(1))::join)
            .getCause();
    assertEquals(
        AppendRejection.CLOSED,
        assertInstanceOf(SpoolAppends.RefusedException.class, thrown).refusal());
  }

  @Test
  void open_usedByOther_fails() throws Exception {
    try (Spool first = open(WhenFull.SHED)) {
      assertThrows(IOException.class, () -> open(WhenFull.SHED));
      assertFalse(SpoolAppends.append(first, record(1)).isCompletedExceptionally());
    }
  }

  @Test
  void append_createFails_leavesNoFile() throws Exception {
    try (SpoolDirectory folder = new SpoolDirectory(directory)) {
      ActiveSegment segment = new ActiveSegment(folder, SEGMENT, 0);
      for (int i = 0; i < 3; i++) {
        Thread.currentThread().interrupt();
        assertThrows(ClosedByInterruptException.class, () -> append(segment));
        assertTrue(Thread.interrupted());
        segment.abandon();
        assertEquals(List.of(), segments(), "nothing is left behind");
      }
      assertEquals(SegmentFrame.size(bytes(1).length), append(segment).offset());
      segment.close();
    }
  }

  @Test
  void append_segmentNotWritable_isRejected() throws Exception {
    List<byte[]> unwritable =
        new AbstractList<>() {
          @Override
          public byte[] get(int index) {
            Thread.currentThread().interrupt();
            return bytes(index);
          }

          @Override
          public int size() {
            return 1;
          }
        };
    try (SpoolDirectory folder = new SpoolDirectory(directory)) {
      ActiveSegment segment = new ActiveSegment(folder, SEGMENT, 0);
      for (int i = 0; i < 3; i++) {
        assertThrows(
            ClosedByInterruptException.class, () -> segment.append(unwritable, 99, links()));
        assertTrue(Thread.interrupted());
        segment.abandon();
        assertEquals(List.of(), segments(), "a disk that stays full fills no further");
      }
      assertEquals(SegmentFrame.size(bytes(1).length), append(segment).offset());
      segment.close();
    }
  }

  private static SpoolPosition append(ActiveSegment segment) throws IOException {
    return segment.append(List.of(bytes(1)), SegmentFrame.size(bytes(1).length), links());
  }

  private static List<CompletableFuture<Void>> fill(Spool spool) {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    while (answers.isEmpty() || !refused(answers.getLast())) {
      IntStream.range(0, 500).forEach(i -> answers.add(SpoolAppends.append(spool, record(i))));
    }
    return answers;
  }

  /** Waits for the result and returns whether the record was rejected. */
  private static boolean refused(CompletableFuture<Void> answer) {
    return answer.handle((_, thrown) -> thrown != null).join();
  }

  private static List<String> drain(Spool spool) throws Exception {
    return drain(spool, (int) spool.depth());
  }

  private static List<String> drain(Spool spool, int count) throws Exception {
    List<String> read = new ArrayList<>();
    while (read.size() < count) {
      Spool.RecordBatch batch = spool.next(100, LONG);
      read.addAll(texts(batch));
      spool.ack(batch);
    }
    return read;
  }

  private Spool open(WhenFull whenFull) throws IOException {
    return Spool.open(config(directory, whenFull));
  }

  private static SpoolConfig config(Path directory, WhenFull whenFull) {
    return new SpoolConfig(directory, 10L * SEGMENT, SEGMENT, whenFull, Duration.ZERO);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }

  private static void append(Spool spool, int from, int to) {
    List<CompletableFuture<Void>> answers =
        IntStream.range(from, to).mapToObj(i -> SpoolAppends.append(spool, record(i))).toList();
    answers.forEach(CompletableFuture::join);
  }

  private static String text(int i) {
    return "record number %07d, long enough to fill a segment before long".formatted(i);
  }

  private static SpoolRecord record(int i) {
    return SpoolRecord.of(bytes(i));
  }

  private static ChainLinker links() {
    return new ChainLinker(WRITER, null);
  }

  private static byte[] bytes(int i) {
    return text(i).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(int from, int to) {
    return IntStream.range(from, to).mapToObj(SpoolTest::text).toList();
  }

  private static List<String> texts(Spool.RecordBatch batch) {
    return batch.records().stream()
        .map(record -> new String(record.bytes(), StandardCharsets.UTF_8))
        .toList();
  }
}
