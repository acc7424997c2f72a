package dev.sluice.common.policyfile;

import dev.sluice.common.schema.NearestWord;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The envelope around the spec: {@code apiVersion}, {@code kind}, {@code metadata}. */
record PolicyEnvelope(String name, String version, JsonNode spec, String specPointer) {
  private static final String API_VERSION = "sluice.dev/v1";
  private static final String DLP_RULES = "DlpRules";
  private static final List<String> KEYS = List.of("apiVersion", "kind", "metadata", "spec");
  private static final List<String> METADATA_KEYS = List.of("name", "version");
  private static final int LONGEST = 64;

  /** Reads the envelope of {@code root}, and adds missing or wrong fields to {@code problems}. */
  static PolicyEnvelope read(
      JsonNode root, String kind, JsonPositions at, Path file, List<PolicyProblem> problems) {
    if (kind.equals(DLP_RULES) && isPlain(root)) {
      String name = String.valueOf(file.getFileName());
      return new PolicyEnvelope(name, label(root, "", "version", at, problems), root, "");
    }
    if (!root.isObject()) {
      problems.add(at.problem("", "must be a mapping with apiVersion, kind, metadata and spec"));
      return new PolicyEnvelope("", "", root, "/spec");
    }
    refuseUnknown(root, "", KEYS, at, problems);
    expect(root, "apiVersion", API_VERSION, at, problems);
    expect(root, "kind", kind, at, problems);
    JsonNode metadata = root.path("metadata");
    if (!metadata.isObject()) {
      problems.add(at.problem("/metadata", "must be a mapping with name and version"));
    } else {
      refuseUnknown(metadata, "/metadata", METADATA_KEYS, at, problems);
    }
    if (!root.has("spec")) {
      problems.add(at.problem("", "the key 'spec' is missing; add it"));
    }
    return new PolicyEnvelope(
        metadata.isObject() ? label(metadata, "/metadata", "name", at, problems) : "",
        metadata.isObject() ? label(metadata, "/metadata", "version", at, problems) : "",
        root.path("spec"),
        "/spec");
  }

  /** Returns whether the top level is the spec, also if one of its keys is misspelled. */
  private static boolean isPlain(JsonNode root) {
    return (root.has("rules") || root.has("version"))
        && !root.has("kind")
        && !root.has("apiVersion");
  }

  private static void refuseUnknown(
      JsonNode object,
      String pointer,
      List<String> known,
      JsonPositions at,
      List<PolicyProblem> out) {
    for (String key : object.propertyNames()) {
      if (!known.contains(key)) {
        out.add(
            at.keyProblem(
                pointer + "/" + PositionedJson.escape(key),
                "is not a known key; " + NearestWord.hint(key, known)));
      }
    }
  }

  private static void expect(
      JsonNode root, String key, String value, JsonPositions at, List<PolicyProblem> problems) {
    if (!root.path(key).asString("").equals(value)) {
      problems.add(at.problem("/" + key, "must be '" + value + "'"));
    }
  }

  /**
   * Reads a name or version, which must be short and plain because headers and metrics contain it.
   */
  private static String label(
      JsonNode object, String pointer, String key, JsonPositions at, List<PolicyProblem> problems) {
    JsonNode value = object.path(key);
    String text = value.isValueNode() ? value.asString("") : "";
    boolean fits =
        !text.isEmpty()
            && text.length() <= LONGEST
            && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    if (!fits) {
      problems.add(
          at.problem(
              pointer + "/" + key,
              "must be a text of 1 to " + LONGEST + " printable characters without spaces"));
    }
    return text;
  }
}
