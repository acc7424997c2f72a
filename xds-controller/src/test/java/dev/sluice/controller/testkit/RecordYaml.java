package dev.sluice.controller.testkit;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.ClientApp;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.CustomerSubscription;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.access.CredentialProofIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader and writer of domain and IR records as YAML. Absent lists, maps, numbers and optional
 * values are empty; an unknown key is an error.
 */
public final class RecordYaml {
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
  private interface Kind {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .changeDefaultNullHandling(
              nulls -> nulls.withOverrides(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .addMixIn(AuthIr.class, Kind.class)
          .addMixIn(PathMatchIr.class, Kind.class)
          .addMixIn(PolicyIr.class, Kind.class)
          .addMixIn(CredentialProofIr.class, Kind.class)
          .addMixIn(TokenRevocation.Tokens.class, Kind.class)
          .build();

  /** The key of each entity type. */
  private static final Map<String, Class<? extends DomainEntity>> ENTITIES =
      Map.ofEntries(
          Map.entry("clusters", Cluster.class),
          Map.entry("tenants", Tenant.class),
          Map.entry("gateways", Gateway.class),
          Map.entry("products", Product.class),
          Map.entry("publishes", Publish.class),
          Map.entry("services", ApiService.class),
          Map.entry("versions", ApiVersion.class),
          Map.entry("backends", Backend.class),
          Map.entry("routes", Route.class),
          Map.entry("policies", Policy.class),
          Map.entry("plans", Plan.class),
          Map.entry("clientApps", ClientApp.class),
          Map.entry("subscriptions", CustomerSubscription.class),
          Map.entry("credentials", CustomerCredential.class),
          Map.entry("models", LlmModel.class),
          Map.entry("agents", Agent.class),
          Map.entry("revocations", TokenRevocation.class));

  private RecordYaml() {}

  /** Reads one record. */
  public static <T> T read(String yaml, Class<T> type) {
    return record(tree(yaml), type);
  }

  /** Reads lists of entities, each under the key of its table. */
  public static List<DomainEntity> readEntities(String yaml) {
    List<DomainEntity> entities = new ArrayList<>();
    for (Map.Entry<?, ?> table : ((Map<?, ?>) tree(yaml)).entrySet()) {
      Class<? extends DomainEntity> type = ENTITIES.get(table.getKey());
      assertNotNull(type, () -> "unknown key " + table.getKey());
      ((List<?>) table.getValue()).forEach(row -> entities.add(record(row, type)));
    }
    return entities;
  }

  private static Object tree(String yaml) {
    return new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
        .loadFromString(yaml);
  }

  private static <T> T record(Object tree, Class<T> type) {
    return Objects.requireNonNull(MAPPER.convertValue(tree, type));
  }

  /** Writes a record with its fields in declaration order. */
  public static String write(Object value) {
    return writeTree(MAPPER.convertValue(value, Object.class));
  }

  /** Writes maps, lists and scalars. */
  public static String writeTree(Object tree) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(120)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(tree);
  }
}
