package dev.sluice.common.policyfile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A policy file with the place of everything in it.
 *
 * @param spec what its schema allows; a null stands for each entry of a list that it does not
 * @param leftOut JSON pointers to what is not in the spec because its schema does not allow it
 */
public record PolicyDocument(
    Path file,
    String kind,
    String name,
    String version,
    String sha256,
    JsonNode spec,
    JsonPositions positions,
    Set<String> leftOut) {

  private static final int LONGEST_VERSION = 64;

  public PolicyDocument {
    leftOut = Set.copyOf(leftOut);
  }

  /** Several documents of a folder as one, whose version tells all of theirs. */
  static PolicyDocument of(Path place, String sha256, List<PolicyDocument> parts) {
    PolicyDocument first = parts.getFirst();
    return new PolicyDocument(
        place,
        first.kind(),
        first.name(),
        versionOf(parts),
        sha256,
        first.spec(),
        first.positions(),
        first.leftOut());
  }

  /** Returns the combination of all versions, or a hash if it would be too long. */
  public static String versionOf(List<PolicyDocument> parts) {
    String versions =
        parts.stream().map(PolicyDocument::version).distinct().collect(Collectors.joining("+"));
    String all = PolicySource.sha256(versions.getBytes(StandardCharsets.UTF_8));
    return versions.length() > LONGEST_VERSION ? "several-" + all.substring(0, 16) : versions;
  }

  /** Whether the schema allows what {@code jsonPointer} names below the spec, or it is absent. */
  public boolean allows(String jsonPointer) {
    return !leftOut.contains(jsonPointer);
  }

  /** Whether the schema allows every entry of a section, so that its names are known. */
  public boolean allowsAll(String section) {
    return allows("/" + section) && spec.path(section).valueStream().noneMatch(JsonNode::isNull);
  }

  /** The entry of a section at an index; absent where the schema does not allow it. */
  public Optional<JsonNode> entry(String section, int index) {
    return Optional.of(spec.path(section).path(index)).filter(entry -> !entry.isNull());
  }

  /** A problem with what {@code jsonPointer} names below the spec. */
  public PolicyProblem problem(String jsonPointer, String message) {
    return positions.problem(positions.spec() + jsonPointer, message);
  }
}
