package dev.sluice.extproc.accesslog;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that a policy server left for the access log, none of which need be there. */
record Fields(Struct struct) {
  private static final Fields NONE = new Fields(Struct.getDefaultInstance());
  private static final String AUTHORIZATION = "envoy.filters.http.ext_authz";
  private static final String INSPECTION = "dev.sluice.dlp";

  /** What the authorization server decided. */
  static Fields decision(AccessLogCommon common) {
    Value sluice = namespace(common, AUTHORIZATION).struct.getFieldsMap().get("sluice");
    return sluice == null ? NONE : new Fields(sluice.getStructValue());
  }

  /** What inspection of the bodies found. */
  static Fields inspection(AccessLogCommon common) {
    return namespace(common, INSPECTION);
  }

  private static Fields namespace(AccessLogCommon common, String name) {
    Struct found = common.getMetadata().getFilterMetadataMap().get(name);
    return found == null ? NONE : new Fields(found);
  }

  /** The text, empty when there is none. */
  String text(String name) {
    return value(name).getStringValue();
  }

  /** The text, or null when there is none. */
  @Nullable String optional(String name) {
    String text = text(name);
    return text.isEmpty() ? null : text;
  }

  boolean flag(String name) {
    return value(name).getBoolValue();
  }

  /** The whole number, or null when there is none that a column could hold. */
  @Nullable Integer number(String name) {
    Value value = value(name);
    double number = value.getNumberValue();
    return value.hasNumberValue() && number >= 0 && number <= Integer.MAX_VALUE
        ? (int) number
        : null;
  }

  List<Fields> list(String name) {
    return value(name).getListValue().getValuesList().stream()
        .map(value -> new Fields(value.getStructValue()))
        .toList();
  }

  private Value value(String name) {
    return struct.getFieldsOrDefault(name, Value.getDefaultInstance());
  }
}
