package dev.sluice.extproc.model;

import dev.sluice.common.collect.TrieMap;
import dev.sluice.config.v1.LlmModel;
import dev.sluice.config.v1.ModelStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of the models in force, by the names that requests use. A table is immutable; a new
 * version shares all unchanged parts.
 */
public final class ModelTable {
  private static final Comparator<LlmModel> ORDER =
      Comparator.comparingInt(LlmModel::getPriority).thenComparing(LlmModel::getId);
  private static final ModelTable EMPTY = new ModelTable(TrieMap.empty(), TrieMap.empty());

  private final TrieMap<String, LlmModel> byId;
  private final TrieMap<Alias, List<LlmModel>> byAlias;

  private ModelTable(TrieMap<String, LlmModel> byId, TrieMap<Alias, List<LlmModel>> byAlias) {
    this.byId = byId;
    this.byAlias = byAlias;
  }

  private record Alias(String tenant, String alias) {
    static Alias of(LlmModel model) {
      return new Alias(model.getTenant(), model.getAlias());
    }
  }

  /** Returns a table without models. */
  public static ModelTable empty() {
    return EMPTY;
  }

  /** Returns a table with the changed models, by id, and without the removed ones. */
  public ModelTable with(Map<String, LlmModel> changed, Collection<String> removed) {
    TrieMap<String, LlmModel> ids = byId;
    TrieMap<Alias, List<LlmModel>> aliases = byAlias;
    for (String id : removed) {
      aliases = replaced(aliases, ids.get(id), null);
      ids = ids.without(id);
    }
    for (Map.Entry<String, LlmModel> model : changed.entrySet()) {
      aliases = replaced(aliases, ids.get(model.getKey()), model.getValue());
      ids = ids.with(model.getKey(), model.getValue());
    }
    return new ModelTable(ids, aliases);
  }

  /**
   * Returns the models of that name in order of priority: the tenant's own if it has any, else the
   * shared ones.
   */
  public List<LlmModel> find(String tenant, String alias) {
    List<LlmModel> own = byAlias.get(new Alias(tenant, alias));
    if (own != null) {
      return own;
    }
    List<LlmModel> shared = byAlias.get(new Alias("", alias));
    return shared == null ? List.of() : shared;
  }

  /** Returns the model with an id. */
  public Optional<ServedModel> byId(String id) {
    return Optional.ofNullable(byId.get(id)).map(ServedModel::of);
  }

  /** Returns the name that the backend of the model with an id uses. */
  public Optional<String> upstreamName(String id) {
    return Optional.ofNullable(byId.get(id)).map(LlmModel::getUpstreamModel);
  }

  /** Returns the first model of {@link #find} that is in service. */
  public Optional<ServedModel> served(String tenant, String alias) {
    return find(tenant, alias).stream()
        .filter(model -> model.getStatus() != ModelStatus.MODEL_STATUS_INACTIVE)
        .findFirst()
        .map(ServedModel::of);
  }

  private static TrieMap<Alias, List<LlmModel>> replaced(
      TrieMap<Alias, List<LlmModel>> aliases, @Nullable LlmModel before, @Nullable LlmModel after) {
    TrieMap<Alias, List<LlmModel>> next = aliases;
    if (before != null) {
      List<LlmModel> left = list(next.get(Alias.of(before)));
      left.remove(before);
      next =
          left.isEmpty()
              ? next.without(Alias.of(before))
              : next.with(Alias.of(before), List.copyOf(left));
    }
    if (after != null) {
      List<LlmModel> all = list(next.get(Alias.of(after)));
      all.add(after);
      all.sort(ORDER);
      next = next.with(Alias.of(after), List.copyOf(all));
    }
    return next;
  }

  private static List<LlmModel> list(@Nullable List<LlmModel> models) {
    return models == null ? new ArrayList<>() : new ArrayList<>(models);
  }
}
