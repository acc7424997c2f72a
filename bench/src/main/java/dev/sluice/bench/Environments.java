package dev.sluice.bench;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Progress;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A whole Sluice on free ports, with data of its own that nobody needs afterwards. */
final class Environments {
  private Environments() {}

  static Stack start() throws IOException {
    Path home = Files.createTempDirectory("sluice-bench");
    Path logs = home.resolve("logs");
    System.setProperty("logback.configurationFile", "logback-file.xml");
    System.setProperty("sluice.log.file", logs.resolve("bench.log").toString());
    System.err.println("starting (logs in " + logs + ")");
    Stack stack = new Stack(StackSettings.of(home, logs, Ports.free()));
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
