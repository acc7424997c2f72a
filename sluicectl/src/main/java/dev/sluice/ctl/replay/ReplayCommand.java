package dev.sluice.ctl.replay;

import dev.sluice.ctl.output.OutputOption;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.replay.DecisionChange;
import dev.sluice.extauthz.replay.DecisionReplay;
import java.nio.file.Path;
import java.time.Duration;
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

/** The command that makes recorded decisions again with another access policy. */
@Command(
    name = "replay",
    description = {
      "Makes recorded decisions again with another access policy, and prints what differs.",
      "Exit codes: 0 nothing that --fail-on names; 1 a new denial or allowance; 2 misused;"
          + " 3 the records cannot be read; 4 the policy is not valid."
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  /** The changes that make the command fail. */
  enum FailOn {
    ANY,
    DENIALS,
    ALLOWANCES,
    NONE
  }

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "PATH",
      defaultValue = "policies/authz.yaml",
      description = "The access policy, or a folder with it (default: ${DEFAULT-VALUE}).")
  private Path policy = Path.of("policies/authz.yaml");

  @Option(
      names = "--ip-rules",
      paramLabel = "PATH",
      description = "The file of address lists that is in force with the policy, if there is one.")
  private @Nullable Path ipRules;

  @Option(
      names = "--fail-on",
      defaultValue = "any",
      description = "any, denials, allowances or none (default: ${DEFAULT-VALUE}).")
  private FailOn failOn = FailOn.ANY;

  @Mixin private RecordOptions records = new RecordOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    AuthzPolicy loaded = ReplayedPolicy.load(policy, Optional.ofNullable(ipRules));
    long start = System.nanoTime();
    ReplayCounts counts =
        records.judge(
            () -> {
              DecisionReplay replay = new DecisionReplay(loaded);
              return (request, _) -> Optional.of(replay.decide(request));
            },
            command);
    var report = new ReplayReport(loaded.id(), counts, Duration.ofNanos(System.nanoTime() - start));
    output.print(command.getOut(), report::lines, report::json);
    return fails(counts) ? 1 : 0;
  }

  private boolean fails(ReplayCounts counts) {
    long denials = counts.of(DecisionChange.ALLOW_TO_DENY);
    long allowances = counts.of(DecisionChange.DENY_TO_ALLOW);
    return switch (failOn) {
      case ANY -> denials + allowances > 0;
      case DENIALS -> denials > 0;
      case ALLOWANCES -> allowances > 0;
      case NONE -> false;
    };
  }
}
