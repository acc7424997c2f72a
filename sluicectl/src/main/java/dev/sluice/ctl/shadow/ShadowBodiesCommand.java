package dev.sluice.ctl.shadow;

import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.output.OutputOption;
import dev.sluice.ctl.replay.RecordOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The command that reports what shadow rules for bodies would have changed. */
@Command(
    name = "bodies",
    description = {
      "Prints what the shadow DLP and WAF rules would have changed, from audit rows.",
      "Exit codes: 0 printed; 2 misused; 3 there are no such rows, or they cannot be read."
    },
    mixinStandardHelpOptions = true)
final class ShadowBodiesCommand implements Callable<Integer> {
  private static final int NO_ROWS = 3;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "ID",
      description = "Only shadow rules with this id, such as dlp_rules.yaml@dlp-0.4#1f2e3d4c5b6a.")
  private @Nullable String policy;

  @Mixin private RecordOptions records = new RecordOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    BodyChangeReport report = new BodyChangeReport(records.samples());
    records.read(AuditTable.AUDIT_EVENTS, row -> add(row, report), command);
    if (report.isEmpty()) {
      throw new CommandFailure(
          NO_ROWS,
          List.of(
              "no audit row has a result of shadow rules; set dlp.shadow of extproc-dlp-server"));
    }
    output.print(command.getOut(), report::lines, report::json);
    return 0;
  }

  private void add(String row, BodyChangeReport report) {
    Optional<ShadowedExchange> exchange;
    try {
      exchange = ShadowedExchange.read(JsonMapper.shared().readTree(row));
    } catch (JacksonException e) {
      report.addUnreadable();
      return;
    }
    exchange.filter(each -> policy == null || each.policy().equals(policy)).ifPresent(report::add);
  }
}
