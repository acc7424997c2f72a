package dev.sluice.e2e.bench;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.Traffic;
import dev.sluice.e2e.client.Traffic.Caller;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Progress;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Kills each process in turn under traffic and prints what callers saw and how long it took. */
public final class KillsMain {

  private KillsMain() {}

  public static void main(String[] arguments) throws IOException {
    Path home = Files.createTempDirectory("sluice-kills");
    try (Stack stack = new Stack(StackSettings.of(home, home.resolve("logs"), Ports.free()))) {
      stack.start(Progress.SILENT);
      for (ServerKind kind : ServerKind.values()) {
        print(kill(stack, stack.process(kind)));
      }
      print(kill(stack, stack.envoy()));
      try (Traffic traffic = traffic(stack)) {
        print(Kill.measure("postgresql", traffic, stack.database()::kill, stack.database()::start));
      }
    }
  }

  private static Kill kill(Stack stack, ManagedProcess process) {
    try (Traffic traffic = traffic(stack)) {
      return Kill.measure(process.name(), traffic, process::kill, process::start);
    }
  }

  private static Traffic traffic(Stack stack) {
    return new Traffic(
        new GatewayClient(stack.ports().http(Port.GATEWAY)), stack.issuer().token("viewer"));
  }

  private static void print(Kill kill) {
    System.out.printf(
        "%s: down %d ms, well again %d ms after the restart%n",
        kill.process(), kill.down().toMillis(), kill.recovery().toMillis());
    for (Caller caller : Caller.values()) {
      Map<String, Long> seen = kill.seen().getOrDefault(caller, Map.of());
      System.out.printf("  %-9s %s%n", caller, seen);
    }
  }
}
