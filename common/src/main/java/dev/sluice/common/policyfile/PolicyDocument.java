package dev.sluice.common.policyfile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A policy file with the position of each value.
 *
 * @param spec the valid part of the spec; a null replaces each invalid entry of a list
 * @param leftOut JSON pointers to the parts that were removed from the spec because they are
 *     invalid
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
  private static final int LONGEST_ID = 256;
  private static final int HASH_DIGITS = 12;

  public PolicyDocument {
    leftOut = Set.copyOf(leftOut);
  }

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

  /** Returns the name, the version and the beginning of the hash of each document. */
  public static String idOf(List<PolicyDocument> parts) {
    String ids = parts.stream().map(PolicyDocument::id).collect(Collectors.joining("+"));
    return ids.length() > LONGEST_ID
        ? "several#" + contentOf(parts).substring(0, HASH_DIGITS)
        : ids;
  }

  /** Returns the ids of several policies as one, or a hash if it would be too long. */
  public static String joinedIds(List<String> ids) {
    String joined = String.join("+", ids);
    return joined.length() > LONGEST_ID
        ? "several#"
            + PolicySource.sha256(joined.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS)
        : joined;
  }

  /** Returns the name, the version and the beginning of the hash of the content. */
  public String id() {
    return idOf(name, version, sha256);
  }

  /** Returns the name, the version and the beginning of the hash of a file. */
  public static String idOf(String name, String version, String sha256) {
    return name + "@" + version + "#" + sha256.substring(0, HASH_DIGITS);
  }

  /** Returns a hash of the content of all documents, which changes also without a new version. */
  public static String contentOf(List<PolicyDocument> parts) {
    String hashes = parts.stream().map(PolicyDocument::sha256).collect(Collectors.joining("+"));
    return PolicySource.sha256(hashes.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether the part at {@code jsonPointer} below the spec is valid or absent. */
  public boolean allows(String jsonPointer) {
    return !leftOut.contains(jsonPointer);
  }

  /** Returns whether each entry of a section is valid, so that its names are complete. */
  public boolean allowsAll(String section) {
    return allows("/" + section) && spec.path(section).valueStream().noneMatch(JsonNode::isNull);
  }

  /** Returns the entry of a section at an index; empty if it is invalid. */
  public Optional<JsonNode> entry(String section, int index) {
    return Optional.of(spec.path(section).path(index)).filter(entry -> !entry.isNull());
  }

  /** Returns a problem at the value that {@code jsonPointer} identifies below the spec. */
  public PolicyProblem problem(String jsonPointer, String message) {
    return positions.problem(positions.spec() + jsonPointer, message);
  }
}
