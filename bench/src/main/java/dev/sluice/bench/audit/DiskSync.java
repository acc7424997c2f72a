package dev.sluice.bench.audit;

import dev.sluice.bench.load.MeasuredValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The latency of an append and a sync on the disk of a folder. */
record DiskSync(Path folder) {
  private static final int RECORD = 1_200;

  /** Appends that many records at a time, syncs and pauses; returns the nanoseconds of each. */
  MeasuredValues measure(Duration time, int records, long pauseNanos) {
    var samples = new MeasuredValues();
    var batch = ByteBuffer.allocateDirect(records * RECORD);
    Path file = folder.resolve("fdatasync");
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long end = System.nanoTime() + time.toNanos();
      for (long now = System.nanoTime(); now - end < 0; ) {
        channel.write(batch.rewind());
        channel.force(false);
        samples.add(System.nanoTime() - now);
        if (pauseNanos > 0) {
          LockSupport.parkNanos(pauseNanos);
        }
        now = System.nanoTime();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }
}
