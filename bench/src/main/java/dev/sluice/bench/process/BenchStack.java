package dev.sluice.bench.process;

import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stack.StartProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The start of a whole Sluice on free ports, with temporary data. */
public final class BenchStack {
  private BenchStack() {}

  /** Starts it with options for the servers' JVMs; Ctrl-C stops everything. */
  public static SluiceStack start(Map<ServerKind, List<String>> javaOptions) throws IOException {
    Path home = Files.createTempDirectory("sluice-bench");
    Path logs = home.resolve("logs");
    setLogFile(logs);
    System.err.println("starting (logs in " + logs + ")");
    SluiceStack stack =
        new SluiceStack(
            StackSettings.of(home, logs, StackPorts.findFree()).withJavaOptions(javaOptions));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
    try {
      stack.start(StartProgressListener.SILENT);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Sets the file for the log of the bench's own process, before anything is logged. */
  public static void setLogFile(Path folder) {
    System.setProperty("logback.configurationFile", "logback-file.xml");
    System.setProperty("sluice.log.file", folder.resolve("bench.log").toString());
  }
}
