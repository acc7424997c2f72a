package dev.sluice.quality.corpus.template;

import java.util.List;

/** A text made from a template, and where in it the values of named makers stand. */
public record Filled(String text, List<Place> places) {

  /** What a maker's value left in the text. */
  public record Place(String maker, int start, int end) {}

  public Filled {
    places = List.copyOf(places);
  }
}
