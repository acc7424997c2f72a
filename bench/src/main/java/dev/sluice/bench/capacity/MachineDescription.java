package dev.sluice.bench.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sentence that names the machine of a measurement. */
final class MachineDescription {
  private static final String MODEL = "model name";

  private MachineDescription() {}

  static String ofThisMachine() {
    try {
      String model =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith(MODEL))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse(System.getProperty("os.arch"));
      String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
      return "Machine: %d processors, %s; Linux %s; Java %s. Load average before the run: %s."
          .formatted(
              Runtime.getRuntime().availableProcessors(),
              model,
              System.getProperty("os.version"),
              Runtime.version(),
              load);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
