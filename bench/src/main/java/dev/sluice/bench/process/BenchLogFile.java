package dev.sluice.bench.process;

import java.nio.file.Path;

/** The file that takes the log of the code that runs in the bench's own process. */
public final class BenchLogFile {
  private BenchLogFile() {}

  /** Sets the file; must be called before anything is logged. */
  public static void set(Path folder) {
    System.setProperty("logback.configurationFile", "logback-file.xml");
    System.setProperty("sluice.log.file", folder.resolve("bench.log").toString());
  }
}
