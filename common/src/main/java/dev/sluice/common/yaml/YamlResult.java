package dev.sluice.common.yaml;

import java.util.List;
import java.util.Optional;

/** What became of a YAML text: its tree, or everything that is wrong with it. */
public sealed interface YamlResult {
  /** A text that is well-formed; an empty text is an empty scalar. */
  record Parsed(YamlNode root) implements YamlResult {}

  /**
   * A text that was refused.
   *
   * @param rest the tree without what is wrong; empty where the text could not be read to its end
   */
  record Invalid(List<YamlProblem> problems, Optional<YamlNode> rest) implements YamlResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** One reason to refuse a text, and its place. */
  record YamlProblem(TextPosition position, String message) {}
}
