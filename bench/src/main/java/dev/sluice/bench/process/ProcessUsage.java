package dev.sluice.bench.process;

import dev.sluice.e2e.client.ServerMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor time and memory of a process, as Linux counts them. */
public record ProcessUsage(long pid) {

  private static final double MILLIS_PER_TICK = 10;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_MIB = 1 << 20;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /** Returns the milliseconds of processor time of all threads. */
  public double cpuMillis() {
    String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        * MILLIS_PER_TICK;
  }

  /** Returns the milliseconds of processor time of the first thread. */
  public double mainThreadCpuMillis() {
    String id = Long.toString(pid);
    String schedule = read(Path.of("/proc", id, "task", id, "schedstat"));
    return Long.parseLong(schedule.split(" ")[0]) / NANOS_PER_MILLI;
  }

  /** Returns the mebibytes in memory. */
  public double residentMib() {
    return ServerMetrics.residentBytes(pid) / BYTES_PER_MIB;
  }

  /** Returns the usage of the bench's own process. */
  public static ProcessUsage ofThisProcess() {
    return new ProcessUsage(ProcessHandle.current().pid());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
