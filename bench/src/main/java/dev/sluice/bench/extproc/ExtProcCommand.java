package dev.sluice.bench.extproc;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchGoal;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.http.BenchUpstream;
import dev.sluice.bench.http.EventStreamLoad.Begin;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.text.AnswerTexts;
import dev.sluice.bench.text.CleanProse;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.detection.rules.RulesFile;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench extproc}. */
@Command(
    name = "extproc",
    description = "Chats, large bodies and event streams through Envoy, beside no-op servers.",
    mixinStandardHelpOptions = true)
public final class ExtProcCommand extends BenchCommand {

  @Option(
      names = "--scenario",
      split = ",",
      description = "Measure these only: ${COMPLETION-CANDIDATES} (default: all).")
  private List<ExtProcScenarios.ExtProcTraffic> scenarios =
      List.of(ExtProcScenarios.ExtProcTraffic.values());

  @Mixin private RoundOptions rounds = new RoundOptions(5, 3, 60);

  @Option(
      names = "--begin",
      defaultValue = "APART",
      description =
          "Streams begin one after the other over the length of a stream, or all within 5 ms:"
              + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Begin begin = Begin.APART;

  @Option(
      names = "--no-audit",
      description = "Leave the access log, and so the audit records, out of Sluice's listener.")
  private boolean noAudit;

  @Option(
      names = "--extproc-java",
      split = " ",
      description = "Options for the JVM of extproc-dlp-server, which override the usual ones.")
  private List<String> extprocJava = List.of();

  @Override
  protected void measure(BenchReport report) throws IOException {
    requireValid(rounds);
    RulesFile rules = RulesFile.shipped();
    var prose = new CleanProse(Corpus.DEFAULT_SEED, rules);
    if (scenarios.contains(ExtProcScenarios.ExtProcTraffic.LAG)) {
      new TokenLag(new PolicyInspector(rules.policy()), new AnswerTexts(prose)).run(report);
    }
    if (!scenarios.stream().allMatch(ExtProcScenarios.ExtProcTraffic.LAG::equals)) {
      measure(report, prose);
    }
    report.judge(BenchGoal.read(ExtProcCommand.class));
  }

  private void measure(BenchReport report, CleanProse prose) throws IOException {
    try (var loop = new EventLoop()) {
      var upstream = new BenchUpstream(loop);
      try (var servers =
          ExtProcServers.start(report, upstream.port(), withPeers(), !noAudit, extprocJava)) {
        var run = new ExtProcScenarios(servers, loop, upstream, report, rounds, prose, begin);
        scenarios.stream().sorted().distinct().forEach(run::run);
        if (!noAudit) {
          checkRecords(report, servers.awaitRecords(run.exchanges()), run.exchanges());
        }
      }
    }
  }

  private static void checkRecords(BenchReport report, long records, long exchanges) {
    report.check(
        "every exchange has its audit record",
        records == exchanges,
        "%,d records of %,d exchanges".formatted(records, exchanges));
  }
}
