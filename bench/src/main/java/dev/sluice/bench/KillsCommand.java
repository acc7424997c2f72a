package dev.sluice.bench;

import dev.sluice.e2e.client.MixedCallerTraffic;
import dev.sluice.e2e.client.MixedCallerTraffic.CallerKind;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Kills each process in turn under traffic and prints what callers saw and how long it took. */
@Command(
    name = "kills",
    description = "What callers see of each process that is killed, and for how long.",
    mixinStandardHelpOptions = true)
final class KillsCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    try (SluiceStack stack = Environments.start()) {
      for (ServerKind kind : ServerKind.values()) {
        kill(stack, stack.process(kind));
      }
      kill(stack, stack.envoy());
      kill(stack, "postgresql", stack.database()::kill, stack.database()::start);
    }
    return 0;
  }

  private static void kill(SluiceStack stack, ManagedProcess process) {
    kill(stack, process.name(), process::kill, process::start);
  }

  private static void kill(SluiceStack stack, String name, Runnable kill, Runnable restart) {
    try (MixedCallerTraffic traffic =
        new MixedCallerTraffic(Environments.anonymous(stack), stack.issuer().token("viewer"))) {
      print(Kill.measure(name, traffic, kill, restart));
    }
  }

  private static void print(Kill kill) {
    System.out.printf(
        "%s: down %d ms, well again %d ms after the restart%n",
        kill.process(), kill.down().toMillis(), kill.recovery().toMillis());
    for (CallerKind caller : CallerKind.values()) {
      Map<String, Long> seen = kill.seen().getOrDefault(caller, Map.of());
      System.out.printf("  %-9s %s%n", caller, seen);
    }
  }
}
