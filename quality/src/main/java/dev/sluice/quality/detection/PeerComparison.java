package dev.sluice.quality.detection;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.detection.peer.PeerDetector;
import dev.sluice.quality.detection.peer.PeerTool;
import dev.sluice.quality.detection.score.DetectedSpan;
import dev.sluice.quality.detection.score.DetectionScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A comparison with peer tools on the same texts, each alone and all together. */
final class PeerComparison {
  private final Corpus corpus;
  private final DetectionReport report;
  private final List<String> rows;

  PeerComparison(Corpus corpus, DetectionReport report, List<String> rows) {
    this.corpus = corpus;
    this.report = report;
    this.rows = rows;
  }

  void measure() throws IOException {
    Path log = Files.createTempFile("sluice-quality-detection", ".log");
    List<List<List<DetectedSpan>>> measured = new ArrayList<>();
    for (PeerTool peer : PeerTool.values()) {
      found(peer, log)
          .ifPresent(found -> {
            report.add(DetectionScorer.score(corpus, peer.title(), found), rows, 0);
            measured.add(found);
          });
    }
    if (measured.size() > 1) {
      report.add(DetectionScorer.score(corpus, "All of these together", joined(measured)), rows, 0);
    }
  }

  private Optional<List<List<DetectedSpan>>> found(PeerTool peer, Path log) {
    try {
      List<String> texts = corpus.samples().stream().map(Sample::text).toList();
      return Optional.of(new PeerDetector(peer, log).scan(texts));
    } catch (MissingPrerequisiteException | ProcessFailedException e) {
      report.note(peer.title() + " is not measured: " + e.getMessage() + " (log: " + log + ")");
      return Optional.empty();
    }
  }

  private List<List<DetectedSpan>> joined(List<List<List<DetectedSpan>>> measured) {
    List<List<DetectedSpan>> joined = new ArrayList<>();
    for (int i = 0; i < corpus.samples().size(); i++) {
      int sample = i;
      joined.add(measured.stream().flatMap(found -> found.get(sample).stream()).toList());
    }
    return joined;
  }
}
