package dev.sluice.ctl.doctor.model;

import dev.sluice.common.yaml.TextPosition;

/** A format for the places of values in a document. */
public interface DocumentPlace {
  /** Returns the place of a value for messages; {@code path} is a JSON pointer. */
  String of(TextPosition position, String path);

  /** Returns the format for a document that is the text of the value at {@code position}. */
  DocumentPlace embedded(TextPosition position, String path);
}
