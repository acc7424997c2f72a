package dev.sluice.common.policyfile;

import dev.sluice.common.yaml.TextPosition;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where in a file each value and each key begins, by JSON pointer; {@code spec} is the pointer of
 * the spec.
 */
public record JsonPositions(
    Path file, String spec, Map<String, TextPosition> values, Map<String, TextPosition> keys) {
  public JsonPositions {
    values = Map.copyOf(values);
    keys = Map.copyOf(keys);
  }

  /** A problem with a value, or with the nearest thing around it that exists. */
  PolicyProblem problem(String pointer, String message) {
    String nearest = pointer;
    while (!values.containsKey(nearest) && !nearest.isEmpty()) {
      nearest = nearest.substring(0, Math.max(0, nearest.lastIndexOf('/')));
    }
    return at(values.getOrDefault(nearest, TextPosition.START), pointer, message);
  }

  /** A problem with a key, not with its value. */
  PolicyProblem keyProblem(String pointer, String message) {
    TextPosition at = keys.get(pointer);
    return at == null ? problem(pointer, message) : at(at, pointer, message);
  }

  private PolicyProblem at(TextPosition at, String pointer, String message) {
    return new PolicyProblem(file, at.line(), at.column(), pointer, message);
  }
}
