package dev.sluice.common.policyfile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A policy file that is valid by its schema, with the position of each value. */
public record PolicyDocument(
    Path file,
    String kind,
    String name,
    String version,
    String sha256,
    JsonNode spec,
    JsonPositions positions) {

  private static final int LONGEST_VERSION = 64;

  /** Returns several documents of a folder as one, whose version combines theirs. */
  static PolicyDocument of(Path place, String sha256, List<PolicyDocument> parts) {
    PolicyDocument first = parts.getFirst();
    return new PolicyDocument(
        place,
        first.kind(),
        first.name(),
        versionOf(parts),
        sha256,
        first.spec(),
        first.positions());
  }

  /** Returns the combination of all versions, or a hash if it would be too long. */
  public static String versionOf(List<PolicyDocument> parts) {
    String versions =
        parts.stream().map(PolicyDocument::version).distinct().collect(Collectors.joining("+"));
    String all = PolicySource.sha256(versions.getBytes(StandardCharsets.UTF_8));
    return versions.length() > LONGEST_VERSION ? "several-" + all.substring(0, 16) : versions;
  }

  /** Returns a problem at the value that {@code jsonPointer} identifies below the spec. */
  public PolicyProblem problem(String jsonPointer, String message) {
    return positions.problem(positions.spec() + jsonPointer, message);
  }
}
