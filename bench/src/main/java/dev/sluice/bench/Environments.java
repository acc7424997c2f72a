package dev.sluice.bench;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Progress;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole Sluice on free ports, with data of its own that nobody needs afterwards. */
public final class Environments {
  private Environments() {}

  static Stack start() throws IOException {
    return start(Map.of());
  }

  /** The same, with options for the servers' JVMs. Ctrl-C ends everything that it started. */
  public static Stack start(Map<ServerKind, List<String>> javaOptions) throws IOException {
    Path home = Files.createTempDirectory("sluice-bench");
    Path logs = home.resolve("logs");
    BenchLog.into(logs);
    System.err.println("starting (logs in " + logs + ")");
    Stack stack =
        new Stack(StackSettings.of(home, logs, Ports.free()).withJavaOptions(javaOptions));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
    try {
      stack.start(Progress.SILENT);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  static GatewayClient anonymous(Stack stack) {
    return new GatewayClient(stack.ports().http(Port.GATEWAY));
  }

  static GatewayClient viewer(Stack stack) {
    return anonymous(stack).bearer(stack.issuer().token("viewer"));
  }
}
