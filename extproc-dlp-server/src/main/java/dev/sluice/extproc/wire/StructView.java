package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import dev.sluice.common.wire.ProtobufFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A view of a {@code google.protobuf.Struct}; each field may be absent or of another type. */
public final class StructView {
  /** A struct without fields. */
  public static final StructView NONE = new StructView(0);

  private static final int DEEPEST = 30;
  private static final int FIELD =
      com.google.protobuf.Struct.FIELDS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int ITEM =
      ListValue.VALUES_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int NULL =
      Value.NULL_VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;
  private static final int NUMBER =
      Value.NUMBER_VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.FIXED64;
  private static final int TEXT =
      Value.STRING_VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int FLAG =
      Value.BOOL_VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;
  private static final int STRUCT =
      Value.STRUCT_VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int LIST =
      Value.LIST_VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final Object NOTHING = new Object();

  private final Map<String, Object> values = new HashMap<>();
  private final int depth;

  StructView(int depth) {
    this.depth = depth;
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Returns a text; empty if it is absent. */
  public String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  public boolean flag(String name) {
    return values.get(name) instanceof Boolean flag && flag;
  }

  public OptionalDouble number(String name) {
    return values.get(name) instanceof Double number
        ? OptionalDouble.of(number)
        : OptionalDouble.empty();
  }

  public StructView struct(String name) {
    return values.get(name) instanceof StructView struct ? struct : NONE;
  }

  /** Returns the items of a list; an item that is not a struct has no fields. */
  public List<StructView> list(String name) {
    return values.get(name) instanceof Items items
        ? items.values.stream()
            .map(item -> item instanceof StructView struct ? struct : NONE)
            .toList()
        : List.of();
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    if (tag != FIELD) {
      return false;
    }
    Entry entry = new Entry(depth);
    ProtobufFields.nested(in, entry::field);
    values.put(entry.key, entry.value.known);
    return true;
  }

  private static final class Items {
    private final List<Object> values = new ArrayList<>();
    private final int depth;

    private Items(int depth) {
      this.depth = depth;
    }

    private boolean field(int tag, CodedInputStream in) throws IOException {
      if (tag != ITEM) {
        return false;
      }
      Any value = new Any(depth);
      ProtobufFields.nested(in, value::field);
      values.add(value.known);
      return true;
    }
  }

  private static final class Entry {
    private final Any value;
    private String key = "";

    private Entry(int depth) {
      value = new Any(depth);
    }

    private boolean field(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case ProtobufFields.MAP_KEY -> key = in.readStringRequireUtf8();
        case ProtobufFields.MAP_VALUE -> ProtobufFields.nested(in, value::field);
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  /** A value; the last kind counts, and repeated structs and lists are merged. */
  private static final class Any {
    private final int depth;
    private Object known = NOTHING;

    private Any(int depth) {
      this.depth = depth;
    }

    private boolean field(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case TEXT -> known = in.readStringRequireUtf8();
        case NUMBER -> known = in.readDouble();
        case FLAG -> known = in.readBool();
        case NULL -> {
          in.readEnum();
          known = NOTHING;
        }
        case STRUCT -> {
          StructView struct = known instanceof StructView begun ? begun : new StructView(deeper());
          known = struct;
          ProtobufFields.nested(in, struct::field);
        }
        case LIST -> {
          Items items = known instanceof Items begun ? begun : new Items(deeper());
          known = items;
          ProtobufFields.nested(in, items::field);
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private int deeper() throws IOException {
      if (depth == DEEPEST) {
        throw new IOException("structs within structs, too deep");
      }
      return depth + 1;
    }
  }
}
