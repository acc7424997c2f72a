package dev.sluice.controller.xds.resource;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorFormat;
import dev.sluice.common.error.ErrorIds;
import dev.sluice.controller.ir.route.ErrorDialect;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import java.util.List;
import java.util.Locale;

/** The bodies of Envoy's own errors, with the members of the policy servers' bodies. */
public final class DialectBodies {
  /** The dialects in the order in which Envoy tests them. The default comes last. */
  public static final List<ErrorDialect> ORDER =
      List.of(
          ErrorDialect.ANTHROPIC, ErrorDialect.PROBLEM, ErrorDialect.OPENAI, ErrorDialect.SLUICE);

  /** A message that is replaced by the text of the response. */
  public static final String RESPONSE_TEXT = "%LOCAL_REPLY_BODY%";

  /** The operator for the correlation id. */
  public static final String CORRELATION_ID = "%REQ(X-CORRELATION-ID)%";

  /** The operators for the ids of an exchange. */
  public static final ErrorIds IDS = new ErrorIds("%REQ(X-REQUEST-ID)%", CORRELATION_ID);

  private DialectBodies() {}

  /** Returns the error format of a dialect. */
  public static ErrorFormat format(ErrorDialect dialect) {
    return ErrorFormat.ofName(dialect.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the format of an error.
   *
   * @param ids the operators for the ids
   */
  public static SubstitutionFormatString format(
      ErrorDialect dialect, ErrorDetails error, ErrorIds ids) {
    ErrorFormat format = format(dialect);
    Struct.Builder body = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(format.body(error, ids), body);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an error format is not JSON: " + dialect, e);
    }
    return SubstitutionFormatString.newBuilder()
        .setJsonFormat(body)
        .setContentType(format.contentType())
        .build();
  }
}
