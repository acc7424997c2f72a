package dev.sluice.common.yaml;

import java.util.List;
import java.util.Optional;

/** The result of parsing a YAML text: its tree, or all of its problems. */
public sealed interface YamlResult {
  /** A well-formed text; an empty text is an empty scalar. */
  record Parsed(YamlNode root) implements YamlResult {}

  /**
   * A text with problems.
   *
   * @param rest the tree without the invalid parts; empty if the text was not read to its end
   */
  record Invalid(List<YamlProblem> problems, Optional<YamlNode> rest) implements YamlResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** A reason for the rejection with its position. */
  record YamlProblem(TextPosition position, String message) {}
}
