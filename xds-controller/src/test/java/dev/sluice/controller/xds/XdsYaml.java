package dev.sluice.controller.xds;

import com.google.protobuf.InvalidProtocolBufferException;
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

/** A writer of translated resources as YAML with Envoy's field names and decoded typed fields. */
public final class XdsYaml {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().usingTypeRegistry(ResourceJson.TYPES).preservingProtoFieldNames();

  private XdsYaml() {}

  /** Writes resources in the given order. */
  public static String write(List<XdsResource> resources) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (XdsResource resource : resources) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("type", resource.type().shortName());
      entry.put("name", resource.name());
      entry.put("resource", tree(resource));
      all.add(entry);
    }
    return RecordYaml.writeTree(all);
  }

  /** Parses JSON as YAML. */
  private static Object tree(XdsResource resource) {
    try {
      return new Load(LoadSettings.builder().build())
          .loadFromString(PRINTER.print(resource.message()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(resource.name(), e);
    }
  }
}
