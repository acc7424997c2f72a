package dev.sluice.common.audit.spool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolDirectoryTest {
  @Test
  void segments_deletedMeanwhile_areLeftOut(@TempDir Path folder) throws Exception {
    try (SpoolDirectory directory = new SpoolDirectory(folder)) {
      directory.create(0).close();
      AtomicBoolean done = new AtomicBoolean();
      Thread deleting = Thread.ofVirtual().start(() -> createAndDelete(directory, done));
      for (int i = 0; i < 5_000; i++) {
        assertTrue(directory.segments().containsKey(0L));
      }
      done.set(true);
      deleting.join();
    }
  }

  private static void createAndDelete(SpoolDirectory directory, AtomicBoolean done) {
    try {
      while (!done.get()) {
        for (long number = 1; number < 9; number++) {
          directory.create(number).close();
        }
        for (long number = 1; number < 9; number++) {
          directory.delete(number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
