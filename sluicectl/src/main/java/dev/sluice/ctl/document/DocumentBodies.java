package dev.sluice.ctl.document;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.resource.ResourceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bodies that documents become, with ids in place of names. */
final class DocumentBodies {
  /** The id of a resource that does not exist yet. */
  static final String FUTURE_ID = "00000000-0000-0000-0000-000000000000";

  private final RemoteResources remote;
  private final Map<String, TenantDocument> documents = new LinkedHashMap<>();

  DocumentBodies(RemoteResources remote, List<TenantDocument> documents) {
    this.remote = remote;
    documents.forEach(document -> this.documents.put(document.label(), document));
  }

  /**
   * A body of the API.
   *
   * @param parentId the id of the resource above, or an empty text
   * @param needs the labels of documents that must be applied before
   * @param problems lines with places in the file
   */
  record DocumentBody(
      ObjectNode members, String parentId, Set<String> needs, List<String> problems) {

    /** Returns whether a resource that this one refers to does not exist yet. */
    boolean isFuture() {
      return parentId.equals(FUTURE_ID) || members.toString().contains(FUTURE_ID);
    }
  }

  DocumentBody of(TenantDocument document) {
    Set<String> needs = new LinkedHashSet<>();
    List<String> problems = new ArrayList<>();
    SpecReferences.ReferenceResolver resolver =
        (referred, name, pointer) -> id(document, referred, name, pointer, needs, problems);
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    String parentId = "";
    try {
      parentId = putKey(document, members, resolver);
    } catch (CommandFailure e) {
      e.lines().forEach(line -> problems.add(document.source().problem(List.of("name"), line)));
    }
    ObjectNode spec = new SpecReferences(document.kind()).toBody(document.spec(), resolver);
    for (String member : spec.propertyNames()) {
      if (members.has(member)) {
        problems.add(
            document
                .source()
                .problem(
                    List.of("spec", member),
                    document.label() + ": " + member + " is in the name; remove it here"));
      }
    }
    members.setAll(spec);
    return new DocumentBody(members, parentId, needs, problems);
  }

  /** Puts the values of the name into a body, and returns the id of the resource above. */
  private String putKey(
      TenantDocument document, ObjectNode members, SpecReferences.ReferenceResolver resolver) {
    ResourceKind kind = document.kind();
    String parentId = "";
    Map<String, String> key = ResourceName.parse(kind, remote.portal(), document.name());
    for (Map.Entry<String, String> part : key.entrySet()) {
      ResourceKind referred = kind.references().get(part.getKey());
      if (referred == null) {
        put(members, part.getKey(), part.getValue());
        continue;
      }
      String id = resolver.id(referred, part.getValue(), "/" + part.getKey());
      if (kind.parent().isPresent()) {
        parentId = id;
      } else {
        members.put(part.getKey(), id);
      }
    }
    return parentId;
  }

  private String id(
      TenantDocument document,
      ResourceKind referred,
      String name,
      String pointer,
      Set<String> needs,
      List<String> problems) {
    if (RemoteResources.isId(name) && !isSubject(referred, name)) {
      return name;
    }
    TenantDocument described = documents.get(referred.singular() + " " + name);
    if (described != null && !described.equals(document)) {
      needs.add(described.label());
    }
    Optional<ObjectNode> existing = remote.find(referred, name);
    if (existing.isEmpty() && described == null) {
      problems.add(
          document.problem(pointer, "there is no %s \"%s\"".formatted(referred.singular(), name)));
    }
    return existing.map(RemoteResources::id).orElse(FUTURE_ID);
  }

  /**
   * Returns whether a text is the name of a user: many issuers have subjects in the form of ids.
   */
  private boolean isSubject(ResourceKind referred, String name) {
    return referred == ResourceKind.USER
        && (documents.containsKey(referred.singular() + " " + name)
            || remote.find(referred, name).isPresent());
  }

  private static void put(ObjectNode members, String member, String value) {
    int colon = member.indexOf(':');
    int last = value.lastIndexOf(':');
    if (colon < 0) {
      members.put(member, value);
    } else if (last >= 0 && value.substring(last + 1).matches("\\d{1,6}")) {
      members.put(member.substring(0, colon), value.substring(0, last));
      members.put(member.substring(colon + 1), Integer.parseInt(value.substring(last + 1)));
    } else {
      throw CommandFailure.error("the name must end with %s".formatted(member));
    }
  }
}
