package dev.sluice.ctl.doctor.input;

import dev.sluice.common.yaml.TextPosition;
import dev.sluice.ctl.doctor.model.DocumentPlace;

/** A format that names one place for all values of a document. */
record FixedPlace(String place) implements DocumentPlace {
  @Override
  public String of(TextPosition position, String path) {
    return place;
  }

  @Override
  public DocumentPlace embedded(TextPosition position, String path) {
    return this;
  }
}
