package dev.sluice.bench;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stack.StartProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole Sluice on free ports, with data of its own that nobody needs afterwards. */
public final class Environments {
  private Environments() {}

  static SluiceStack start() throws IOException {
    return start(Map.of());
  }

  /** The same, with options for the servers' JVMs. Ctrl-C ends everything that it started. */
  public static SluiceStack start(Map<ServerKind, List<String>> javaOptions) throws IOException {
    Path home = Files.createTempDirectory("sluice-bench");
    Path logs = home.resolve("logs");
    BenchLog.into(logs);
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

  static GatewayClient anonymous(SluiceStack stack) {
    return new GatewayClient(stack.ports().http(StackPort.GATEWAY));
  }

  static GatewayClient viewer(SluiceStack stack) {
    return anonymous(stack).withBearer(stack.issuer().token("viewer"));
  }
}
