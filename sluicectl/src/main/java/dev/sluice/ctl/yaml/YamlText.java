package dev.sluice.ctl.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;

/** The YAML text of JSON values, in block style. Equal values give equal text. */
public final class YamlText {
  private YamlText() {}

  /** Returns one document without a mark. */
  public static String of(JsonNode value) {
    return new Dump(settings(false)).dumpToString(plain(value));
  }

  /** Returns documents, each with the mark {@code ---}. */
  public static String documents(List<? extends JsonNode> values) {
    return values.isEmpty()
        ? ""
        : new Dump(settings(true)).dumpAllToString(values.stream().map(YamlText::plain).iterator());
  }

  private static DumpSettings settings(boolean marks) {
    return DumpSettings.builder()
        .setDefaultFlowStyle(FlowStyle.BLOCK)
        .setSchema(new CoreSchema())
        .setExplicitStart(marks)
        .setSplitLines(false)
        .setDereferenceAliases(true)
        .build();
  }

  private static @Nullable Object plain(JsonNode value) {
    if (value.isObject()) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      value.properties().forEach(entry -> object.put(entry.getKey(), plain(entry.getValue())));
      return object;
    }
    if (value.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      value.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (value.isNull()) {
      return null;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return value.isNumber() ? value.numberValue() : value.asString();
  }
}
