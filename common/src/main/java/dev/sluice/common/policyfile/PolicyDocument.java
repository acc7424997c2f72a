package dev.sluice.common.policyfile;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** A policy file that its schema allows, with the place of everything in it. */
public record PolicyDocument(
    Path file,
    String kind,
    String name,
    String version,
    String sha256,
    JsonNode spec,
    Positions positions) {

  /** A problem with what {@code jsonPointer} names below the spec. */
  public PolicyProblem problem(String jsonPointer, String message) {
    return positions.problem(positions.spec() + jsonPointer, message);
  }
}
