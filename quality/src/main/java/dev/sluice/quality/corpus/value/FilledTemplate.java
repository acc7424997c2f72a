package dev.sluice.quality.corpus.value;

import java.util.List;

/** A text made from a template, and the spans of the generated values in it. */
public record FilledTemplate(String text, List<Place> places) {

  /** The span of a value that must not be readable. */
  public record Place(String generator, int start, int end) {}

  public FilledTemplate {
    places = List.copyOf(places);
  }
}
