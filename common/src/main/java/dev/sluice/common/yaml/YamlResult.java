package dev.sluice.common.yaml;

import java.util.List;

/** The result of parsing a YAML text: its tree, or all of its problems. */
public sealed interface YamlResult {
  /** A well-formed text; an empty text is an empty scalar. */
  record Parsed(YamlNode root) implements YamlResult {}

  /** A rejected text. */
  record Invalid(List<YamlProblem> problems) implements YamlResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** A reason for the rejection with its position. */
  record YamlProblem(TextPosition position, String message) {}
}
