package dev.sluice.extproc.finding;

import dev.sluice.common.Sha256;
import dev.sluice.extproc.decoder.JsonPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 over the list of changed files in an agent's response, as canonical JSON: an array of
 * ASCII strings without white space.
 */
public final class ChangedFilesHash {
  private static final List<List<String>> FILES =
      List.of(List.of("changed_files", "[]"), List.of("result", "changed_files", "[]"));
  private static final int LONGEST_NAME = 4096;
  private static final int FIRST_VISIBLE = 0x20;
  private static final int LAST_ASCII = 0x7F;

  private final ByteArrayOutputStream name = new ByteArrayOutputStream();
  private @Nullable MessageDigest digest;
  private boolean tooLong;
  private Optional<String> hash = Optional.empty();

  /** Returns true if the string at a path is the name of a changed file. */
  public static boolean isFile(JsonPath path) {
    return FILES.stream().anyMatch(file -> path.matches(0, file));
  }

  /** Adds a part of a name. */
  public void text(byte[] utf8, int from, int to) {
    tooLong |= name.size() + to - from > LONGEST_NAME;
    if (!tooLong) {
      name.write(utf8, from, to - from);
    }
  }

  /** Ends a name. */
  public void nameEnd() {
    boolean first = digest == null;
    MessageDigest known = digest == null ? Sha256.digest() : digest;
    digest = known;
    known.update((first ? "[\"" : ",\"").getBytes(StandardCharsets.US_ASCII));
    known.update(
        escaped(name.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII));
    known.update((byte) '"');
    name.reset();
  }

  /** Ends the hash, because the body has ended. */
  public void end() {
    if (digest != null && !tooLong) {
      digest.update((byte) ']');
      hash = Optional.of(HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** Returns the hash in hex; empty before the end, without names, and if one is too long. */
  public Optional<String> hash() {
    return hash;
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < FIRST_VISIBLE || c > LAST_ASCII) {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.toString();
  }
}
