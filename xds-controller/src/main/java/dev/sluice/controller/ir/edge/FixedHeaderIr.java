package dev.sluice.controller.ir.edge;

import java.util.Locale;
import java.util.Set;

/** A response header with a fixed value, beside those that describe the body. */
public record FixedHeaderIr(String name, String value) {
  private static final Set<String> OF_THE_BODY =
      Set.of("connection", "content-length", "content-type", "host", "transfer-encoding");

  public FixedHeaderIr {
    name = name.toLowerCase(Locale.ROOT);
    if (OF_THE_BODY.contains(name)) {
      throw new IllegalArgumentException("the header " + name + " cannot be set here");
    }
  }
}
