package dev.sluice.common.config;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The effective values of a configuration as YAML, each with its origin in a comment. */
public final class EffectiveYaml {
  /** Texts that YAML reads as they are, in lists too. A colon is one only within such a text. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_/.](?:[A-Za-z0-9_/.+:-]*[A-Za-z0-9_/.+-])?");

  private EffectiveYaml() {}

  /** Returns the YAML; a server that reads it as its file has the same values, except secrets. */
  public static String of(SortedMap<String, EffectiveValue> values) {
    StringBuilder yaml = new StringBuilder();
    List<String> before = List.of();
    for (Map.Entry<String, EffectiveValue> entry : values.entrySet()) {
      List<String> names = List.of(entry.getKey().split("\\.", -1));
      List<String> sections = names.subList(0, names.size() - 1);
      for (int depth = common(before, sections); depth < sections.size(); depth++) {
        yaml.append("  ".repeat(depth)).append(sections.get(depth)).append(":\n");
      }
      line(sections.size(), names.getLast(), entry.getValue(), yaml);
      before = sections;
    }
    return yaml.toString();
  }

  private static int common(List<String> before, List<String> sections) {
    int depth = 0;
    while (depth < Math.min(before.size(), sections.size())
        && before.get(depth).equals(sections.get(depth))) {
      depth++;
    }
    return depth;
  }

  private static void line(int depth, String name, EffectiveValue value, StringBuilder yaml) {
    String text =
        value
            .items()
            .map(items ->
                items.stream()
                    .map(EffectiveYaml::scalar)
                    .collect(Collectors.joining(", ", "[", "]")))
            .orElseGet(() -> value.text().isEmpty() ? "" : scalar(value.text()));
    yaml.append("  ".repeat(depth)).append(name).append(':');
    if (!text.isEmpty()) {
      yaml.append(' ').append(text);
    }
    yaml.append("  # ").append(value.origin()).append('\n');
  }

  private static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !text.equalsIgnoreCase("null")) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default ->
            quoted.append(
                Character.isISOControl(c) ? "\\x%02x".formatted((int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
