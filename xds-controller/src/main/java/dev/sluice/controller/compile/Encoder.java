package dev.sluice.controller.compile;

import dev.sluice.controller.plan.PlanFinding;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.xds.XdsResource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates and encodes one object at a time; what goes wrong is that object's finding. */
final class Encoder {
  private static final Logger log = LoggerFactory.getLogger(Encoder.class);
  private static final int MAX_RESOURCE_BYTES = 1 << 20;

  private Encoder() {}

  /** What came of an object: its resources, or why it stays as it was. */
  record Encoded(List<EncodedResource> resources, List<PlanFinding> findings) {}

  static Encoded encode(
      String object, List<EncodedResource> before, Supplier<List<XdsResource>> translation) {
    List<EncodedResource> encoded;
    try {
      encoded = translation.get().stream().map(EncodedResource::of).toList();
    } catch (RuntimeException e) {
      log.warn("{} cannot be translated and stays as it was", object, e);
      return refused(object, before, "cannot be translated: " + e.getMessage());
    }
    for (EncodedResource resource : encoded) {
      int bytes = resource.bytes();
      if (bytes > MAX_RESOURCE_BYTES) {
        String size =
            "comes to a %s of %d bytes, of which %d is the most"
                .formatted(resource.type().shortName(), bytes, MAX_RESOURCE_BYTES);
        return refused(object, before, size);
      }
    }
    return new Encoded(encoded, List.of());
  }

  private static Encoded refused(String object, List<EncodedResource> before, String reason) {
    return new Encoded(before, List.of(new PlanFinding(object, "", reason)));
  }
}
