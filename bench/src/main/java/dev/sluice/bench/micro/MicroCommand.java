package dev.sluice.bench.micro;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code bench micro}. */
@Command(
    name = "micro",
    description = "Request view, encoded-decision cache and record JSON, by JMH.",
    mixinStandardHelpOptions = true)
public final class MicroCommand extends BenchCommand {

  @Mixin private JmhOptions jmh = new JmhOptions();

  @Override
  protected void measure(BenchReport report) throws RunnerException {
    require(jmh.isValid(), JmhOptions.RULE);
    var section = new ReportSection.Builder("parts of a check");
    for (String part : List.of("checkRequestView", "encodedDecisionCache", "recordJson")) {
      report.progress(part);
      List<Double> nanos = jmh.run(CheckBenchmark.class, part, Map.of());
      section.add(part + ", ns", "Sluice", nanos);
    }
    report.add(section.build());
  }
}
