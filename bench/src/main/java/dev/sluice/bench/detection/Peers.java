package dev.sluice.bench.detection;

import dev.sluice.bench.detection.corpus.Corpus;
import dev.sluice.bench.detection.corpus.Sample;
import dev.sluice.bench.detection.peer.Peer;
import dev.sluice.bench.detection.peer.PeerDetector;
import dev.sluice.bench.detection.report.DetectionReport;
import dev.sluice.bench.detection.score.Found;
import dev.sluice.bench.detection.score.Scorer;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Other detectors on the same texts: each by itself, and all that were there together. */
final class Peers {
  private final Corpus corpus;
  private final DetectionReport report;
  private final List<String> rows;

  Peers(Corpus corpus, DetectionReport report, List<String> rows) {
    this.corpus = corpus;
    this.report = report;
    this.rows = rows;
  }

  void measure() throws IOException {
    Path log = Files.createTempFile("sluice-bench-detection", ".log");
    List<List<List<Found>>> measured = new ArrayList<>();
    for (Peer peer : Peer.values()) {
      found(peer, log)
          .ifPresent(found -> {
            report.add(Scorer.score(corpus, peer.title(), found), rows, 0);
            measured.add(found);
          });
    }
    if (measured.size() > 1) {
      report.add(Scorer.score(corpus, "All of these together", joined(measured)), rows, 0);
    }
  }

  private Optional<List<List<Found>>> found(Peer peer, Path log) {
    try {
      List<String> texts = corpus.samples().stream().map(Sample::text).toList();
      return Optional.of(new PeerDetector(peer, log).scan(texts));
    } catch (MissingPrerequisiteException | ProcessFailedException e) {
      report.note(peer.title() + " is not measured: " + e.getMessage() + " (log: " + log + ")");
      return Optional.empty();
    }
  }

  private List<List<Found>> joined(List<List<List<Found>>> measured) {
    List<List<Found>> joined = new ArrayList<>();
    for (int i = 0; i < corpus.samples().size(); i++) {
      int sample = i;
      joined.add(measured.stream().flatMap(found -> found.get(sample).stream()).toList());
    }
    return joined;
  }
}
