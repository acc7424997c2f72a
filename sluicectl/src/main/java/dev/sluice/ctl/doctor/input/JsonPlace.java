package dev.sluice.ctl.doctor.input;

import dev.sluice.common.yaml.TextPosition;
import dev.sluice.ctl.doctor.model.DocumentPlace;

/** A format for places in a JSON document: the name of the document and a JSON pointer. */
public record JsonPlace(String document) implements DocumentPlace {
  @Override
  public String of(TextPosition position, String path) {
    return path.isEmpty() ? document : document + ":" + path;
  }

  @Override
  public DocumentPlace embedded(TextPosition position, String path) {
    return new FixedPlace(of(position, path));
  }
}
