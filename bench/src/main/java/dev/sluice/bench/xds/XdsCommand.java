package dev.sluice.bench.xds;

import dev.sluice.bench.Peers;
import dev.sluice.bench.xds.report.Report;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.ResultOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what a change costs and how long it takes, from COMMIT to many nodes. */
@Command(
    name = "xds",
    description = "COMMIT of changed rows to nodes and answers, at several sizes, beside others.",
    mixinStandardHelpOptions = true)
public final class XdsCommand implements Callable<Integer> {

  @Option(
      names = "--routes",
      split = ",",
      defaultValue = "1000,10000,50000",
      description = "How many routes, one size after the other (default: ${DEFAULT-VALUE}).")
  private List<Integer> routes = List.of();

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
      names = "--peers",
      defaultValue = "auto",
      description = "go-control-plane on the same resources: auto where Go is there, or off.")
  private Peers peers = Peers.auto;

  @Option(names = "--seed", defaultValue = "1", description = "Decides which routes are changed.")
  private long seed;

  @Option(
      names = "--controller-java",
      split = " ",
      defaultValue = "-Xmx512m",
      description = "Options for the controller's JVM (default: ${DEFAULT-VALUE}).")
  private List<String> controllerJava = List.of();

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Report report = new Report(result.readable());
    try {
      new XdsBench(options(), report).run();
    } catch (ProcessFailedException e) {
      report.broke(String.valueOf(e.getMessage()));
    }
    result.print(report::json);
    return report.passed() ? 0 : 1;
  }

  private XdsOptions options() {
    try {
      return new XdsOptions(routes, nodes, changes, peers == Peers.auto, seed, controllerJava);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
