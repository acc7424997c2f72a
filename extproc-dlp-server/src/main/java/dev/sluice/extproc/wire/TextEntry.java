package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Map;

/** An entry of a map of texts. */
final class TextEntry {
  private String key = "";
  private String value = "";

  private TextEntry() {}

  static void read(CodedInputStream in, Map<String, String> map) throws IOException {
    TextEntry entry = new TextEntry();
    Fields.nested(in, entry::field);
    map.put(entry.key, entry.value);
  }

  private boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case Fields.MAP_KEY -> key = in.readStringRequireUtf8();
      case Fields.MAP_VALUE -> value = in.readStringRequireUtf8();
      default -> {
        return false;
      }
    }
    return true;
  }
}
