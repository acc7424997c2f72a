package dev.sluice.controller.testkit;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.access.CredentialProofIr;
import dev.sluice.controller.ir.route.PathMatchIr;
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
 * Records of the domain and of the intermediate representation as YAML. In what is read, absent
 * lists, maps, numbers and optional values are empty; a key that no record has is an error.
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
          .addMixIn(CredentialProofIr.class, Kind.class)
          .addMixIn(TokenRevocation.Tokens.class, Kind.class)
          .build();

  private RecordYaml() {}

  /** Reads one record. */
  public static <T> T read(String yaml, Class<T> type) {
    Object tree =
        new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(yaml);
    return Objects.requireNonNull(MAPPER.convertValue(tree, type));
  }

  /** Writes one record, its fields in the order of their declaration. */
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
