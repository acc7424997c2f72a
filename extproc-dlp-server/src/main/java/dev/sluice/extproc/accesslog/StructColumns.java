package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.wire.StructView;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Numbers and texts as the columns of a record hold them. */
final class StructColumns {
  private StructColumns() {}

  /** The text, or null when there is none. */
  static @Nullable String text(StructView struct, String name) {
    String text = struct.text(name);
    return text.isEmpty() ? null : text;
  }

  /** The whole number, or null when there is none that a column could hold. */
  static @Nullable Integer number(StructView struct, String name) {
    OptionalDouble told = struct.number(name);
    double number = told.orElse(-1);
    return number >= 0 && number <= Integer.MAX_VALUE ? (int) number : null;
  }
}
