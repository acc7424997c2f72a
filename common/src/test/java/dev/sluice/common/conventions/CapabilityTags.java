package dev.sluice.common.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ids of capabilities in the names of tests, each of which must be a tag of the test too. */
final class CapabilityTags {
  private static final Pattern NAME =
      Pattern.compile("@DisplayName\\((?:[^()\"]|\"(?:[^\"\\\\]|\\\\.)*\")*\\)");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([CN]-\\d\\d)\"\\)");
  private static final Pattern ID = Pattern.compile("\\b[CN]-\\d\\d\\b");

  private CapabilityTags() {}

  /** Returns a line for each id that a display name has and no tag of the file has. */
  static Stream<String> missingIn(Path file) {
    String source = read(file);
    Set<String> ids = new TreeSet<>();
    NAME.matcher(source)
        .results()
        .flatMap(name -> ID.matcher(name.group()).results())
        .forEach(id -> ids.add(id.group()));
    TAG.matcher(source).results().forEach(tag -> ids.remove(tag.group(1)));
    return ids.stream().map(id -> file + ": add @Tag(\"" + id + "\") to the test that names it");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
