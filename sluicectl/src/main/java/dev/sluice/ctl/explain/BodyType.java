package dev.sluice.ctl.explain;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/** The content type of a body that has none, by its first characters. */
final class BodyType {
  private static final int LOOKED_AT = 64;

  private BodyType() {}

  static String of(ByteString body) {
    String start =
        body.substring(0, Math.min(LOOKED_AT, body.size()))
            .toString(StandardCharsets.UTF_8)
            .stripLeading();
    if (start.startsWith("data:") || start.startsWith("event:") || start.startsWith(":")) {
      return "text/event-stream";
    }
    return start.startsWith("{") || start.startsWith("[") ? "application/json" : "text/plain";
  }
}
