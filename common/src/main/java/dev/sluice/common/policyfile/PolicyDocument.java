package dev.sluice.common.policyfile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A policy file that its schema allows, with the place of everything in it. */
public record PolicyDocument(
    Path file,
    String kind,
    String name,
    String version,
    String sha256,
    JsonNode spec,
    JsonPositions positions) {

  private static final int LONGEST_VERSION = 64;

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
        first.positions());
  }

  /** What tells the versions of all of them; a hash, if that would be too long. */
  public static String versionOf(List<PolicyDocument> parts) {
    String versions =
        parts.stream().map(PolicyDocument::version).distinct().collect(Collectors.joining("+"));
    String all = PolicySource.sha256(versions.getBytes(StandardCharsets.UTF_8));
    return versions.length() > LONGEST_VERSION ? "several-" + all.substring(0, 16) : versions;
  }

  /** A problem with what {@code jsonPointer} names below the spec. */
  public PolicyProblem problem(String jsonPointer, String message) {
    return positions.problem(positions.spec() + jsonPointer, message);
  }
}
