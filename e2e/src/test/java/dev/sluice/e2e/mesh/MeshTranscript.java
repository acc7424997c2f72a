package dev.sluice.e2e.mesh;

import java.util.ArrayList;
import java.util.List;

/** A transcript of the requests of a test, for the output of a failure. */
final class MeshTranscript {
  private final List<String> lines = new ArrayList<>();

  /** Adds a response to a request of a pod, and returns it. */
  CurlResponse add(String what, CurlResponse response) {
    lines.add("--- " + what + "\n" + response);
    return response;
  }

  /** Adds a line. */
  void note(String what) {
    lines.add("--- " + what);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
