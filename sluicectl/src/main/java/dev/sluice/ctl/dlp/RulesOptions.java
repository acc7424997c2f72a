package dev.sluice.ctl.dlp;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that select rules. */
final class RulesOptions {
  /** The exit code of wrong usage, of rules that are not valid, and of unreadable input. */
  static final int MISUSED = 2;

  private static final String SHIPPED = "policies/dlp_rules.yaml";

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "A file or folder of DLP rules (default: policies/dlp_rules.yaml of Sluice).")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--direction",
      defaultValue = "request",
      description = "request or response (default: ${DEFAULT-VALUE}).")
  private BodyDirection direction = BodyDirection.REQUEST;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      defaultValue = "prod",
      description = "Rules for this environment apply (default: ${DEFAULT-VALUE}).")
  private String environment = "prod";

  @Option(
      names = "--rule",
      paramLabel = "ID",
      split = ",",
      description = "Only these rules, also those that only log.")
  private List<String> ids = List.of();

  BodyDirection direction() {
    return direction;
  }

  String environment() {
    return environment;
  }

  /** Reads the rules. */
  DlpPolicy policy() {
    DlpPolicy policy =
        switch (DlpPolicyCompiler.file().load(path())) {
          case PolicyResult.Loaded<DlpPolicy> loaded -> loaded.value();
          case PolicyResult.Rejected<DlpPolicy>(var problems) ->
              throw new CommandFailure(MISUSED, problems.stream().map(String::valueOf).toList());
        };
    List<String> known = policy.rules().stream().map(DlpRule::id).distinct().toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw misused("unknown rule \"" + id + "\"; use one of " + String.join(", ", known));
      }
    }
    return policy;
  }

  private Path path() {
    if (file.isPresent()) {
      return file.get();
    }
    return Stream.of(System.getProperty("sluice.root", ""), "")
        .map(root -> Path.of(root, SHIPPED))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> misused("there is no " + SHIPPED + " here; name rules with --rules"));
  }

  /** Returns true if a rule is selected by name. */
  boolean names(DlpRule rule) {
    return ids.contains(rule.id());
  }

  /** Returns true if no rule is selected by name. */
  boolean namesNone() {
    return ids.isEmpty();
  }

  /** Returns true if a rule is selected; without names those that change or block a text are. */
  boolean selects(DlpRule rule, boolean logged) {
    if (!namesNone()) {
      return names(rule);
    }
    return rule.action().strongerThan(logged ? RuleAction.ALLOW : RuleAction.LOG);
  }

  static CommandFailure misused(String line) {
    return new CommandFailure(MISUSED, List.of(line));
  }
}
