package dev.sluice.quality.detection.score;

import java.util.List;

/** A detector of personal data and secrets in texts. */
public interface TextDetector {
  /** Returns the name in reports. */
  String title();

  /** Returns the findings in each of the texts, in their order. */
  List<List<DetectedSpan>> scan(List<String> texts);
}
