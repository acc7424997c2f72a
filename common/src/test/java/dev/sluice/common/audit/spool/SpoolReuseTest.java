package dev.sluice.common.audit.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.testkit.NoWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test that the old content of a recycled segment is never read as records. */
@ExtendWith(NoWarnings.class)
class SpoolReuseTest {
  private static final int SEGMENT = 100_000;
  private static final int SEGMENTS = 6;
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path home;

  private long appended;

  @Test
  void append_recycledSegment_isOverwritten() throws Exception {
    try (Spool spool = open(spool())) {
      for (int i = 0; i < 50; i++) {
        append(spool, 450);
        assertEquals(numbers(appended - 449, appended), drain(spool, 450));
        assertTrue(onDisk() <= 3L * SEGMENT, "two in use and a spare one");
        assertEquals(SEGMENT * (long) segments(spool()).size(), spool.diskBytes());
      }
    }
  }

  /** A kill leaves an image of the directory, in which old records are behind the new ones. */
  @Test
  void reopen_anyImage_hasNoOldRecords() throws Exception {
    try (Spool spool = open(spool())) {
      long delivered = 0;
      for (int i = 0; i < 120; i++) {
        append(spool, 37);
        if (i % 3 == 2) {
          delivered += drain(spool, 100).size();
        }
        Path image = image(i);
        try (Spool copy = open(image)) {
          assertEquals(appended - delivered, copy.depth());
          append(copy, 1);
          assertEquals(numbers(delivered + 1, appended), drain(copy, appended - delivered));
        }
        appended--;
      }
    }
  }

  @Test
  void next_damageBeforeOldRecords_skipsThem() throws Exception {
    try (Spool spool = open(spool())) {
      for (int i = 0; i < 4; i++) {
        append(spool, 450);
        drain(spool, 450);
      }
      append(spool, 600);
      Path image = image(0);
      Path newest = segments(image).getLast();
      byte[] bytes = Files.readAllBytes(newest);
      bytes[SegmentFrame.HEADER + 3] ^= 0x40;
      Files.write(newest, bytes);
      try (Spool copy = open(image)) {
        List<Long> read = new ArrayList<>();
        int damaged = 0;
        while (read.isEmpty() || read.getLast() < appended) {
          Spool.RecordBatch batch = copy.next(100, LONG);
          damaged += batch.damagedGaps();
          read.addAll(numbers(batch));
        }
        assertEquals(1, damaged);
        assertEquals(599, read.size());
        assertEquals(read.stream().sorted().toList(), read);
      }
    }
  }

  @Test
  void segments_inUse_areNotRecycled() throws Exception {
    try (Spool spool = Spool.open(config(spool()), SpoolPosition.START)) {
      for (int i = 0; i < 40; i++) {
        append(spool, 450);
        drain(spool, 450);
        assertTrue(onDisk() <= SEGMENTS * (long) SEGMENT, "what is spare counts as well");
      }
      SpoolReader other = spool.additionalReaders().getFirst();
      List<Long> read = new ArrayList<>();
      while (read.isEmpty() || read.getLast() < appended) {
        Spool.RecordBatch batch = other.next(100, LONG);
        assertEquals(0, batch.damagedGaps());
        read.addAll(numbers(batch));
        other.ack(batch);
      }
      assertEquals(numbers(read.getFirst(), appended), read, "a file in use is not written over");
    }
  }

  private Path spool() {
    return home.resolve("spool");
  }

  private static Spool open(Path folder) throws IOException {
    return Spool.open(config(folder));
  }

  private static SpoolConfig config(Path folder) {
    return new SpoolConfig(
        folder, (long) SEGMENTS * SEGMENT, SEGMENT, WhenFull.BLOCK, Duration.ZERO);
  }

  private void append(Spool spool, int count) {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(SpoolAppends.append(spool, TestRecord.of(Long.toString(++appended))));
    }
    answers.forEach(CompletableFuture::join);
  }

  private static List<Long> drain(Spool spool, long count) throws Exception {
    List<Long> read = new ArrayList<>();
    while (read.size() < count) {
      Spool.RecordBatch batch = spool.next((int) Math.min(100, count - read.size()), LONG);
      assertEquals(0, batch.damagedGaps());
      read.addAll(numbers(batch));
      spool.ack(batch);
    }
    return read;
  }

  private static List<Long> numbers(Spool.RecordBatch batch) {
    return batch.records().stream()
        .map(ChainedRecord::link)
        .map(link -> link.orElseThrow().seq())
        .toList();
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private Path image(int number) throws IOException {
    Path image = Files.createDirectory(home.resolve("image" + number));
    try (Stream<Path> files = Files.list(spool())) {
      for (Path file : files.toList()) {
        Files.copy(file, image.resolve(file.getFileName()));
      }
    }
    return image;
  }

  private long onDisk() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(spool())) {
      for (Path file : files.filter(each -> !each.endsWith("reserve")).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes - 200;
  }

  private static List<Path> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".spool")).sorted().toList();
    }
  }
}
