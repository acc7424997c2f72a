package dev.sluice.quality.detection;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.detection.rules.BodyFormCheck;
import dev.sluice.quality.detection.rules.RulesDetector;
import dev.sluice.quality.detection.score.DetectionScorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A run of the rules and of peer tools over the corpora. */
final class DetectionRun {
  private final DetectionOptions options;
  private final DetectionReport report;

  DetectionRun(DetectionOptions options, DetectionReport report) {
    this.options = options;
    this.report = report;
  }

  /** Runs everything; returns false if a result depends on the form of a body or on its chunks. */
  boolean run() throws IOException {
    Corpus corpus = Corpus.generate(options.seed(), options.perKind());
    report.note(
        "%,d texts, seed %d, %d of each kind"
            .formatted(corpus.samples().size(), corpus.seed(), options.perKind()));
    List<String> rows = new ArrayList<>(options.kinds().stream().map(EntityKind::id).toList());
    rows.add(DetectionScorer.OTHER);
    report.add(
        DetectionScorer.score(corpus, new RulesDetector(options.rules())), rows, options.misses());
    boolean passed =
        options.cuts() == 0 || forms(corpus.samples().stream().filter(this::chosen).toList());
    if (options.peers()) {
      new PeerComparison(corpus, report, rows).measure();
    }
    return passed;
  }

  private boolean forms(List<Sample> samples) {
    BodyFormCheck.Result score =
        new BodyFormCheck(options.rules(), options.seed()).check(samples, options.cuts());
    report.forms(score.bodies(), score.differing(), options.misses());
    return score.differing().isEmpty();
  }

  private boolean chosen(Sample sample) {
    String name = sample.id().substring(0, sample.id().indexOf('/'));
    return options.kinds().size() == EntityKind.values().length
        || options.kinds().stream().anyMatch(kind -> kind.id().equals(name));
  }
}
