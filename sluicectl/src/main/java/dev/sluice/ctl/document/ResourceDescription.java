package dev.sluice.ctl.document;

import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.yaml.YamlText;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The description of one resource for people. */
public final class ResourceDescription {
  private ResourceDescription() {}

  /** Returns the kind, the name and all members, with names in place of ids. */
  public static String of(RemoteResources remote, ResourceKind kind, ObjectNode resource) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    description
        .put("resource", kind.singular())
        .put("full_name", remote.name(kind, resource))
        .setAll(new SpecReferences(kind).toSpec(resource, remote::nameOfId));
    return YamlText.of(description);
  }
}
