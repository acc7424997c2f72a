package dev.sluice.common.audit.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.testkit.NoWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SpoolReadersTest {
  private static final int SEGMENT = 160_000;
  private static final int SEGMENTS = 20;
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path directory;

  @Test
  void next_severalReaders_eachGetsAll() throws Exception {
    try (Spool spool = open(SpoolPosition.START)) {
      assertTrue(spool.isNew());
      append(spool, 1_000);
      assertEquals(numbers(1, 1_000), drain(spool, 1_000));
      SpoolReader other = spool.additionalReaders().getFirst();
      assertEquals(numbers(1, 1_000), drain(other, 1_000));
    }
  }

  @Test
  void segments_slowReader_areKept() throws Exception {
    try (Spool spool = open(SpoolPosition.START)) {
      append(spool, 5_000);
      int all = segments();
      assertTrue(all > 4);
      drain(spool, 5_000);
      assertEquals(all, segments());
      assertEquals(0, spool.depth());
      SpoolReader other = spool.additionalReaders().getFirst();
      int some = drain(other, 2_500).size();
      int half = segments();
      assertTrue(half > 1 && half < all, () -> half + " of " + all);
      assertEquals(5_000 - some, drain(other, 5_000 - some).size());
      assertEquals(1, segments());
    }
  }

  @Test
  void segments_notDelivered_areKept() throws Exception {
    try (Spool spool = open(SpoolPosition.START)) {
      append(spool, 5_000);
      int all = segments();
      drain(spool.additionalReaders().getFirst(), 5_000);
      assertEquals(all, segments());
      drain(spool, 5_000);
      assertEquals(1, segments());
    }
  }

  @Test
  void segments_halfFull_onlyDeliveryKeepsThem() throws Exception {
    try (Spool spool = open(SpoolPosition.START)) {
      int most = 0;
      for (int i = 0; i < 30; i++) {
        append(spool, 1_000);
        drain(spool, 1_000);
        most = Math.max(most, segments());
        assertTrue(spool.diskBytes() <= (SEGMENTS / 2 + 3) * (long) SEGMENT);
      }
      assertTrue(most > SEGMENTS / 2 - 2, "it is held back as long as there is room");
      List<Long> read = drain(spool.additionalReaders().getFirst());
      assertEquals(30_000, read.getLast());
      assertTrue(read.getFirst() > 1, "what had to make room is left out");
      assertEquals(numbers(read.getFirst(), read.getLast()), read);
    }
  }

  @Test
  void reopen_anyPosition_continuesThere() throws Exception {
    List<SpoolPosition> places = new ArrayList<>(List.of(SpoolPosition.START));
    try (Spool spool = open(SpoolPosition.START)) {
      append(spool, 2_000);
      SpoolReader other = spool.additionalReaders().getFirst();
      for (int read = 0; read < 2_000; read += 1) {
        places.add(other.next(1, LONG).end());
      }
      drain(spool, 2_000);
    }
    for (int i = 0; i < places.size(); i += 37) {
      try (Spool spool = open(places.get(i))) {
        assertFalse(spool.isNew());
        assertEquals(0, spool.depth());
        List<Long> rest = drain(spool.additionalReaders().getFirst());
        assertEquals(numbers(i + 1L, 2_000), rest, "from place " + i);
      }
    }
  }

  @Test
  void reopen_readerBeyondEnd_startsNewChain() throws Exception {
    SpoolPosition place;
    try (Spool spool = open(SpoolPosition.START)) {
      append(spool, 10);
      SpoolReader other = spool.additionalReaders().getFirst();
      place = other.next(10, LONG).end();
    }
    Path segment = directory.resolve("%016x.spool".formatted(1));
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length - 3));
    warnings.expect("a new writer starts a new chain");
    try (Spool spool = open(place)) {
      append(spool, 3);
      SpoolReader other = spool.additionalReaders().getFirst();
      assertEquals(List.of(1L, 2L, 3L), drain(other), "of a writer whose numbers are its own");
    }
  }

  private static List<Long> drain(Spool spool, int count) throws Exception {
    List<Long> read = new ArrayList<>();
    while (read.size() < count) {
      Spool.RecordBatch batch = spool.next(100, LONG);
      read.addAll(numbers(batch));
      spool.ack(batch);
    }
    return read;
  }

  private static List<Long> drain(SpoolReader reader, int count) throws Exception {
    List<Long> read = new ArrayList<>();
    while (read.size() < count) {
      Spool.RecordBatch batch = reader.next(100, LONG);
      read.addAll(numbers(batch));
      reader.ack(batch);
    }
    return read;
  }

  /** Reads all records without an acknowledgement. */
  private static List<Long> drain(SpoolReader reader) throws Exception {
    List<Long> read = new ArrayList<>();
    Spool.RecordBatch batch = reader.next(100, Duration.ZERO);
    while (!batch.isEmpty()) {
      read.addAll(numbers(batch));
      batch = reader.next(100, Duration.ZERO);
    }
    return read;
  }

  private static List<Long> numbers(Spool.RecordBatch batch) {
    return batch.records().stream()
        .map(ChainedRecord::link)
        .map(link -> link.map(ChainLink::seq).orElseThrow())
        .toList();
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private Spool open(SpoolPosition place) throws IOException {
    SpoolConfig config =
        new SpoolConfig(
            directory, (long) SEGMENTS * SEGMENT, SEGMENT, WhenFull.SHED, Duration.ZERO);
    return Spool.open(config, place);
  }

  private int segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return (int) files.filter(file -> file.toString().endsWith(".spool")).count();
    }
  }

  private static void append(Spool spool, int count) {
    String text = "a record, long enough to fill a segment before too many of them have come ";
    List<CompletableFuture<Void>> answers =
        IntStream.range(0, count)
            .mapToObj(i -> SpoolAppends.append(spool, TestRecord.of(text + i)))
            .toList();
    answers.forEach(CompletableFuture::join);
  }
}
