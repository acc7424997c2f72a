package dev.sluice.ctl.shadow;

import dev.sluice.ctl.output.OutputOption;
import dev.sluice.ctl.replay.RecordJudge;
import dev.sluice.ctl.replay.RecordOptions;
import dev.sluice.ctl.replay.ReplayCounts;
import dev.sluice.ctl.replay.ReplayReport;
import dev.sluice.extauthz.replay.RecordedShadow;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that reports what the shadow policy would have changed. */
@Command(
    name = "report",
    description = {
      "Prints what the shadow policy would have changed, from the records of decisions.",
      "Exit codes: 0 printed; 2 misused; 3 there are no such records, or they cannot be read."
    },
    mixinStandardHelpOptions = true)
final class ShadowReportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "ID",
      description = "Only a shadow policy with this id, such as authz@policy-0.4#1f2e3d4c5b6a.")
  private @Nullable String policy;

  @Mixin private RecordOptions records = new RecordOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    Set<String> policies = new ConcurrentSkipListSet<>();
    long start = System.nanoTime();
    RecordJudge judge =
        (_, record) -> {
          Optional<RecordedShadow> shadow =
              RecordedShadow.read(record)
                  .filter(each -> policy == null || each.policyId().equals(policy));
          shadow.map(RecordedShadow::policyId).ifPresent(policies::add);
          return shadow.map(RecordedShadow::result);
        };
    ReplayCounts counts = records.judge(() -> judge, command);
    var report =
        new ReplayReport(
            String.join(", ", policies), counts, Duration.ofNanos(System.nanoTime() - start));
    output.print(command.getOut(), report::lines, report::json);
    return 0;
  }
}
