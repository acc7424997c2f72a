package dev.sluice.ctl.document;

import dev.sluice.ctl.document.DocumentBodies.DocumentBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order of documents in which each one follows those that it refers to. */
final class DocumentOrder {
  private final Map<String, TenantDocument> documents = new LinkedHashMap<>();
  private final DocumentBodies bodies;
  private final Set<String> visited = new HashSet<>();
  private final List<TenantDocument> ordered = new ArrayList<>();

  private DocumentOrder(DocumentBodies bodies) {
    this.bodies = bodies;
  }

  static List<TenantDocument> of(List<TenantDocument> documents, DocumentBodies bodies) {
    DocumentOrder order = new DocumentOrder(bodies);
    documents.stream()
        .sorted(Comparator.comparing(TenantDocument::kind))
        .forEach(document -> order.documents.put(document.label(), document));
    order.documents.values().forEach(order::visit);
    return order.ordered;
  }

  private void visit(TenantDocument document) {
    if (visited.add(document.label())) {
      DocumentBody body = bodies.of(document);
      body.needs()
          .forEach(label -> {
            TenantDocument needed = documents.get(label);
            if (needed != null) {
              visit(needed);
            }
          });
      ordered.add(document);
    }
  }
}
