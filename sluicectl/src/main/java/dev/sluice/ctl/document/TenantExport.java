package dev.sluice.ctl.document;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.yaml.YamlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The export of all resources of a tenant as documents. Equal tenants give equal text. */
public final class TenantExport {
  private final RemoteResources remote;
  private final DocumentSchemas contract;

  public TenantExport(RemoteResources remote, DocumentSchemas contract) {
    this.remote = remote;
    this.contract = contract;
  }

  /** Returns the documents by kind and name. */
  public String text() {
    List<ObjectNode> documents = new ArrayList<>();
    for (ResourceKind kind : ResourceKind.values()) {
      if (kind.isApplied(remote.portal())) {
        documents.addAll(documents(kind).values());
      }
    }
    return YamlText.documents(documents);
  }

  private Map<String, ObjectNode> documents(ResourceKind kind) {
    // Tenants in the order of their numbers, so that apply gives them the same numbers.
    Map<String, ObjectNode> documents =
        kind == ResourceKind.TENANT ? new LinkedHashMap<>() : new TreeMap<>();
    List<ObjectNode> resources = new ArrayList<>(remote.all(kind));
    if (kind == ResourceKind.TENANT) {
      resources.sort(Comparator.comparingLong(tenant -> tenant.path("number").asLong(0)));
    }
    // Sluice writes automatic rows itself, and ends them.
    resources.removeIf(resource -> resource.path("source").asString("").equals("auto"));
    for (ObjectNode resource : resources) {
      String name = remote.name(kind, resource);
      if (remote.isNamed(kind, resource)
          && documents.put(name, document(kind, name, resource)) != null) {
        throw CommandFailure.error(
            "Two of %s have the name \"%s\"; rename one before the export."
                .formatted(kind.plural(), name));
      }
    }
    return documents;
  }

  private ObjectNode document(ResourceKind kind, String name, ObjectNode resource) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    List<String> inName =
        remote.nameMembers(kind).stream()
            .flatMap(member -> List.of(member.split(":", -1)).stream())
            .toList();
    for (String member : contract.members(kind)) {
      JsonNode value = resource.get(member);
      if (value != null && !inName.contains(member)) {
        members.set(member, value);
      }
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("kind", kind.documentKind()).put("name", name);
    document.set("spec", new SpecReferences(kind).toSpec(members, remote::nameOfId));
    return document;
  }
}
