package dev.sluice.controller.compile.object;

import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.XdsResource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An encoder of one object at a time; a failure becomes a finding on that object. */
public final class ObjectEncoder {
  private static final Logger log = LoggerFactory.getLogger(ObjectEncoder.class);
  private static final int MAX_RESOURCE_BYTES = 1 << 20;

  private ObjectEncoder() {}

  /** A result of encoding: resources, or the earlier resources with a finding. */
  public record EncodedObject(List<EncodedResource> resources, List<PlanFinding> findings) {}

  public static EncodedObject encode(
      String object, List<EncodedResource> before, Supplier<List<XdsResource>> translation) {
    List<EncodedResource> encoded;
    try {
      encoded = translation.get().stream().map(EncodedResource::of).toList();
    } catch (RuntimeException e) {
      log.warn("{} cannot be translated and stays as it was", object, e);
      return refused(object, before, "cannot be translated: " + e.getMessage());
    }
    for (EncodedResource resource : encoded) {
      int bytes = resource.responseBytes();
      if (bytes > MAX_RESOURCE_BYTES) {
        String size =
            "comes to a %s of %d bytes, of which %d is the most"
                .formatted(resource.type().shortName(), bytes, MAX_RESOURCE_BYTES);
        return refused(object, before, size);
      }
    }
    return new EncodedObject(encoded, List.of());
  }

  private static EncodedObject refused(String object, List<EncodedResource> before, String reason) {
    return new EncodedObject(before, List.of(new PlanFinding(object, "", reason)));
  }
}
