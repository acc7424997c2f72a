package dev.sluice.controller.store.management;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ids of new rows, made from the names that are unique in the database. Equal names give equal
 * ids, so that equal documents give an equal configuration in an empty database.
 */
final class NamedIds {
  private static final String SERVICE = "api_service_id";
  private static final String TENANT = "tenant_id";
  private static final String NAME = "name";
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("tenants", List.of("slug")),
          Map.entry("users", List.of(TENANT, "issuer", "subject")),
          Map.entry("clusters", List.of(NAME)),
          Map.entry("api_services", List.of(TENANT, NAME)),
          Map.entry("api_versions", List.of(SERVICE, "label")),
          Map.entry("backends", List.of(SERVICE, NAME)),
          Map.entry("routes", List.of(SERVICE, NAME)),
          Map.entry("gateways", List.of(TENANT, NAME)),
          Map.entry("policies", List.of(TENANT, NAME)),
          Map.entry("llm_models", List.of(TENANT, "backend_id", "alias")),
          Map.entry("products", List.of(TENANT, "slug", "version")),
          Map.entry("plans", List.of("product_id", NAME)),
          Map.entry("product_publishes", List.of("product_id", "environment", "cluster_id")),
          Map.entry("client_apps", List.of(TENANT, NAME)));

  private static final long VERSION_8 = 0x8000L;
  private static final long VERSION_BITS = 0xF000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;

  private NamedIds() {}

  /** Returns the id of a row, if rows of its table have such ids. */
  static Optional<String> of(String table, ObjectNode row) {
    List<String> key = KEYS.get(table);
    if (key == null) {
      return Optional.empty();
    }
    ArrayNode name = JsonMapper.shared().createArrayNode().add(table);
    key.forEach(column -> name.add(row.path(column).asString("")));
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(name.toString().getBytes(StandardCharsets.UTF_8)));
    // A UUID of version 8 (RFC 9562).
    return Optional.of(
        new UUID(
                (hash.getLong() & ~VERSION_BITS) | VERSION_8,
                (hash.getLong() & ~VARIANT_BITS) | VARIANT)
            .toString());
  }
}
