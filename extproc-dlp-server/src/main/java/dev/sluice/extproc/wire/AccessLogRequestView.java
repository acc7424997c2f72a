package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.config.core.v3.RequestMethod;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPRequestProperties;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A view of an {@code HTTPRequestProperties} with the fields that this server needs; an absent text
 * is empty.
 */
public final class AccessLogRequestView {
  private static final int METHOD =
      HTTPRequestProperties.REQUEST_METHOD_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.VARINT;
  private static final int AUTHORITY =
      HTTPRequestProperties.AUTHORITY_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int PATH =
      HTTPRequestProperties.PATH_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int ORIGINAL_PATH =
      HTTPRequestProperties.ORIGINAL_PATH_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int USER_AGENT =
      HTTPRequestProperties.USER_AGENT_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int ID =
      HTTPRequestProperties.REQUEST_ID_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int BODY_BYTES =
      HTTPRequestProperties.REQUEST_BODY_BYTES_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.VARINT;
  private static final int HEADERS =
      HTTPRequestProperties.REQUEST_HEADERS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;

  private final StringMapField headers = new StringMapField();
  private int method;
  private String authority = "";
  private String path = "";
  private String originalPath = "";
  private String userAgent = "";
  private String requestId = "";
  private long bodyBytes;

  AccessLogRequestView() {}

  /** Returns the name of the method; empty if it is unknown. */
  public String method() {
    @Nullable RequestMethod known = RequestMethod.forNumber(method);
    return known == null || known == RequestMethod.METHOD_UNSPECIFIED ? "" : known.name();
  }

  public String authority() {
    return authority;
  }

  public String path() {
    return path;
  }

  /** Returns the path as the client sent it, if a filter has changed it. */
  public String originalPath() {
    return originalPath;
  }

  public String userAgent() {
    return userAgent;
  }

  /** Returns Envoy's id of the request. */
  public String requestId() {
    return requestId;
  }

  public long bodyBytes() {
    return bodyBytes;
  }

  /** Returns one of the headers that Envoy is configured to log, or an empty text. */
  public String header(String name) {
    return headers.text(name);
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case METHOD -> method = in.readEnum();
      case AUTHORITY -> authority = in.readStringRequireUtf8();
      case PATH -> path = in.readStringRequireUtf8();
      case ORIGINAL_PATH -> originalPath = in.readStringRequireUtf8();
      case USER_AGENT -> userAgent = in.readStringRequireUtf8();
      case ID -> requestId = in.readStringRequireUtf8();
      case BODY_BYTES -> bodyBytes = in.readUInt64();
      case HEADERS -> headers.read(in);
      default -> {
        return false;
      }
    }
    return true;
  }
}
