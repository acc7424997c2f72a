package dev.sluice.extauthz.response;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.Value;
import dev.sluice.common.error.ErrorFormat;
import dev.sluice.common.waf.WafPart;
import dev.sluice.common.wire.ProtobufWriter;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.RouteRule;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An encoder of the dynamic metadata of a decision, under the key {@code sluice}, for later filters
 * and the access log.
 */
final class DecisionMetadataEncoder {
  private static final String UNKNOWN = "-";

  /** The names of the fields, encoded as keys of a protobuf map. */
  private enum Field {
    V,
    DECISION,
    REASON,
    REQUEST_ID,
    CORRELATION_ID,
    RULE,
    CREDENTIAL,
    ENVIRONMENT,
    POLICY_VERSION,
    POLICY,
    SHADOW,
    SUBJECT,
    TENANT,
    PROJECT,
    WORKSPACE,
    ROLE,
    CREDENTIAL_ID,
    SUBSCRIPTION,
    PLAN,
    PUBLISH,
    ROUTE,
    API_VERSION,
    TARGET,
    DIALECT,
    INSPECTION,
    SSE_IDS,
    WAF_BODY,
    WAF_ANSWER;

    private final ByteString key = key(name().toLowerCase(Locale.ROOT));
  }

  private static final int MAP_KEY = 1;
  private static final int MAP_VALUE = 2;
  private static final ByteString OUTER_KEY = key("sluice");

  private DecisionMetadataEncoder() {}

  /**
   * Writes the field {@code dynamic_metadata} of a response.
   *
   * @param sharedFields the result of {@link #encodeFields} for an equal decision
   */
  static void write(Decision decision, ByteString sharedFields, ProtobufWriter out) {
    int metadata = out.beginLong(CheckResponse.DYNAMIC_METADATA_FIELD_NUMBER);
    int entry = out.beginLong(Struct.FIELDS_FIELD_NUMBER);
    out.rawFields(OUTER_KEY);
    int value = out.beginLong(MAP_VALUE);
    int fields = out.beginLong(Value.STRUCT_VALUE_FIELD_NUMBER);
    put(out, Field.REQUEST_ID, decision.facts().requestId());
    put(out, Field.CORRELATION_ID, decision.facts().correlationId());
    out.rawFields(sharedFields);
    out.endLong(fields);
    out.endLong(value);
    out.endLong(entry);
    out.endLong(metadata);
  }

  /** Encodes the fields that do not depend on the request. */
  static ByteString encodeFields(EncodedDecisionKey key) {
    ProtobufWriter out = new ProtobufWriter();
    put(out, Field.V, "1");
    DenialCode code = key.code();
    put(out, Field.DECISION, code == null ? "allow" : "deny");
    put(out, Field.REASON, code == null ? "" : code.name());
    decisionFields(out, key);
    identity(out, key.identity());
    route(out, key.route());
    return UnsafeByteOperations.unsafeWrap(out.toByteArray());
  }

  private static void decisionFields(ProtobufWriter out, EncodedDecisionKey key) {
    put(out, Field.RULE, key.rule());
    put(out, Field.CREDENTIAL, key.credential().label());
    put(out, Field.ENVIRONMENT, key.environment());
    put(out, Field.POLICY_VERSION, key.policyVersion());
    put(out, Field.POLICY, key.policyId());
    if (!key.shadowRules().isEmpty()) {
      put(out, Field.SHADOW, String.join(",", key.shadowRules()));
    }
  }

  private static void identity(ProtobufWriter out, Identity identity) {
    switch (identity) {
      case Identity.Caller caller -> {
        put(out, Field.SUBJECT, caller.subject());
        put(out, Field.TENANT, caller.tenant());
        put(out, Field.PROJECT, caller.project());
        put(out, Field.WORKSPACE, caller.workspace());
        put(out, Field.ROLE, caller.level().label());
        if (caller.issuedCredential() != null) {
          issued(out, caller.issuedCredential());
        }
      }
      case Identity.Anonymous() -> {
        put(out, Field.SUBJECT, UNKNOWN);
        put(out, Field.TENANT, UNKNOWN);
        put(out, Field.PROJECT, UNKNOWN);
        put(out, Field.WORKSPACE, UNKNOWN);
        put(out, Field.ROLE, "");
      }
    }
  }

  private static void issued(ProtobufWriter out, IssuedCredential credential) {
    put(out, Field.CREDENTIAL_ID, credential.id());
    put(out, Field.SUBSCRIPTION, credential.subscription().id());
    put(out, Field.PLAN, credential.subscription().plan());
  }

  private static void route(ProtobufWriter out, @Nullable RouteRule route) {
    put(out, Field.PUBLISH, route == null ? "" : route.publish());
    put(out, Field.ROUTE, route == null ? "" : route.id());
    put(out, Field.API_VERSION, route == null ? "" : route.apiVersion());
    put(out, Field.TARGET, route == null ? UNKNOWN : route.target());
    put(out, Field.DIALECT, route == null ? "sluice" : ErrorFormat.of(route.dialect()).dialect());
    put(out, Field.INSPECTION, route == null ? "" : route.inspection());
    put(out, Field.SSE_IDS, route == null ? "none" : route.sseIds());
    if (route != null) {
      putAction(out, Field.WAF_BODY, route.waf().action(WafPart.BODY));
      putAction(out, Field.WAF_ANSWER, route.waf().action(WafPart.ANSWER));
    }
  }

  /** Writes the action for a part of a body that a policy row adds; most routes have none. */
  private static void putAction(ProtobufWriter out, Field field, String action) {
    if (!action.isEmpty()) {
      put(out, field, action);
    }
  }

  private static ByteString key(String name) {
    return ProtobufWriter.encodedString(MAP_KEY, name);
  }

  private static void put(ProtobufWriter out, Field field, String text) {
    int entry = out.begin(Struct.FIELDS_FIELD_NUMBER);
    out.rawFields(field.key);
    int value = out.begin(MAP_VALUE);
    out.string(Value.STRING_VALUE_FIELD_NUMBER, text);
    out.end(value);
    out.end(entry);
  }
}
