package dev.sluice.controller.store.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class NamedIdsTest {
  private static final String SERVICES = "api_services";

  private static Optional<String> id(String table, String row) {
    return NamedIds.of(table, (ObjectNode) JsonMapper.shared().readTree(row.replace('\'', '"')));
  }

  @Test
  void of_equalNames_areEqual() {
    assertEquals(
        id(SERVICES, "{'tenant_id': 't', 'name': 'orders', 'description': 'one'}"),
        id(SERVICES, "{'name': 'orders', 'tenant_id': 't', 'description': 'two'}"));
  }

  @Test
  void of_otherNameTenantOrTable_differ() {
    Optional<String> orders = id(SERVICES, "{'tenant_id': 't', 'name': 'orders'}");

    assertNotEquals(orders, id(SERVICES, "{'tenant_id': 't', 'name': 'bills'}"));
    assertNotEquals(orders, id(SERVICES, "{'tenant_id': 'u', 'name': 'orders'}"));
    assertNotEquals(orders, id("gateways", "{'tenant_id': 't', 'name': 'orders'}"));
  }

  @Test
  void of_namesWithSeparators_differ() {
    assertNotEquals(
        id(SERVICES, "{'tenant_id': 'a', 'name': 'b,c'}"),
        id(SERVICES, "{'tenant_id': 'a,b', 'name': 'c'}"));
    assertNotEquals(
        id(SERVICES, "{'tenant_id': 'ab', 'name': 'c'}"),
        id(SERVICES, "{'tenant_id': 'a', 'name': 'bc'}"));
  }

  @Test
  void of_userOfOtherTenant_differs() {
    String ada = "{'issuer': 'i', 'subject': 'ada', 'tenant_id': %s}";

    assertNotEquals(id("users", ada.formatted("'t'")), id("users", ada.formatted("'u'")));
    assertNotEquals(id("users", ada.formatted("'t'")), id("users", ada.formatted("null")));
  }

  @Test
  void of_anyName_isUuidOfVersion8() {
    UUID id = UUID.fromString(id("tenants", "{'slug': 'acme'}").orElseThrow());

    assertEquals(8, id.version());
    assertEquals(2, id.variant());
  }

  /** A change of an id would break restores: exports of an older release give other ids then. */
  @Test
  void of_tenant_staysTheSame() {
    assertEquals(
        Optional.of("1306b4ca-722c-887d-a4f8-a410837c4a2b"), id("tenants", "{'slug': 'acme'}"));
  }

  @Test
  void of_tableWithoutNames_isEmpty() {
    assertEquals(Optional.empty(), id("role_bindings", "{'role': 'org-admin'}"));
    assertEquals(Optional.empty(), id("subscriptions", "{'publish_id': 'p'}"));
  }
}
