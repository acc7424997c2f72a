package dev.sluice.extproc.response;

import dev.sluice.extproc.model.ListedModel;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lists of models in the forms of OpenAI and Anthropic. */
public final class ModelListDocument {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ModelListDocument() {}

  /** Returns the list of all models. */
  public static String all(List<ListedModel> models, String dialect) {
    ObjectNode list = MAPPER.createObjectNode();
    ArrayNode data = list.putArray("data");
    models.forEach(model -> data.add(entry(model, dialect)));
    if (dialect.equals("anthropic")) {
      list.put("has_more", false);
      list.put("first_id", models.isEmpty() ? null : models.getFirst().alias());
      list.put("last_id", models.isEmpty() ? null : models.getLast().alias());
    } else {
      list.put("object", "list");
    }
    return list.toString();
  }

  /** Returns the document of one model, if the list has it. */
  public static Optional<String> one(List<ListedModel> models, String alias, String dialect) {
    return models.stream()
        .filter(model -> model.alias().equals(alias))
        .findFirst()
        .map(model -> entry(model, dialect).toString());
  }

  /** Returns an entry. The time of creation is not known; both forms require one. */
  private static ObjectNode entry(ListedModel model, String dialect) {
    ObjectNode entry = MAPPER.createObjectNode().put("id", model.alias());
    return dialect.equals("anthropic")
        ? entry
            .put("type", "model")
            .put("display_name", model.alias())
            .put("created_at", "1970-01-01T00:00:00Z")
        : entry.put("object", "model").put("created", 0).put("owned_by", model.provider());
  }
}
