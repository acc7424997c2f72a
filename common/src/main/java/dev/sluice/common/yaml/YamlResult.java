package dev.sluice.common.yaml;

import java.util.List;

/** What became of a YAML text: its tree, or everything that is wrong with it. */
public sealed interface YamlResult {
  /** A text that is well-formed; an empty text is an empty scalar. */
  record Parsed(YamlNode root) implements YamlResult {}

  /** A text that was refused. */
  record Invalid(List<YamlProblem> problems) implements YamlResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** One reason to refuse a text, and its place. */
  record YamlProblem(TextPosition position, String message) {}
}
