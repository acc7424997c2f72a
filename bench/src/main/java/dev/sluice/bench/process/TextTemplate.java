package dev.sluice.bench.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A resource file with {@code ${name}} placeholders. */
public final class TextTemplate {
  private final String text;

  /** Creates a template from a resource next to a class. */
  public TextTemplate(Class<?> neighbour, String file) {
    text = read(neighbour, file);
  }

  /** Returns the text of a resource next to a class. */
  public static String read(Class<?> neighbour, String file) {
    try (InputStream in = neighbour.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text with all values. */
  public String fill(Map<String, ?> values) {
    String filled = text;
    for (Map.Entry<String, ?> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", String.valueOf(value.getValue()));
    }
    return filled.stripTrailing() + "\n";
  }
}
