package dev.sluice.quality.detection;

import dev.sluice.quality.ResultOption;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.detection.rules.RulesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that scores how well the rules find personal data and secrets. */
@Command(
    name = "detection",
    description = "Precision, recall, leak and over-masking of the shipped rules, by kind.",
    mixinStandardHelpOptions = true)
public final class DetectionCommand implements Callable<Integer> {

  /** The use of peer tools: those whose requirements are installed, or none. */
  enum PeerChoice {
    auto,
    off
  }

  @Option(
      names = "--seed",
      defaultValue = "" + Corpus.DEFAULT_SEED,
      description = "Makes other corpora (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--per-kind",
      defaultValue = "" + Corpus.DEFAULT_PER_KIND,
      description = "Entities, and as many negatives, of each kind (default: ${DEFAULT-VALUE}).")
  private int perKind;

  @Option(names = "--kind", split = ",", description = "Show these kinds only, such as kr_rrn.")
  private List<String> kinds = List.of();

  @Option(
      names = "--show-misses",
      defaultValue = "0",
      description = "So many misses of each type and kind, with the text around.")
  private int misses;

  @Option(
      names = "--cuts",
      defaultValue = "1",
      description =
          "How often each text is cut at random in each form (default: ${DEFAULT-VALUE}).")
  private int cuts;

  @Option(names = "--rules", description = "Other rules than policies/dlp_rules.yaml.")
  private Optional<Path> rules = Optional.empty();

  @Option(
      names = "--peers",
      defaultValue = "auto",
      description =
          "Presidio where Python is there, and gitleaks where Go is, on the same texts: auto, or off.")
  private PeerChoice peers = PeerChoice.auto;

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var report = new DetectionReport(result.readable());
    boolean passed = new DetectionRun(options(), report).run();
    result.print(report::json);
    return passed ? 0 : 1;
  }

  private DetectionOptions options() {
    Path file = rules.orElse(RulesFile.SHIPPED);
    try {
      return new DetectionOptions(
          RulesFile.read(file), seed, perKind, chosen(), misses, cuts, peers == PeerChoice.auto);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<EntityKind> chosen() {
    return kinds.isEmpty()
        ? Arrays.asList(EntityKind.values())
        : kinds.stream().map(DetectionCommand::kind).toList();
  }

  private static EntityKind kind(String name) {
    return Arrays.stream(EntityKind.values())
        .filter(kind -> kind.id().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind is called " + name));
  }
}
