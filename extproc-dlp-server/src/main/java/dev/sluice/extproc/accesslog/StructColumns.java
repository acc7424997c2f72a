package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.wire.StructView;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A reader of column values from a struct. */
final class StructColumns {
  private StructColumns() {}

  /** Returns a text, or null if it is absent or empty. */
  static @Nullable String text(StructView struct, String name) {
    String text = struct.text(name);
    return text.isEmpty() ? null : text;
  }

  /** Returns a whole number, or null if it is absent or does not fit the column. */
  static @Nullable Integer number(StructView struct, String name) {
    OptionalDouble value = struct.number(name);
    double number = value.orElse(-1);
    return number >= 0 && number <= Integer.MAX_VALUE ? (int) number : null;
  }
}
