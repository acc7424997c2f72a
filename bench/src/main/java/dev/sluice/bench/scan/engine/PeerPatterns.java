package dev.sluice.bench.scan.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The patterns that other engines look for: a name, spaces, a pattern on each line. */
final class PeerPatterns {
  private static final String FILE = "peer_patterns.txt";

  private PeerPatterns() {}

  static List<String> read() {
    try (InputStream in = PeerPatterns.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(line.indexOf(' ')).strip())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
