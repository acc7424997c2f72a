package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.config.core.v3.RequestMethod;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPRequestProperties;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What this server needs of {@code HTTPRequestProperties}; a text that is not told is empty. */
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

  /** The method's name, empty for one that nobody knows. */
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

  /** As the client sent it, where something on the way changed it. */
  public String originalPath() {
    return originalPath;
  }

  public String userAgent() {
    return userAgent;
  }

  /** Envoy's id of the request. */
  public String requestId() {
    return requestId;
  }

  public long bodyBytes() {
    return bodyBytes;
  }

  /** One of the headers that Envoy was told to log, or an empty text. */
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
