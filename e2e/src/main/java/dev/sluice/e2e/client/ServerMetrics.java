package dev.sluice.e2e.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The metrics of a server process, from the server and from the operating system. */
public record ServerMetrics(long pid, URI ops) {

  /** Returns the sum of a metric over all label sets that contain the text. */
  public double metric(String name, String label) {
    return new GatewayClient(ops)
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Returns the number of metric series. */
  public long series() {
    return new GatewayClient(ops)
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .count();
  }

  /** Returns the bytes of heap in use after a full garbage collection. */
  public double heapBytes() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      new ProcessBuilder(jcmd, Long.toString(pid), "GC.run").start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return metric("jvm_memory_used_bytes", "area=\"heap\"");
  }

  /** Returns the resident memory of a process in bytes. */
  public static long residentBytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
