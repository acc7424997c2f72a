package dev.sluice.quality.detection.score;

import java.util.List;

/** Whatever finds personal data and secrets in texts. */
public interface Detector {
  /** The name in reports. */
  String title();

  /** What it finds in each of the texts, in the order of the texts. */
  List<List<Found>> scan(List<String> texts);
}
