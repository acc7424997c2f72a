package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import java.io.IOException;

/**
 * A view of the metadata that the policy servers attached to an exchange; other metadata is
 * skipped.
 */
public final class FilterMetadata {
  private static final int FILTER =
      Metadata.FILTER_METADATA_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final String AUTHORIZATION = "envoy.filters.http.ext_authz";
  private static final String INSPECTION = "dev.sluice.dlp";
  private static final String MODEL = "dev.sluice.model";

  private StructView authorization = StructView.NONE;
  private StructView inspection = StructView.NONE;
  private StructView model = StructView.NONE;

  /** Returns the decision of the authorization server. */
  public StructView decision() {
    return authorization.struct("sluice");
  }

  /** Returns the result of the inspection of the bodies. */
  public StructView inspection() {
    return inspection;
  }

  /** Returns the model that the body of the request has chosen. */
  public StructView model() {
    return model;
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    if (tag != FILTER) {
      return false;
    }
    Entry entry = new Entry();
    ProtobufFields.nested(in, entry::field);
    switch (entry.key) {
      case AUTHORIZATION -> authorization = entry.struct();
      case INSPECTION -> inspection = entry.struct();
      case MODEL -> model = entry.struct();
      default -> {}
    }
    return true;
  }

  private static final class Entry {
    private String key = "";
    private ByteString value = ByteString.EMPTY;

    private boolean field(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case ProtobufFields.MAP_KEY -> key = in.readStringRequireUtf8();
        case ProtobufFields.MAP_VALUE -> value = value.concat(in.readBytes());
        default -> {
          return false;
        }
      }
      return true;
    }

    private StructView struct() throws IOException {
      StructView struct = new StructView(0);
      ProtobufFields.readAll(value, struct::field);
      return struct;
    }
  }
}
