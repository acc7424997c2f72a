package dev.sluice.ctl.dlp;

import dev.sluice.ctl.dlp.trial.RuleTrial;
import dev.sluice.ctl.output.OutputOption;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.recognizer.Confidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The command that shows what rules do to one text or event stream, and why. */
@Command(
    name = "try",
    description = {
      "Shows what each rule does to a text or an event stream, and why.",
      "Exit codes: 0 done, 1 a cut of the text changes the result, 2 misused."
    },
    mixinStandardHelpOptions = true)
final class DlpTryCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final int LONGEST = 1 << 20;
  private static final String STDIN = "-";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RulesOptions rules = new RulesOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A file with the text, or - for standard input (default).")
  private String file = STDIN;

  @Option(names = "--text", paramLabel = "TEXT", description = "The text itself.")
  private Optional<String> text = Optional.empty();

  @Option(
      names = "--stream",
      description = "The text is a server-sent event stream; it is tried as a response.")
  private boolean stream;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws IOException {
    DlpPolicy policy = rules.policy();
    BodyDirection direction = stream ? BodyDirection.RESPONSE : rules.direction();
    RuleTrial trial =
        new RuleTrial(
            policy, direction, rules.environment(), rule -> rules.namesNone() || rules.names(rule));
    RuleTrial.TrialResult result = trial.run(body(), stream);
    output.print(
        spec.commandLine().getOut(),
        () -> lines(result),
        () -> JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    return result.differingCut().isPresent() ? 1 : 0;
  }

  private byte[] body() throws IOException {
    if (text.isPresent()) {
      return text.get().getBytes(StandardCharsets.UTF_8);
    }
    if (!file.equals(STDIN) && !Files.isRegularFile(Path.of(file))) {
      throw RulesOptions.misused(file + ": is not a file; use --text TEXT, a file, or -");
    }
    try (InputStream in = file.equals(STDIN) ? System.in : Files.newInputStream(Path.of(file))) {
      byte[] body = in.readNBytes(LONGEST + 1);
      if (body.length > LONGEST) {
        throw RulesOptions.misused(
            "the text is longer than " + LONGEST + " bytes; use dlp scan for long texts");
      }
      return body;
    }
  }

  private static List<String> lines(RuleTrial.TrialResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("the body " + result.verdict());
    lines.add("");
    lines.add("findings: " + result.findings().size());
    result
        .findings()
        .forEach(found ->
            lines.add(
                row(
                    found.channel() + "@" + found.offset() + "+" + found.length(),
                    found.rule(),
                    found.action(),
                    found.value(),
                    found.confidence().equals(Confidence.HIGH.label())
                        ? found.reason()
                        : found.confidence() + " confidence: " + found.reason())));
    lines.add("");
    lines.add("near misses: " + result.nearMisses().size());
    result
        .nearMisses()
        .forEach(miss ->
            lines.add(
                row(
                    (miss.offset() < 0 ? "" : "@" + miss.offset()) + "+" + miss.length(),
                    miss.rule(),
                    "",
                    miss.value(),
                    miss.reason())));
    lines.add("");
    lines.add("output:");
    result.output().lines().forEach(line -> lines.add("  " + line));
    lines.add("");
    lines.add(
        result
            .differingCut()
            .orElse(
                "the result is the same over "
                    + result.cuts()
                    + " cuts, and in chunks of one byte"));
    return lines;
  }

  private static String row(String place, String rule, String action, String value, String reason) {
    return String.format(
        Locale.ROOT, "  %-14s %-18s %-6s %-24s %s", place, rule, action, value, reason);
  }
}
