package dev.sluice.extproc.coding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The content codings that the upstream may use: those that the client accepts and this server can
 * decode.
 */
public final class AcceptEncoding {
  /** A value that names all codings that this server can decode. */
  public static final String ALL =
      ContentCoding.allReadable().stream()
          .map(ContentCoding::token)
          .collect(Collectors.joining(", "));

  private static final String PLAIN = "identity";

  private AcceptEncoding() {}

  /** Returns the Accept-Encoding header that replaces the client's. */
  public static String of(String acceptEncoding) {
    List<String> kept = new ArrayList<>();
    boolean accepts = false;
    for (String entry : acceptEncoding.split(",", -1)) {
      String one = entry.strip();
      int end = one.indexOf(';');
      String name = (end < 0 ? one : one.substring(0, end)).strip();
      boolean refused = end >= 0 && refuses(one.substring(end + 1));
      if (name.equalsIgnoreCase(PLAIN) || ContentCoding.named(name).isPresent()) {
        kept.add(one);
        accepts |= !refused;
      } else if (name.equals("*") && refused) {
        kept.add(one);
      }
    }
    if (!accepts) {
      return PLAIN;
    }
    return String.join(", ", kept);
  }

  private static boolean refuses(String parameters) {
    String bare = parameters.replace(" ", "").replace("\t", "");
    return bare.matches("[qQ]=0(\\.0*)?");
  }
}
