package dev.sluice.extauthz.decision.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A set of sample headers and queries of browsers, SDKs, tools and proxies. */
final class OrdinaryRequests {
  private static final Path FILE = Path.of("../policies/tests/waf/requests.txt");

  private OrdinaryRequests() {}

  /** A header with its value. */
  record Header(String name, String value) {}

  static List<Header> headers() {
    return lines().filter(line -> !line.startsWith("?")).map(OrdinaryRequests::header).toList();
  }

  static List<String> queries() {
    return lines().filter(line -> line.startsWith("?")).map(line -> line.substring(1)).toList();
  }

  private static Header header(String line) {
    int colon = line.indexOf(": ");
    return new Header(line.substring(0, colon), line.substring(colon + 2));
  }

  private static Stream<String> lines() {
    try {
      return Files.readAllLines(FILE).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("# "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
