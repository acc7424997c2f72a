package dev.sluice.bench.xds;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.xds.node.NodeFleet;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench xds}. */
@Command(
    name = "xds",
    description = "COMMIT of changed rows to nodes and answers, at several sizes.",
    mixinStandardHelpOptions = true)
public final class XdsCommand extends BenchCommand {
  private static final int FLEET_SIZE = 10_000;

  @Option(
      names = "--routes",
      split = ",",
      defaultValue = "1000,10000,50000",
      description = "How many routes, one size after the other (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--nodes",
      defaultValue = "1000",
      description = "Simulated nodes at 10,000 routes, or at the first size (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--changes",
      defaultValue = "200",
      description = "Single changes that are measured (default: ${DEFAULT-VALUE}).")
  private int changes;

  @Option(
      names = "--policies",
      defaultValue = "0",
      description = "Measures single changes again with so many policies (${DEFAULT-VALUE}).")
  private int policies;

  @Option(
      names = "--controller-java",
      split = " ",
      defaultValue = "-Xmx512m",
      description = "Options for the controller's JVM (default: ${DEFAULT-VALUE}).")
  private List<String> controllerJava = List.of();

  @Override
  protected void measure(BenchReport report) throws IOException {
    require(
        !sizes.isEmpty() && sizes.stream().allMatch(size -> size >= BenchRows.ROUTES_OF_PRODUCT),
        "--routes must be numbers of at least 10");
    require(nodes >= 0 && changes >= 1, "--nodes must be 0 or more, --changes 1 or more");
    require(policies >= 0, "--policies must be 0 or more");
    var figures = new XdsFigures(report);
    try {
      for (int routes : sizes) {
        measure(routes, figures);
      }
    } finally {
      figures.report();
    }
  }

  private void measure(int routes, XdsFigures figures) throws IOException {
    try (XdsStack stack = XdsStack.start(controllerJava)) {
      var scenarios = new XdsScenarios(stack, figures.column(routes), changes);
      List<BenchRoute> all = scenarios.start(routes);
      try (NodeFleet observer = stack.observer()) {
        observer.connect(stack.rows().scopes(), XdsStack.LIMIT);
        scenarios.singleChanges(observer, all);
        if (policies > 0) {
          scenarios.singleChangesWithPolicies(observer, all, policies);
        }
        scenarios.newProducts(routes);
        scenarios.manyChanges(observer, all);
      }
      if (nodes > 0 && fleetAt(sizes, routes)) {
        scenarios.manyNodes(nodes, all);
      }
    }
  }

  /** Returns whether many nodes run at a size: at 10,000 routes, or else at the first size. */
  static boolean fleetAt(List<Integer> sizes, int routes) {
    return routes == (sizes.contains(FLEET_SIZE) ? FLEET_SIZE : sizes.getFirst());
  }
}
