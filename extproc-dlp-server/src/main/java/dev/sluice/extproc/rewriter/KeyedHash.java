package dev.sluice.extproc.rewriter;

import java.nio.charset.StandardCharsets;

/** A replacement by the kind's name and a hash of the value, in brackets. */
public record KeyedHash(String kind) implements Replacement {
  byte[] render(String hash) {
    return ("[" + kind + ":" + hash + "]").getBytes(StandardCharsets.US_ASCII);
  }
}
