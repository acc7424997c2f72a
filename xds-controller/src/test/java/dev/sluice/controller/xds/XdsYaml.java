package dev.sluice.controller.xds;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.sluice.controller.testkit.RecordYaml;
import dev.sluice.controller.xds.resource.ResourceJson;
import dev.sluice.controller.xds.resource.XdsResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A writer of translated resources as YAML with Envoy's field names and decoded typed fields. All
 * HTTP listeners have the same local replies, which are in a golden file of their own.
 */
public final class XdsYaml {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().usingTypeRegistry(ResourceJson.TYPES).preservingProtoFieldNames();

  private static final String REPLIES = "local_reply_config";

  private XdsYaml() {}

  /** Writes resources in the given order. */
  public static String write(List<XdsResource> resources) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (XdsResource resource : resources) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", resource.type().shortName());
      entry.put("name", resource.name());
      entry.put("resource", withoutReplies(tree(resource.message())));
      all.add(entry);
    }
    return RecordYaml.writeTree(all);
  }

  /** Writes a message. */
  public static String write(Message message) {
    return RecordYaml.writeTree(tree(message));
  }

  private static Object withoutReplies(Object tree) {
    return switch (tree) {
      case Map<?, ?> fields -> {
        Map<Object, Object> kept = new LinkedHashMap<>();
        fields.forEach((name, value) ->
            kept.put(name, name.equals(REPLIES) ? "local_replies" : withoutReplies(value)));
        yield kept;
      }
      case List<?> items -> items.stream().map(XdsYaml::withoutReplies).toList();
      default -> tree;
    };
  }

  /** Parses JSON as YAML. */
  private static Object tree(Message message) {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(PRINTER.print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(message.getDescriptorForType().getName(), e);
    }
  }
}
