package dev.sluice.controller.xds.route;

import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.controller.ir.route.ErrorDialect;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;

/**
 * The bodies of Envoy's own errors in the dialect of a route. The members are those of the policy
 * servers' bodies, except that the message is the text of the response.
 */
final class DialectBodies {
  private static final Value MESSAGE = text("%LOCAL_REPLY_BODY%");
  private static final Value CORRELATION = text("%REQ(X-CORRELATION-ID)%");

  private DialectBodies() {}

  /** Returns the format of an error below 500. */
  static SubstitutionFormatString format(ErrorDialect dialect, String code, int status) {
    Struct body =
        switch (dialect) {
          case SLUICE -> Struct.newBuilder().putFields("error", error(code).build()).build();
          case OPENAI ->
              Struct.newBuilder()
                  .putFields(
                      "error",
                      error(code)
                          .mergeFrom(member("type", text("invalid_request_error")))
                          .mergeFrom(member("param", nothing()))
                          .build())
                  .build();
          case ANTHROPIC ->
              Struct.newBuilder()
                  .putFields("type", text("error"))
                  .putFields(
                      "error",
                      error(code).mergeFrom(member("type", text("invalid_request_error"))).build())
                  .putFields("request_id", CORRELATION)
                  .build();
          case PROBLEM ->
              Struct.newBuilder()
                  .putFields("type", text("urn:sluice:error:" + code))
                  .putFields("title", text(code))
                  .putFields("status", Value.newBuilder().setNumberValue(status).build())
                  .putFields("detail", MESSAGE)
                  .putFields("code", text(code))
                  .build();
        };
    return SubstitutionFormatString.newBuilder()
        .setJsonFormat(body.toBuilder().putFields("correlation_id", CORRELATION))
        .setContentType(
            dialect == ErrorDialect.PROBLEM ? "application/problem+json" : "application/json")
        .build();
  }

  private static Value.Builder error(String code) {
    return member("code", text(code)).toBuilder().mergeFrom(member("message", MESSAGE));
  }

  private static Value member(String name, Value value) {
    return Value.newBuilder().setStructValue(Struct.newBuilder().putFields(name, value)).build();
  }

  private static Value nothing() {
    return Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
