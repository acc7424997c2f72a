package dev.sluice.extproc.finding;

import dev.sluice.common.Sha256;
import dev.sluice.extproc.decoder.JsonPath;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A SHA-256 over the diffs in an agent's response, in sequence, and one over its files. */
public final class DiffHash {
  private static final List<List<String>> DIFFS =
      List.of(List.of("diff"), List.of("changes", "[]", "diff"), List.of("result", "diff"));

  private final ChangedFilesHash files = new ChangedFilesHash();
  private @Nullable MessageDigest digest;
  private Optional<String> hash = Optional.empty();

  /** Returns true if the string at a path is a diff. */
  public static boolean isDiff(JsonPath path) {
    for (List<String> diff : DIFFS) {
      if (path.matches(0, diff)) {
        return true;
      }
    }
    return false;
  }

  public void text(byte[] utf8, int from, int to) {
    if (digest == null) {
      digest = Sha256.digest();
    }
    digest.update(utf8, from, to - from);
  }

  /** Returns the hash of the changed files. */
  public ChangedFilesHash files() {
    return files;
  }

  /** Ends the hashes, because the body has ended. */
  public void end() {
    files.end();
    if (digest != null) {
      hash = Optional.of(HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** Returns the hash in hex; empty before the end and without a diff. */
  public Optional<String> hash() {
    return hash;
  }
}
