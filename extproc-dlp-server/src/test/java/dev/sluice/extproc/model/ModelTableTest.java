package dev.sluice.extproc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.v1.LlmModel;
import dev.sluice.config.v1.ModelProvider;
import dev.sluice.config.v1.ModelStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelTableTest {
  private final ModelTable table =
      table(
          model("m1", "", "fast", 2),
          model("m2", "", "fast", 1),
          model("m3", "acme", "fast", 9),
          model("m4", "", "large", 1));

  @Test
  void find_ownAndSharedModels_orderedByPriority() {
    assertEquals("m2 m1", find(table, "other", "fast"));
    assertEquals("m3", find(table, "acme", "fast"));
    assertEquals("m4", find(table, "acme", "large"));
    assertEquals("", find(table, "acme", "unknown"));
  }

  @Test
  void served_firstOutOfService_nextModel() {
    LlmModel.Builder off =
        model("m1", "", "fast", 1).toBuilder().setStatus(ModelStatus.MODEL_STATUS_INACTIVE);
    LlmModel.Builder on =
        model("m2", "", "fast", 2).toBuilder()
            .setProvider(ModelProvider.MODEL_PROVIDER_ANTHROPIC)
            .setInputPriceE8(3)
            .setOutputPriceE8(15);
    ModelTable models = table(off.build(), on.build());
    assertEquals(Optional.of(new ServedModel("anthropic", 3, 15)), models.served("acme", "fast"));
    assertEquals(Optional.empty(), models.served("acme", "unknown"));
    assertEquals(Optional.empty(), table(off.build()).served("acme", "fast"));
  }

  @Test
  void with_changedAliasAndRemoval_newTable() {
    ModelTable next =
        table.with(Map.of("m2", model("m2", "", "large", 0)), List.of("m3", "unknown"));
    assertEquals("m1", find(next, "acme", "fast"));
    assertEquals("m2 m4", find(next, "acme", "large"));
    assertEquals("m2 m1", find(table, "", "fast"), "the table before stays");
  }

  @Test
  void with_randomChanges_equalsFreshTable() {
    Random random = new Random(3);
    Map<String, LlmModel> expected = new HashMap<>();
    ModelTable changing = ModelTable.empty();
    for (int step = 0; step < 2_000; step++) {
      String id = "m" + random.nextInt(20);
      if (random.nextInt(3) == 0) {
        expected.remove(id);
        changing = changing.with(Map.of(), List.of(id));
      } else {
        LlmModel model =
            model(
                id, random.nextBoolean() ? "" : "acme", "a" + random.nextInt(4), random.nextInt(3));
        expected.put(id, model);
        changing = changing.with(Map.of(id, model), List.of());
      }
      ModelTable anew = ModelTable.empty().with(expected, List.of());
      for (int i = 0; i < 4; i++) {
        assertEquals(find(anew, "acme", "a" + i), find(changing, "acme", "a" + i));
        assertEquals(find(anew, "", "a" + i), find(changing, "", "a" + i));
      }
    }
  }

  private static String find(ModelTable table, String tenant, String alias) {
    return table.find(tenant, alias).stream().map(LlmModel::getId).collect(Collectors.joining(" "));
  }

  private static ModelTable table(LlmModel... models) {
    Map<String, LlmModel> byId = new HashMap<>();
    for (LlmModel model : models) {
      byId.put(model.getId(), model);
    }
    return ModelTable.empty().with(byId, List.of());
  }

  private static LlmModel model(String id, String tenant, String alias, int priority) {
    return LlmModel.newBuilder()
        .setId(id)
        .setTenant(tenant)
        .setAlias(alias)
        .setPriority(priority)
        .build();
  }
}
