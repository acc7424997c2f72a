package dev.sluice.common.audit.chain;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the blocks of a PEM text. */
final class PemBlocks {
  private PemBlocks() {}

  /** What lies in the blocks of this label; one that is no Base64 is left out. */
  static List<byte[]> of(String label, String pem) {
    Matcher blocks =
        Pattern.compile("-----BEGIN %1$s-----([^-]*)-----END %1$s-----".formatted(label))
            .matcher(pem);
    List<byte[]> found = new ArrayList<>();
    while (blocks.find()) {
      try {
        found.add(Base64.getMimeDecoder().decode(blocks.group(1)));
      } catch (IllegalArgumentException e) {
        // Whoever needs it finds none.
      }
    }
    return found;
  }
}
