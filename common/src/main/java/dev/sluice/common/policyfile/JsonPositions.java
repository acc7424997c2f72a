package dev.sluice.common.policyfile;

import dev.sluice.common.yaml.TextPosition;
import java.nio.file.Path;
import java.util.Map;

/**
 * The position of each value and each key in a file, by JSON pointer. {@code spec} is the pointer
 * of the spec.
 */
public record JsonPositions(
    Path file, String spec, Map<String, TextPosition> values, Map<String, TextPosition> keys) {
  public JsonPositions {
    values = Map.copyOf(values);
    keys = Map.copyOf(keys);
  }

  /** Returns a problem at a value, or at its nearest existing ancestor. */
  PolicyProblem problem(String pointer, String message) {
    String nearest = pointer;
    while (!values.containsKey(nearest) && !nearest.isEmpty()) {
      nearest = nearest.substring(0, Math.max(0, nearest.lastIndexOf('/')));
    }
    return at(values.getOrDefault(nearest, TextPosition.START), pointer, message);
  }

  /** Returns a problem at a key. */
  PolicyProblem keyProblem(String pointer, String message) {
    TextPosition at = keys.get(pointer);
    return at == null ? problem(pointer, message) : at(at, pointer, message);
  }

  private PolicyProblem at(TextPosition at, String pointer, String message) {
    return new PolicyProblem(file, at.line(), at.column(), pointer, message);
  }
}
