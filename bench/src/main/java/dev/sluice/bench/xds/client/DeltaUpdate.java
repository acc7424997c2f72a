package dev.sluice.bench.xds.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A response as far as a node looks at it: names and versions, with the places of the rest.
 *
 * @param receivedNanos when its last byte was there, by {@link System#nanoTime}
 */
record DeltaUpdate(
    ByteString message,
    String typeUrl,
    String nonce,
    List<Resource> resources,
    List<String> removed,
    long receivedNanos) {
  private static final int RESOURCES = 2;
  private static final int TYPE_URL = 4;
  private static final int NONCE = 5;
  private static final int REMOVED = 6;

  private static final int RESOURCE_VERSION = 1;
  private static final int RESOURCE_ANY = 2;
  private static final int RESOURCE_NAME = 3;
  private static final int ANY_VALUE = 2;

  /**
   * One resource and where it is in the message.
   *
   * @param start of the whole entry, with its name and version
   * @param value the start of the resource itself
   */
  record Resource(String name, String version, int start, int length, int value, int valueLength) {}

  /** The bytes of a resource's whole entry. */
  ByteString entry(Resource resource) {
    return message.substring(resource.start(), resource.start() + resource.length());
  }

  /** The bytes of a resource itself. */
  ByteString value(Resource resource) {
    return message.substring(resource.value(), resource.value() + resource.valueLength());
  }

  static DeltaUpdate parse(ByteString message, long receivedNanos) throws IOException {
    CodedInputStream in = message.newCodedInput();
    String typeUrl = "";
    String nonce = "";
    List<Resource> resources = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case RESOURCES -> resources.add(resource(in));
        case TYPE_URL -> typeUrl = in.readString();
        case NONCE -> nonce = in.readString();
        case REMOVED -> removed.add(in.readString());
        default -> in.skipField(tag);
      }
    }
    return new DeltaUpdate(message, typeUrl, nonce, resources, removed, receivedNanos);
  }

  private static Resource resource(CodedInputStream in) throws IOException {
    int length = in.readRawVarint32();
    int start = in.getTotalBytesRead();
    int limit = in.pushLimit(length);
    String name = "";
    String version = "";
    int value = start;
    int valueLength = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case RESOURCE_VERSION -> version = in.readString();
        case RESOURCE_NAME -> name = in.readString();
        case RESOURCE_ANY -> {
          int any = in.readRawVarint32();
          int outer = in.pushLimit(any);
          for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
            if (WireFormat.getTagFieldNumber(inner) == ANY_VALUE) {
              valueLength = in.readRawVarint32();
              value = in.getTotalBytesRead();
              in.skipRawBytes(valueLength);
            } else {
              in.skipField(inner);
            }
          }
          in.popLimit(outer);
        }
        default -> in.skipField(tag);
      }
    }
    in.popLimit(limit);
    return new Resource(name, version, start, length, value, valueLength);
  }
}
