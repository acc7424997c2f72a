package dev.sluice.packaging;

import java.util.Map;
import java.util.TreeMap;

/**
 * The labels of the images, with the names of the OCI annotations.
 *
 * @param source the address of the source code; empty if it is not known
 * @param revision the commit; empty if there are changes on top of it
 * @param runtime the version of the Java runtime
 */
record ImageLabels(String version, String source, String revision, String runtime) {
  private static final String OCI = "org.opencontainers.image.";

  Map<String, String> of(ImageProgram program) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(OCI + "title", program.title());
    labels.put(OCI + "description", program.description());
    labels.put(OCI + "version", version);
    labels.put(OCI + "licenses", "Apache-2.0");
    labels.put("dev.sluice.java", runtime);
    if (!source.isEmpty()) {
      labels.put(OCI + "source", source);
    }
    if (!revision.isEmpty()) {
      labels.put(OCI + "revision", revision);
    }
    return labels;
  }
}
