package dev.sluice.bench;

import java.nio.file.Path;

/** What the parts in this process have to say goes into a file. */
public final class BenchLog {
  private BenchLog() {}

  /** Says so before any of them speaks. */
  public static void into(Path folder) {
    System.setProperty("logback.configurationFile", "logback-file.xml");
    System.setProperty("sluice.log.file", folder.resolve("bench.log").toString());
  }
}
