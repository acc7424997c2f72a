package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A map of texts by their names. */
final class StringMapField {
  private final Map<String, String> texts = new HashMap<>();

  /** Returns the text with that name, or an empty text. */
  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** Reads an entry. */
  void read(CodedInputStream in) throws IOException {
    Entry entry = new Entry();
    ProtobufFields.nested(in, entry::field);
    texts.put(entry.key, entry.value);
  }

  private static final class Entry {
    private String key = "";
    private String value = "";

    private boolean field(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case ProtobufFields.MAP_KEY -> key = in.readStringRequireUtf8();
        case ProtobufFields.MAP_VALUE -> value = in.readStringRequireUtf8();
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
