package dev.sluice.ctl.dlp;

import dev.sluice.ctl.dlp.report.Baseline;
import dev.sluice.ctl.dlp.report.FindingJson;
import dev.sluice.ctl.dlp.report.FindingLines;
import dev.sluice.ctl.dlp.report.FindingReport;
import dev.sluice.ctl.dlp.report.FindingSarif;
import dev.sluice.ctl.dlp.report.ScanSummary;
import dev.sluice.ctl.dlp.scan.ScanRules;
import dev.sluice.ctl.dlp.scan.ScanUnit;
import dev.sluice.ctl.dlp.scan.UnitResult;
import dev.sluice.ctl.dlp.trial.BodyRedaction;
import dev.sluice.ctl.parallel.CorePool;
import dev.sluice.extproc.policy.DlpPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that scans files, trees, git histories and standard input with the DLP rules. */
@Command(
    name = "scan",
    description = {
      "Finds secrets and personal data in files, trees, git histories and standard input.",
      "Exit codes: 0 nothing was found, 1 something was, 2 misused, or an input, the rules or the"
          + " baseline cannot be read."
    },
    mixinStandardHelpOptions = true)
final class DlpScanCommand implements Callable<Integer> {

  /** The formats of findings. */
  enum FindingFormat {
    table,
    json
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RulesOptions rules = new RulesOptions();

  @Mixin private ScanPlaces places = new ScanPlaces();

  @Mixin private BaselineOptions baselines = new BaselineOptions();

  @Option(
      names = "--log",
      description = "Also rules whose action is log, such as those for addresses.")
  private boolean logged;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  private FindingFormat format = FindingFormat.table;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Also writes the findings to this file, as SARIF 2.1.0.")
  private Optional<Path> sarif = Optional.empty();

  @Option(
      names = "--redact",
      description = "Writes the text as the server would send it, instead of the findings.")
  private boolean redacted;

  @Option(names = "--mask-blocks", description = "With --redact: masks what a rule would block.")
  private boolean masksBlocks;

  @Override
  public Integer call() throws IOException, InterruptedException {
    DlpPolicy policy = rules.policy();
    if (redacted) {
      return redact(policy);
    }
    if (masksBlocks) {
      throw RulesOptions.misused("--mask-blocks needs --redact");
    }
    Optional<Baseline> baseline = baselines.open();
    ScanRules compiled =
        ScanRules.of(
            policy,
            rules.direction(),
            rules.environment(),
            rule -> rules.selects(rule, logged),
            baseline.map(Baseline::key));
    ScanSummary summary = new ScanSummary();
    try {
      List<FindingReport> reports = reports(compiled);
      scan(places.units(compiled), baseline, reports, summary);
      reports.forEach(report -> report.end(summary));
      baselines.write(baseline);
    } catch (UncheckedIOException e) {
      throw RulesOptions.misused(
          Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("cannot be read"));
    }
    PrintWriter errors = spec.commandLine().getErr();
    summary.problems().forEach(errors::println);
    errors.println(summary.sentence(places.unitName()));
    errors.flush();
    if (summary.findings() > 0) {
      return 1;
    }
    return summary.problems().isEmpty() ? 0 : RulesOptions.MISUSED;
  }

  private void scan(
      Iterator<ScanUnit> units,
      Optional<Baseline> baseline,
      List<FindingReport> reports,
      ScanSummary summary)
      throws InterruptedException {
    Consumer<UnitResult> results =
        result -> {
          summary.add(result);
          result
              .findings()
              .forEach(finding -> {
                baseline.ifPresent(file -> file.add(finding));
                boolean accepted =
                    baselines.writes()
                        || baseline.filter(file -> file.accepts(finding)).isPresent();
                summary.count(accepted);
                if (!accepted) {
                  reports.forEach(report -> report.add(finding));
                }
              });
        };
    try (CorePool<UnitResult> pool = new CorePool<>(results)) {
      while (units.hasNext()) {
        pool.submit(units.next()::scan);
      }
      pool.finish();
    }
  }

  private List<FindingReport> reports(ScanRules compiled) {
    PrintWriter out = spec.commandLine().getOut();
    List<FindingReport> reports = new ArrayList<>();
    reports.add(
        switch (format) {
          case table -> new FindingLines(out);
          case json -> new FindingJson(out);
        });
    if (sarif.isPresent()) {
      try {
        reports.add(
            new FindingSarif(
                Files.newBufferedWriter(sarif.get()),
                compiled.rules().stream()
                    .map(rule ->
                        new FindingSarif.SarifRule(
                            rule.id(), rule.kind(), ScanRules.label(rule.severity())))
                    .toList()));
      } catch (IOException e) {
        throw RulesOptions.misused(sarif.get() + ": cannot be written");
      }
    }
    return reports;
  }

  private int redact(DlpPolicy policy) throws IOException {
    if (sarif.isPresent() || baselines.open().isPresent()) {
      throw RulesOptions.misused("--redact excludes --sarif and --baseline");
    }
    BodyRedaction redaction =
        new BodyRedaction(
            policy,
            rules.direction(),
            rules.environment(),
            rule -> rules.namesNone() || rules.names(rule),
            masksBlocks);
    BodyRedaction.Outcome outcome = places.redact(redaction, System.out);
    PrintWriter errors = spec.commandLine().getErr();
    outcome.stopped().ifPresent(errors::println);
    errors.flush();
    if (outcome.invalid()) {
      return RulesOptions.MISUSED;
    }
    return outcome.found() ? 1 : 0;
  }
}
