package dev.sluice.ctl;

import dev.sluice.common.yaml.YamlNode;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the kind of a policy file before it is loaded. */
final class FileKind {
  /** What a file without the envelope is. */
  private static final String PLAIN = "DlpRules";

  private FileKind() {}

  /** The kind that {@code file} names; empty for a file that has no mapping at its top. */
  static String of(Path file) {
    try {
      return switch (YamlParser.parse(Files.readString(file))) {
        case YamlResult.Parsed(YamlNode.Mapping mapping) -> of(mapping);
        case YamlResult.Parsed(var ignored) -> "";
        // The loader says what is broken.
        case YamlResult.Broken ignored -> PLAIN;
      };
    } catch (IOException e) {
      // The loader says that it cannot be read.
      return PLAIN;
    }
  }

  private static String of(YamlNode.Mapping mapping) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().equals("kind"))
        .map(entry -> entry.value() instanceof YamlNode.Scalar scalar ? scalar.text() : "")
        .findFirst()
        .orElse(PLAIN);
  }
}
