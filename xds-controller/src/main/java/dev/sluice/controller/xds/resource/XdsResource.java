package dev.sluice.controller.xds.resource;

import com.google.protobuf.Message;
import dev.sluice.controller.domain.PolicyServerEntity;

/** A translated message with the type and the name that nodes request it by. */
public record XdsResource(ResourceType type, String name, Message message) {
  /** Translates an entity to the resource that policy servers receive. */
  public static XdsResource of(PolicyServerEntity entity) {
    ResourceType type =
        ResourceType.byEntity(entity.getClass())
            .orElseThrow(() ->
                new IllegalStateException(
                    "no resource type is made from " + entity.getClass().getSimpleName()));
    return new XdsResource(type, entity.id(), type.translate(entity));
  }

  /** Returns the type and the name without the message, which may be a private key. */
  @Override
  public String toString() {
    return type.shortName() + " " + name;
  }
}
