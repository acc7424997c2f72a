package dev.sluice.controller.xds.resource;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import java.util.Map;

/** The metadata by which Envoy matches routes with endpoints. */
public final class SubsetLabels {
  private static final String NAMESPACE = "envoy.lb";

  private SubsetLabels() {}

  /** Returns the metadata of labels. */
  public static Metadata metadata(Map<String, String> labels) {
    Struct.Builder fields = Struct.newBuilder();
    labels.forEach(
        (name, value) -> fields.putFields(name, Value.newBuilder().setStringValue(value).build()));
    return Metadata.newBuilder().putFilterMetadata(NAMESPACE, fields.build()).build();
  }
}
