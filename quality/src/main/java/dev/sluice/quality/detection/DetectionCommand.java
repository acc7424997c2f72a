package dev.sluice.quality.detection;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.ResultOption;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.corpus.side.SideCorpus;
import dev.sluice.quality.corpus.side.SideCorpusSize;
import dev.sluice.quality.detection.peer.PersonsPeer;
import dev.sluice.quality.detection.personal.PersonalReport;
import dev.sluice.quality.detection.rules.RulesDetector;
import dev.sluice.quality.detection.rules.RulesFile;
import dev.sluice.quality.detection.score.DetectionScorer;
import dev.sluice.quality.detection.score.SideScorer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final int PER_TEMPLATE = 20;

  /** The use of peer tools: those whose requirements are installed, or none. */
  enum PeerChoice {
    auto,
    off
  }

  /** The corpora: the two sides, the old ones, which the rules were tuned on, or persons. */
  enum CorpusChoice {
    sides,
    old,
    personal
  }

  /** The side to measure. */
  enum SideChoice {
    test,
    tuning
  }

  @Option(
      names = "--corpus",
      defaultValue = "sides",
      description =
          "sides; old: the corpora that the rules were tuned on; personal: names, dates of birth and"
              + " addresses.")
  private CorpusChoice corpus = CorpusChoice.sides;

  @Option(
      names = "--side",
      defaultValue = "test",
      description = "test, or tuning, whose texts may be read.")
  private SideChoice side = SideChoice.test;

  @Option(
      names = "--errors",
      defaultValue = "0",
      description = "So many errors of each type and kind, on the tuning side only.")
  private int errors;

  @Option(
      names = "--seed",
      defaultValue = "" + Corpus.DEFAULT_SEED,
      description = "Makes other corpora (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--per-kind",
      description =
          "Texts of each kind (default: 160, of the old corpora 200), or of each template (20).")
  private Optional<Integer> perKind = Optional.empty();

  @Option(names = "--kind", split = ",", description = "Show these kinds only, such as kr_rrn.")
  private List<String> kinds = List.of();

  @Option(
      names = "--show-misses",
      defaultValue = "0",
      description = "With --corpus old: so many misses of each type and kind.")
  private int misses;

  @Option(
      names = "--cuts",
      defaultValue = "1",
      description =
          "With --corpus old: how often each text is cut at random (default: ${DEFAULT-VALUE}).")
  private int cuts;

  @Option(names = "--rules", description = "Other rules than policies/dlp_rules.yaml.")
  private Optional<Path> rules = Optional.empty();

  @Option(
      names = "--peers",
      defaultValue = "auto",
      description =
          "Presidio where Python is, and with --corpus old gitleaks where Go is: auto, or off.")
  private PeerChoice peers = PeerChoice.auto;

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    return switch (corpus) {
      case old -> old();
      case sides -> sides();
      case personal -> personal();
    };
  }

  private int personal() throws IOException {
    requireReadable();
    PrintStream out = result.readable();
    var report =
        new PersonalReport(
            side == SideChoice.test ? CorpusSide.TEST : CorpusSide.TUNING,
            seed,
            perKind.orElse(PER_TEMPLATE),
            errors);
    if (peers == PeerChoice.auto) {
      try {
        report.add(new PersonsPeer(Files.createTempFile("sluice-quality-detection", ".log")));
      } catch (MissingPrerequisiteException | ProcessFailedException e) {
        out.println("Presidio is not measured: " + e.getMessage());
      }
    }
    report.print(out);
    result.print(report::json);
    return 0;
  }

  private int sides() {
    requireReadable();
    try {
      CorpusSide chosen = side == SideChoice.test ? CorpusSide.TEST : CorpusSide.TUNING;
      SideCorpusSize size = SideCorpusSize.of(perKind.orElse(SideCorpusSize.DEFAULT_PER_KIND));
      RulesFile file = RulesFile.read(rules.orElse(RulesFile.SHIPPED));
      SideCorpus texts = SideCorpus.generate(chosen, seed, size);
      List<String> rows = new ArrayList<>(chosen().stream().map(EntityKind::id).toList());
      rows.add(DetectionScorer.OTHER);
      SideReport report =
          new SideReport(texts, SideScorer.score(texts, new RulesDetector(file)), rows, errors);
      report.print(result.readable());
      result.print(report::json);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Refuses texts of the test side: rules tuned to them would make its figures worthless. */
  private void requireReadable() {
    if (side == SideChoice.test && errors > 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--errors needs --side tuning: texts of the test side are not shown, because rules that"
              + " are tuned to them would make its figures worthless");
    }
    if (misses > 0) {
      throw new ParameterException(
          spec.commandLine(), "--show-misses needs --corpus old; on a side use --errors");
    }
  }

  private int old() throws IOException {
    var report = new DetectionReport(result.readable());
    boolean passed = new DetectionRun(options(), report).run();
    result.print(report::json);
    return passed ? 0 : 1;
  }

  private DetectionOptions options() {
    Path file = rules.orElse(RulesFile.SHIPPED);
    try {
      return new DetectionOptions(
          RulesFile.read(file),
          seed,
          perKind.orElse(Corpus.DEFAULT_PER_KIND),
          chosen(),
          misses,
          cuts,
          peers == PeerChoice.auto);
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
