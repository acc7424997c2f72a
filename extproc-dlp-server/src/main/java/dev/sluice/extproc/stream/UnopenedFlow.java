package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.Direction;
import java.util.Locale;

/**
 * A direction whose headers have not come: nobody knows yet whether its body must be inspected.
 *
 * @param ended true where they need not come
 */
record UnopenedFlow(Direction direction, boolean ended) implements BodyFlow {
  @Override
  public void headers() {}

  @Override
  public void body(ByteString bytes, boolean last) {
    throw headersMissing();
  }

  @Override
  public void trailers() {
    throw headersMissing();
  }

  private ProtocolException headersMissing() {
    String name = direction.name().toLowerCase(Locale.ROOT);
    return new ProtocolException(
        "a " + name + " body came without headers; set " + name + "_header_mode: SEND");
  }
}
