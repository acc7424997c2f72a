package dev.sluice.ctl.document;

import dev.sluice.common.schema.SchemaViolation;
import dev.sluice.ctl.document.DocumentBodies.DocumentBody;
import dev.sluice.ctl.resource.RemoteResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The changes that documents make to the resources of a tenant. */
public final class DocumentPlan {
  private final RemoteResources remote;
  private final DocumentSchemas contract;
  private final DocumentBodies bodies;
  private final List<TenantDocument> documents;

  /** Creates a plan that has the documents in the order of their references. */
  public DocumentPlan(
      RemoteResources remote, DocumentSchemas contract, List<TenantDocument> documents) {
    this.remote = remote;
    this.contract = contract;
    this.bodies = new DocumentBodies(remote, documents);
    this.documents = DocumentOrder.of(documents, bodies);
  }

  /**
   * A change of one resource.
   *
   * @param existing the resource on the server; empty if it is to be created
   * @param changes the members with their new values
   */
  record PlannedChange(
      TenantDocument document,
      DocumentBody body,
      Optional<ObjectNode> existing,
      ObjectNode changes) {
    boolean isNeeded() {
      return existing.isEmpty() || !changes.isEmpty();
    }
  }

  List<TenantDocument> documents() {
    return documents;
  }

  RemoteResources remote() {
    return remote;
  }

  /** Returns the change of a document, with what the server has now. */
  PlannedChange change(TenantDocument document) {
    DocumentBody body = bodies.of(document);
    Optional<ObjectNode> existing = remote.find(document.kind(), document.name());
    ObjectNode changes =
        existing.map(resource -> MemberChanges.of(resource, body.members())).orElse(body.members());
    return new PlannedChange(document, body, existing, changes);
  }

  /** Returns the problems of all documents that can be found without a change. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (TenantDocument document : documents) {
      PlannedChange change = change(document);
      problems.addAll(change.body().problems());
      for (SchemaViolation violation : contract.violations(document.kind(), whole(change))) {
        problems.add(document.problem(violation.pointer(), violation.message()));
      }
    }
    return problems;
  }

  /** Returns the body with the members of the server that the document does not have. */
  private ObjectNode whole(PlannedChange change) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    change
        .existing()
        .ifPresent(resource ->
            contract
                .members(change.document().kind())
                .forEach(member ->
                    Optional.ofNullable(resource.get(member))
                        .ifPresent(value -> whole.set(member, value))));
    whole.setAll(change.body().members());
    return whole;
  }

  /** Returns a line for each resource that would be created and each member that would change. */
  public List<String> differences() {
    return documents.stream().map(this::change).flatMap(this::differences).toList();
  }

  private Stream<String> differences(PlannedChange change) {
    String label = change.document().label();
    if (change.existing().isEmpty()) {
      return Stream.of("+ " + label);
    }
    ObjectNode before = named(change, change.existing().get());
    return named(change, change.changes()).properties().stream()
        .map(entry ->
            "~ %s: %s: %s -> %s"
                .formatted(
                    label, entry.getKey(), before.path(entry.getKey()), written(change, entry)));
  }

  /** Returns the new value; a reference to what does not exist yet is as in the document. */
  private static JsonNode written(PlannedChange change, Map.Entry<String, JsonNode> entry) {
    return entry.getValue().toString().contains(DocumentBodies.FUTURE_ID)
        ? change.document().spec().path(entry.getKey())
        : entry.getValue();
  }

  private ObjectNode named(PlannedChange change, ObjectNode members) {
    return new SpecReferences(change.document().kind()).toSpec(members, remote::nameOfId);
  }
}
