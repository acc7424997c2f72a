package dev.sluice.quality.detection;

import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Kind;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.detection.report.DetectionReport;
import dev.sluice.quality.detection.rules.FormCheck;
import dev.sluice.quality.detection.rules.FormScore;
import dev.sluice.quality.detection.rules.RulesDetector;
import dev.sluice.quality.detection.score.Scorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The run: the corpora, what is found in them, and the same in every form. */
final class DetectionBench {
  private final DetectionOptions options;
  private final DetectionReport report;

  DetectionBench(DetectionOptions options, DetectionReport report) {
    this.options = options;
    this.report = report;
  }

  /** False if the verdict on some text depends on its form or on cuts. */
  boolean run() throws IOException {
    Corpus corpus = Corpus.generate(options.seed(), options.perKind());
    report.note(
        "%,d texts, seed %d, %d of each kind"
            .formatted(corpus.samples().size(), corpus.seed(), options.perKind()));
    List<String> rows = new ArrayList<>(options.kinds().stream().map(Kind::id).toList());
    rows.add(Scorer.OTHER);
    report.add(Scorer.score(corpus, new RulesDetector(options.rules())), rows, options.misses());
    boolean passed =
        options.cuts() == 0 || forms(corpus.samples().stream().filter(this::chosen).toList());
    if (options.peers()) {
      new Peers(corpus, report, rows).measure();
    }
    return passed;
  }

  private boolean forms(List<Sample> samples) {
    FormScore score = new FormCheck(options.rules(), options.seed()).check(samples, options.cuts());
    report.forms(score.bodies(), score.differing(), options.misses());
    return score.differing().isEmpty();
  }

  private boolean chosen(Sample sample) {
    String name = sample.id().substring(0, sample.id().indexOf('/'));
    return options.kinds().size() == Kind.values().length
        || options.kinds().stream().anyMatch(kind -> kind.id().equals(name));
  }
}
