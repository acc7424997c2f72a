package dev.sluice.controller.store.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EntityTablesTest {
  @Test
  void all_policyServerEntity_hasResourceType() {
    for (EntityTables.EntityTable table : EntityTables.all()) {
      if (PolicyServerEntity.class.isAssignableFrom(table.type())) {
        Class<? extends PolicyServerEntity> type =
            table.type().asSubclass(PolicyServerEntity.class);
        assertTrue(
            ResourceType.byEntity(type).isPresent(),
            () -> "no constant of ResourceType names " + type.getSimpleName());
      }
    }
  }

  @Test
  void all_names_areUnique() {
    List<String> names =
        EntityTables.all().stream().flatMap(table -> table.names().stream()).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }
}
