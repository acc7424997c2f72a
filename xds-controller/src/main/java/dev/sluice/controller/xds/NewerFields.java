package dev.sluice.controller.xds;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;

/**
 * Fields of Envoy 1.40 that the API classes (1.34) do not have, written by number as unknown
 * fields. Each is named here and nowhere else.
 */
final class NewerFields {
  /** {@code HeaderMutation.remove_on_match}, a message whose field 1 is the {@code key_matcher}. */
  private static final int HEADER_MUTATION_REMOVE_ON_MATCH = 3;

  private static final int REMOVE_ON_MATCH_KEY_MATCHER = 1;

  private NewerFields() {}

  /** Removes every header whose name begins so. */
  static HeaderMutation removeByPrefix(String prefix) {
    ByteString matcher = StringMatcher.newBuilder().setPrefix(prefix).build().toByteString();
    ByteString removal = field(REMOVE_ON_MATCH_KEY_MATCHER, matcher).toByteString();
    return HeaderMutation.newBuilder()
        .setUnknownFields(field(HEADER_MUTATION_REMOVE_ON_MATCH, removal))
        .build();
  }

  private static UnknownFieldSet field(int number, ByteString message) {
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(message).build())
        .build();
  }
}
