package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.output.FormatOption;
import dev.sluice.ctl.output.StatusPrinter;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The command that prints which configuration is in force on which nodes. */
@Command(
    name = "status",
    description = {
      "Prints clusters and agents of the fleet, or the nodes of one product-publish.",
      "Exit codes: 0 done, 1 an error, or not in force on all nodes, 2 misused,"
          + " 4 a row of the publish is not valid, 5 Envoy rejected it, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FormatOption format = new FormatOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "PUBLISH",
      description = "A product-publish. Without it, the whole fleet, which operators can read.")
  private @Nullable String publish;

  @Option(
      names = {"-w", "--watch"},
      description = "Prints each change: of a publish until all nodes have it, else for ever.")
  private boolean watch;

  @Option(
      names = "--events",
      defaultValue = "0",
      description = "With --watch of the fleet: ends after so many states (default: never).")
  private int events;

  @Option(
      names = "--timeout",
      defaultValue = "60",
      description = "With --watch of a publish: the most seconds (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    StatusPrinter printer = new StatusPrinter(out, format);
    try (ManagementSession session = server.open()) {
      if (publish != null) {
        return publish(session, publish, printer);
      }
      String path = "/v1/operator/fleet";
      if (watch) {
        watchFleet(session, path, printer::printFleet);
      } else {
        printer.printFleet(session.client().get(path).body());
      }
      return 0;
    }
  }

  private int publish(ManagementSession session, String name, StatusPrinter printer) {
    RemoteResources resources = session.resources();
    String id = RemoteResources.id(resources.get(ResourceKind.PRODUCT_PUBLISH, name));
    DeploymentWait deployments = new DeploymentWait(session.client(), id);
    if (watch) {
      DeploymentWait.requireApplied(
          deployments.await(Duration.ofSeconds(timeout), printer::printDeployments));
    } else {
      printer.printDeployments(deployments.read());
    }
    return 0;
  }

  /** Passes on each state. The server ends a stream after ten minutes, and the next one follows. */
  private void watchFleet(ManagementSession session, String path, Consumer<JsonNode> show) {
    AtomicInteger shown = new AtomicInteger();
    do {
      session.client().stream(
          path + "/stream",
          events == 0 ? Map.of() : Map.of("events", String.valueOf(events - shown.get())),
          fleet -> {
            show.accept(fleet);
            shown.incrementAndGet();
          });
    } while (events == 0 || shown.get() < events);
  }
}
