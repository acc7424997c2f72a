package dev.sluice.extproc.decoder;

import java.util.Locale;

/** How a body is read, told from its content type. */
public enum ContentKind {
  JSON,
  JSON_LINES,
  EVENT_STREAM,
  FORM,
  /** Text, unless it looks like JSON. */
  UNDECLARED,
  /** Declared to be anything: in a request it may be text all the same. */
  BYTES,
  TEXT,
  /** Images, sound, archives and the like: nothing in them is text. */
  OPAQUE,
  /** Text in code units of two or four bytes, which hides it from inspection. */
  WIDE;

  /** True if the body claims to be JSON. */
  public boolean isJson() {
    return this == JSON || this == JSON_LINES;
  }

  /** The kind of a content type header; an empty one says nothing. */
  public static ContentKind of(String contentType) {
    String lower = contentType.toLowerCase(Locale.ROOT);
    int end = lower.indexOf(';');
    String type = (end < 0 ? lower : lower.substring(0, end)).strip();
    String parameters = end < 0 ? "" : lower.substring(end);
    ContentKind kind = ofType(type);
    boolean wide = parameters.contains("utf-16") || parameters.contains("utf-32");
    return wide && kind != OPAQUE ? WIDE : kind;
  }

  private static ContentKind ofType(String type) {
    return switch (type) {
      case "application/json", "text/json" -> JSON;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> JSON_LINES;
      case "text/event-stream" -> EVENT_STREAM;
      case "application/x-www-form-urlencoded" -> FORM;
      case "", "text/plain" -> UNDECLARED;
      case "application/octet-stream" -> BYTES;
      default -> ofFamily(type);
    };
  }

  private static ContentKind ofFamily(String type) {
    if (type.endsWith("+json")) {
      return JSON;
    }
    if (type.endsWith("+xml")) {
      return TEXT;
    }
    return switch (type.substring(0, Math.max(0, type.indexOf('/')))) {
      case "image", "audio", "video", "font" -> OPAQUE;
      default -> opaqueApplication(type) ? OPAQUE : TEXT;
    };
  }

  private static boolean opaqueApplication(String type) {
    return switch (type) {
      case "application/gzip",
          "application/zip",
          "application/zstd",
          "application/pdf",
          "application/wasm",
          "application/grpc",
          "application/x-protobuf",
          "application/protobuf" ->
          true;
      default -> type.startsWith("application/grpc");
    };
  }
}
