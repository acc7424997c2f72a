package dev.sluice.ctl.document;

import dev.sluice.ctl.resource.Portal;
import dev.sluice.ctl.resource.ResourceKind;
import dev.sluice.ctl.yaml.YamlFileDocument;
import dev.sluice.ctl.yaml.YamlFiles;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A reader of the documents of a tenant that collects the problems of all files. */
public final class DocumentReader {
  private static final Set<String> MEMBERS = Set.of("kind", "name", "spec");

  private final Portal portal;
  private final List<TenantDocument> documents = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> labels = new HashSet<>();

  public DocumentReader(Portal portal) {
    this.portal = portal;
  }

  public List<TenantDocument> documents() {
    return List.copyOf(documents);
  }

  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Reads files, folders, or the standard input. */
  public void read(List<String> sources, InputStream standardInput) {
    YamlFiles files = new YamlFiles(standardInput);
    sources.forEach(files::read);
    problems.addAll(files.problems());
    files.documents().forEach(this::add);
  }

  private void add(YamlFileDocument source) {
    JsonNode json = source.json();
    int before = problems.size();
    if (!json.isObject()) {
      problems.add(source.problem(List.of(), "a document must be a mapping of kind, name, spec"));
      return;
    }
    for (String member : json.propertyNames()) {
      if (!MEMBERS.contains(member)) {
        problems.add(
            source.problem(
                List.of(member), member + ": is not a known key; use one of kind, name, spec"));
      }
    }
    Optional<ResourceKind> kind = kind(source, json);
    String name = json.path("name").isValueNode() ? json.path("name").asString("") : "";
    if (name.isEmpty()) {
      problems.add(source.problem(List.of("name"), "name: is missing or not a text"));
    }
    JsonNode spec = json.path("spec");
    if (!spec.isObject() && !spec.isMissingNode() && !spec.isNull()) {
      problems.add(source.problem(List.of("spec"), "spec: must be a mapping"));
    }
    if (problems.size() == before && kind.isPresent()) {
      ObjectNode object = spec instanceof ObjectNode o ? o : JsonNodeFactory.instance.objectNode();
      addUnique(new TenantDocument(kind.get(), name, object, source));
    }
  }

  private void addUnique(TenantDocument document) {
    if (labels.add(document.label())) {
      documents.add(document);
    } else {
      problems.add(document.problem("", "is described by an earlier document; remove one"));
    }
  }

  private Optional<ResourceKind> kind(YamlFileDocument source, JsonNode json) {
    Optional<ResourceKind> kind =
        ResourceKind.ofDocument(json.path("kind").asString(""))
            .filter(known -> known.isApplied(portal));
    if (kind.isEmpty()) {
      problems.add(
          source.problem(
              List.of("kind"),
              "kind: is missing or not of this portal; use one of "
                  + Arrays.stream(ResourceKind.values())
                      .filter(known -> known.isApplied(portal))
                      .map(ResourceKind::documentKind)
                      .collect(Collectors.joining(", "))));
    }
    return kind;
  }
}
