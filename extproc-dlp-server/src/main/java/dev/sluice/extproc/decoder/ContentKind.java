package dev.sluice.extproc.decoder;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways to read a body, derived from its content type. */
public enum ContentKind {
  JSON,
  JSON_LINES,
  EVENT_STREAM,
  FORM,
  /** Parts, each with its own type. */
  MULTIPART,
  /** Text, unless it looks like JSON. */
  UNDECLARED,
  /** Unspecified bytes; in a request they may be text. */
  BYTES,
  TEXT,
  /** Images, sound, archives and other content without text. */
  OPAQUE,
  /** Text in a charset that hides it from inspection, such as UTF-16. */
  WIDE_CHARSET;

  /** Returns true if the body is declared as JSON. */
  public boolean isJson() {
    return this == JSON || this == JSON_LINES;
  }

  /**
   * Returns the kind of a content type header. An empty header and one with several types are
   * undeclared, because readers differ in which type they use.
   */
  public static ContentKind of(String contentType) {
    String lower = contentType.toLowerCase(Locale.ROOT);
    if (lower.indexOf(',') < 0) {
      return ofOne(lower);
    }
    List<ContentKind> kinds =
        Arrays.stream(lower.split(",")).map(ContentKind::ofOne).distinct().toList();
    if (kinds.contains(WIDE_CHARSET)) {
      return WIDE_CHARSET;
    }
    if (kinds.contains(MULTIPART)) {
      return MULTIPART;
    }
    return kinds.size() == 1 ? kinds.getFirst() : UNDECLARED;
  }

  private static ContentKind ofOne(String contentType) {
    int end = contentType.indexOf(';');
    ContentKind kind = ofType((end < 0 ? contentType : contentType.substring(0, end)).strip());
    boolean wide = end >= 0 && CharsetCheck.hidesText(contentType.substring(end));
    return wide && kind != OPAQUE ? WIDE_CHARSET : kind;
  }

  private static ContentKind ofType(String type) {
    return switch (type) {
      case "application/json", "text/json" -> JSON;
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonl",
          "application/jsonlines",
          "application/x-jsonlines",
          "application/json-lines" ->
          JSON_LINES;
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
      case "multipart" -> MULTIPART;
      case "application" -> opaqueApplication(type) ? OPAQUE : UNDECLARED;
      default -> TEXT;
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
