package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.Direction;
import java.util.Locale;

/** A direction whose headers have not come: nobody knows yet whether its body must be inspected. */
record UnopenedFlow(Direction direction) implements BodyFlow {
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

  @Override
  public boolean ended() {
    return true;
  }

  private ProtocolException headersMissing() {
    String name = direction.name().toLowerCase(Locale.ROOT);
    return new ProtocolException(
        "a " + name + " body came without headers; set " + name + "_header_mode: SEND");
  }
}
